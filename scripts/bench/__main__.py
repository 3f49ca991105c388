"""
Measures the service against the floor and the embedded engine against what it stands on, and prints ratios.

Times hold for one machine and one moment; ratios taken in one run are what docs/performance.md records.
"""

import argparse
import asyncio
from pathlib import Path
from typing import Final

from scripts.bench.engine.measurements import engine_tables
from scripts.bench.service import against_the_floor
from scripts.bench.tables import Table, write_between_marks

REPORT: Final = Path(__file__).parents[2] / "docs" / "performance.md"
EVERYTHING: Final = "all"
PARTS: Final = ("service", "engine")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=(EVERYTHING, *PARTS), default=EVERYTHING)
    parser.add_argument(
        "--seconds",
        type=float,
        default=2.0,
        help="how long half a row of the service, and a row about the event loop, runs",
    )
    parser.add_argument("--workers", type=int, default=1, help="service: its worker processes")
    parser.add_argument("--only", default="", help="service: rows whose name contains this text")
    parser.add_argument("--rounds", type=int, default=500, help="engine: how often an operation is measured")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write records whole tables: leave --only out")

    for part in PARTS if options.part == EVERYTHING else [options.part]:
        tables = _service(options) if part == "service" else asyncio.run(_engine(options))
        if options.write:
            write_between_marks(REPORT, part, "\n\n".join(table.as_markdown() for table in tables))


def _service(options: argparse.Namespace) -> list[Table]:
    table = against_the_floor(seconds=options.seconds, workers=options.workers, only=options.only)
    print(table.as_markdown(), end="\n\n", flush=True)
    return [table]


async def _engine(options: argparse.Namespace) -> list[Table]:
    tables = []
    async for table in engine_tables(rounds=options.rounds, seconds=options.seconds):
        print(table.as_markdown(), end="\n\n", flush=True)
        tables.append(table)
    return tables


if __name__ == "__main__":
    main()
