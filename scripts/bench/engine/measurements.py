"""Every table of the embedded engine, in the order of docs/performance.md."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from scripts.bench.engine.group_commit import group_commit
from scripts.bench.engine.loop_waits import loop_waits
from scripts.bench.engine.pages import pages
from scripts.bench.engine.single_operations import single_operations
from scripts.bench.tables import Table


async def engine_tables(*, rounds: int, seconds: float) -> AsyncIterator[Table]:
    """
    One after the other, each in empty folders.

    Args:
        rounds: how often one operation is measured.
        seconds: how long the event loop is watched during each work.
    """
    with tempfile.TemporaryDirectory() as root:

        def new_folder() -> Path:
            return Path(tempfile.mkdtemp(dir=root))

        yield await single_operations(new_folder, rounds=rounds)
        yield await group_commit(new_folder, rounds=rounds // 20)
        yield await pages(new_folder, rounds=rounds)
        yield await loop_waits(new_folder, seconds=seconds)
