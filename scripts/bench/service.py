"""The service measured against the floor, row by row and in turn."""

import asyncio
import json
import tempfile
import urllib.request
from pathlib import Path
from typing import Final

from scripts.bench import servers
from scripts.bench.http_load import Measured, measure
from scripts.bench.tables import Table
from scripts.bench.workloads import Row, rows

_COLUMNS: Final = ("work", "clients", "service /s", "p50 ms", "p95 ms", "floor /s", "ratio", "target")


def against_the_floor(*, seconds: float, workers: int, only: str) -> Table:
    """Rows whose name contains *only*: each half runs for *seconds*, the service in *workers* processes."""
    with (
        tempfile.TemporaryDirectory() as floor_data,
        tempfile.TemporaryDirectory() as data,
        servers.floor(Path(floor_data)) as floor_port,
        servers.service(Path(data), workers) as port,
    ):
        headers = {"authorization": f"Bearer {_sign_in(port)}"}
        measured = [
            asyncio.run(_measured(row, port, floor_port, headers, seconds))
            for row in rows()
            if only in row.name
        ]
    return Table("The service against the floor", _COLUMNS, measured)


def _sign_in(port: int) -> str:
    """A token of the development sign-in."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/auth/sign-in",
        data=json.dumps({"name": "bench"}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["token"])


async def _measured(
    row: Row, port: int, floor_port: int, headers: dict[str, str], seconds: float
) -> list[str]:
    service = await measure(row.service(), port, headers, clients=row.clients, seconds=seconds)
    floor = await measure(row.floor(), floor_port, {}, clients=row.clients, seconds=seconds)
    return _line(row, service, floor)


def _line(row: Row, service: Measured, floor: Measured) -> list[str]:
    return [
        row.name,
        str(row.clients),
        f"{service.per_second:,.0f}",
        f"{service.p50_ms:.2f}",
        f"{service.p95_ms:.2f}",
        f"{floor.per_second:,.0f}",
        f"{service.per_second / floor.per_second:.2f}",
        "–" if row.target_ratio is None else f"≥ {row.target_ratio}",
    ]
