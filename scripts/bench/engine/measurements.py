"""Every table of the embedded engine, in the order of docs/performance.md."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from scripts.bench.engine.single_operations import single_operations
from scripts.bench.tables import Table


async def engine_tables(*, rounds: int) -> AsyncIterator[Table]:
    """One after the other, each in empty folders; *rounds* is how often one operation is measured."""
    with tempfile.TemporaryDirectory() as root:

        def new_folder() -> Path:
            return Path(tempfile.mkdtemp(dir=root))

        yield await single_operations(new_folder, rounds=rounds)
