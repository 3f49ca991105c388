"""The service measured against the floor, row by row and in turn."""

import asyncio
import json
import tempfile
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.bench import servers
from scripts.bench.filled_database import fill
from scripts.bench.http_load import Measured, measure
from scripts.bench.tables import Table
from scripts.bench.workloads import LISTED, ORDINARY, Row, rows

_COLUMNS: Final = ("work", "clients", "service /s", "p50 ms", "p95 ms", "floor /s", "ratio", "target")


@dataclass(frozen=True)
class MeasuredRow:
    row: Row
    service: Measured
    floor: Measured


def measured_rows(*, seconds: float, workers: int, only: str) -> list[MeasuredRow]:
    """Rows whose name contains *only*: each half runs for *seconds*, the service in *workers* processes."""
    with (
        tempfile.TemporaryDirectory() as floor_data,
        tempfile.TemporaryDirectory() as data,
        servers.floor(Path(floor_data)) as floor_port,
    ):
        asyncio.run(fill(Path(data), LISTED))
        with servers.service(Path(data), workers) as service:
            headers = {caller: signed_in(service.port, caller) for caller in (ORDINARY, *LISTED)}
            return [
                asyncio.run(_measured(row, service.port, floor_port, headers[row.caller], seconds))
                for row in rows()
                if only in row.name
            ]


def against_the_floor(measured: Sequence[MeasuredRow], workers: int) -> Table:
    """Of what was measured on *workers* processes."""
    title = f"The service on {workers} worker{'s' if workers > 1 else ''} against the floor"
    return Table(title, _COLUMNS, [_line(each) for each in measured])


def signed_in(port: int, name: str) -> dict[str, str]:
    """The header of somebody who used the development sign-in."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/auth/sign-in",
        data=json.dumps({"name": name}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return {"authorization": f"Bearer {json.load(answer)['token']}"}


async def _measured(
    row: Row, port: int, floor_port: int, headers: dict[str, str], seconds: float
) -> MeasuredRow:
    service = await measure(row.service(), port, headers, clients=row.clients, seconds=seconds)
    floor = await measure(row.floor(), floor_port, {}, clients=row.clients, seconds=seconds)
    return MeasuredRow(row, service, floor)


def _line(measured: MeasuredRow) -> list[str]:
    row, service, floor = measured.row, measured.service, measured.floor
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
