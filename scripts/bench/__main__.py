"""
Measures the service against the floor, the engine against what it stands on, recovery, surveys, request
units, and the application in the browser.

Times hold for one machine and one moment; ratios taken in one run are what docs/performance.md records.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.bench.browser.measurements import browser_table
from scripts.bench.engine.measurements import engine_tables
from scripts.bench.list_frames import list_frames_table
from scripts.bench.memory_and_start import memory_and_start_table
from scripts.bench.peers.measurements import peers_table
from scripts.bench.recovery import recovery_table
from scripts.bench.request_units import request_units_table
from scripts.bench.rows_compared import rows_compared
from scripts.bench.service import against_the_floor, measured_rows
from scripts.bench.survey import survey_table
from scripts.bench.tables import Table, write_between_marks

REPORT: Final = Path(__file__).parents[2] / "docs" / "performance.md"
EVERYTHING: Final = "all"
PARTS: Final = ("service", "machine", "engine", "recovery", "survey", "request_units", "list", "browser")
WHERE_INSTALLED: Final = "peers"
"""Needs programs that are not ours, so it is measured when it is named only."""

LISTED_SESSIONS: Final = 10_000
SURVEY_SOCKETS: Final = 500


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=(EVERYTHING, *PARTS, WHERE_INSTALLED), default=EVERYTHING)
    parser.add_argument(
        "--seconds",
        type=float,
        default=2.0,
        help="how long half a row of the service, and a row about the event loop, runs",
    )
    parser.add_argument(
        "--workers", type=int, nargs="+", default=[1, 2], help="service: its worker processes, a table each"
    )
    parser.add_argument("--only", default="", help="service: rows whose name contains this text")
    parser.add_argument(
        "--rounds", type=int, default=500, help="engine, recovery: how often an operation is measured"
    )
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="FOLDER",
        help="peers: where jupyter-server and kinto are [default: PATH]",
    )
    parser.add_argument("--postgres", metavar="URL", help="peers: an empty database for Kinto")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write records whole tables: leave --only out")

    for part in PARTS if options.part == EVERYTHING else [options.part]:
        tables = _tables(part, options)
        if options.write:
            write_between_marks(REPORT, part, "\n\n".join(table.as_markdown() for table in tables))


def _tables(part: str, options: argparse.Namespace) -> list[Table]:
    if part == "engine":
        return asyncio.run(_engine(options))
    if part == "service":
        return list(_service(options))
    if part == "request_units":
        table = asyncio.run(_request_units())
    elif part == "machine":
        table = memory_and_start_table()
    elif part == "survey":
        table = survey_table(sockets=SURVEY_SOCKETS, seconds=15 * options.seconds)
    elif part == WHERE_INSTALLED:
        table = peers_table(options.peers, options.postgres, seconds=options.seconds)
    elif part == "list":
        table = list_frames_table(sessions=LISTED_SESSIONS)
    elif part == "browser":
        table = browser_table()
    else:
        table = recovery_table(rounds=options.rounds)
    print(table.as_markdown(), end="\n\n", flush=True)
    return [table]


def _service(options: argparse.Namespace) -> Iterator[Table]:
    measured = {}
    for workers in options.workers:
        measured[workers] = measured_rows(seconds=options.seconds, workers=workers, only=options.only)
        table = against_the_floor(measured[workers], workers)
        print(table.as_markdown(), end="\n\n", flush=True)
        yield table
    compared = rows_compared(measured)
    print(compared.as_markdown(), end="\n\n", flush=True)
    yield compared


async def _request_units() -> Table:
    with tempfile.TemporaryDirectory() as data:
        return await request_units_table(Path(data), sessions=LISTED_SESSIONS)


async def _engine(options: argparse.Namespace) -> list[Table]:
    tables = []
    async for table in engine_tables(rounds=options.rounds, seconds=options.seconds):
        print(table.as_markdown(), end="\n\n", flush=True)
        tables.append(table)
    return tables


if __name__ == "__main__":
    main()
