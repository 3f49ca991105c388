"""
Measures the service against the floor, row by row and in turn, and prints ratios.

Times hold for one machine and one moment; ratios taken in one run are what docs/performance.md records.
"""

import argparse
import asyncio
import json
import tempfile
import urllib.request
from pathlib import Path

from scripts.bench import servers
from scripts.bench.http_load import Measured, measure
from scripts.bench.workloads import Row, rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each half of a row runs")
    parser.add_argument("--workers", type=int, default=1, help="worker processes of the service")
    parser.add_argument("--only", default="", help="rows whose name contains this text")
    options = parser.parse_args()

    with (
        tempfile.TemporaryDirectory() as floor_data,
        tempfile.TemporaryDirectory() as data,
        servers.floor(Path(floor_data)) as floor_port,
        servers.service(Path(data), options.workers) as port,
    ):
        headers = {"authorization": f"Bearer {_sign_in(port)}"}
        print("| work | clients | service /s | p50 ms | p95 ms | floor /s | ratio | target |")
        print("|---|---|---|---|---|---|---|---|")
        for row in rows():
            if options.only in row.name:
                print(asyncio.run(_measured(row, port, floor_port, headers, options.seconds)), flush=True)


def _sign_in(port: int) -> str:
    """A token of the development sign-in."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/auth/sign-in",
        data=json.dumps({"name": "bench"}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["token"])


async def _measured(row: Row, port: int, floor_port: int, headers: dict[str, str], seconds: float) -> str:
    service = await measure(row.service(), port, headers, clients=row.clients, seconds=seconds)
    floor = await measure(row.floor(), floor_port, {}, clients=row.clients, seconds=seconds)
    return _line(row, service, floor)


def _line(row: Row, service: Measured, floor: Measured) -> str:
    ratio = service.per_second / floor.per_second
    target = "–" if row.target_ratio is None else f"≥ {row.target_ratio}"
    return (
        f"| {row.name} | {row.clients} "
        f"| {service.per_second:,.0f} | {service.p50_ms:.2f} | {service.p95_ms:.2f} "
        f"| {floor.per_second:,.0f} | {ratio:.2f} | {target} |"
    )


if __name__ == "__main__":
    main()
