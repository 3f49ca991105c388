"""One operation after the other: the engine against the SDK's own cost and one SQLite statement."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from scripts.bench.documents import LARGE_BYTES
from scripts.bench.engine.direct_sqlite import DirectSqlite
from scripts.bench.engine.items import head, with_content
from scripts.bench.engine.one_item import ItemInSqlite, ItemThroughSdk, Version
from scripts.bench.engine.paired import medians_ms
from scripts.bench.engine.replaying_transport import ReplayingTransport
from scripts.bench.engine.running_engine import DATABASE, NewFolder, running_engine
from scripts.bench.tables import Table

_OWNER: Final = "ada"
_CONTAINER: Final = "sessions"
_LOG_ROUNDS: Final = 500
"""Replacements of 1 KB until the log was moved into the file once: while it grows, each commit costs more."""

_TARGET: Final = "≤ 1.5"
_COLUMNS: Final = ("work", "engine ms", "SDK alone ms", "SQLite alone ms", "ratio", "target")


@dataclass(frozen=True)
class ThreeWays:
    """One item through the SDK on the engine, another on ready answers, a third in SQLite alone."""

    engine: ItemThroughSdk
    sdk_alone: ItemThroughSdk
    sqlite_alone: ItemInSqlite

    async def reads(self, name: str, rounds: int) -> list[str]:
        works = [self.engine.read, self.sdk_alone.read, self.sqlite_alone.read]
        return _row(name, *await medians_ms(works, rounds=rounds))

    async def replacements(self, name: str, rounds: int) -> list[str]:
        works = [self.engine.replace, self.sdk_alone.replace, self.sqlite_alone.replace]
        return _row(name, *await medians_ms(works, rounds=rounds, warm_up=_LOG_ROUNDS))


async def single_operations(new_folder: NewFolder, *, rounds: int) -> Table:
    """Items of 1 KB and of 1.4 MB; these a quarter as often."""
    large = with_content(_OWNER, LARGE_BYTES)
    async with _three_ways(new_folder, lambda step: head(_OWNER, 1, step=step)) as small:
        rows = [
            await small.reads("point read of 1 KB", rounds),
            await small.replacements("conditional replace of 1 KB", rounds),
        ]
    async with _three_ways(new_folder, lambda step: large | {"version": step}) as ways:
        rows += [
            await ways.reads("point read of 1.4 MB", rounds // 4),
            await ways.replacements("conditional replace of 1.4 MB", rounds // 4),
        ]
    return Table("One caller; the ratio is to the sum of the SDK alone and SQLite alone", _COLUMNS, rows)


@asynccontextmanager
async def _three_ways(new_folder: NewFolder, version: Version) -> AsyncIterator[ThreeWays]:
    sqlite = DirectSqlite(new_folder())

    def replayed(step: int) -> dict[str, Any]:
        return version(step) | {"id": "replayed"}

    async with running_engine(new_folder()) as running:
        container = await running.create_container(_CONTAINER)
        async with running.another_client(ReplayingTransport(running.transport)) as client:
            ready = client.get_database_client(DATABASE).get_container_client(_CONTAINER)
            ways = ThreeWays(
                ItemThroughSdk(container, _OWNER, version),
                ItemThroughSdk(ready, _OWNER, replayed),
                ItemInSqlite(sqlite, _OWNER, version),
            )
            for item in (ways.engine, ways.sdk_alone, ways.sqlite_alone):
                await item.create()
            yield ways
    sqlite.close()


def _row(name: str, engine: float, sdk: float, sqlite: float) -> list[str]:
    ratio = engine / (sdk + sqlite)
    return [name, f"{engine:.2f}", f"{sdk:.2f}", f"{sqlite:.3f}", f"{ratio:.2f}", _TARGET]
