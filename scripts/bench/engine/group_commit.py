"""Many writers at once: they share commits, so that they need not wait for one fsync each."""

import asyncio
from typing import Final

from scripts.bench.engine.direct_sqlite import DirectSqlite
from scripts.bench.engine.items import head
from scripts.bench.engine.one_item import ItemInSqlite, ItemThroughSdk, Version
from scripts.bench.engine.paired import medians_ms
from scripts.bench.engine.running_engine import NewFolder, running_engine
from scripts.bench.engine.slow_disk import slow_disk
from scripts.bench.tables import Table

WRITERS: Final = 64
SLOW_FSYNC_SECONDS: Final = 0.005
_OWNER: Final = "ada"
_TARGET: Final = "≥ 5"
_COLUMNS: Final = (
    f"{WRITERS} conditional replaces of 1 KB",
    "at once, engine /s",
    "one by one, SQLite alone /s",
    "ratio",
    "target",
)


async def group_commit(new_folder: NewFolder, *, rounds: int) -> Table:
    """Row d: on the disk as it is, and on one whose fsync takes 5 ms."""
    rows = [await _row("on this disk", new_folder, rounds)]
    with slow_disk(SLOW_FSYNC_SECONDS):
        name = f"with an fsync that takes {SLOW_FSYNC_SECONDS * 1000:.0f} ms longer, emulated"
        rows.append(await _row(name, new_folder, rounds))
    return Table("Writers at once, through the SDK, against one commit for each", _COLUMNS, rows)


async def _row(name: str, new_folder: NewFolder, rounds: int) -> list[str]:
    sqlite = DirectSqlite(new_folder())
    async with running_engine(new_folder()) as running:
        container = await running.create_container("sessions")
        items = [ItemThroughSdk(container, _OWNER, _versions(number)) for number in range(WRITERS)]
        direct = [ItemInSqlite(sqlite, _OWNER, _versions(number)) for number in range(WRITERS)]
        for item, same in zip(items, direct, strict=True):
            await item.create()
            await same.create()

        async def at_once() -> None:
            await asyncio.gather(*(item.replace() for item in items))

        async def one_by_one() -> None:
            for item in direct:
                await item.replace()

        together, apart = await medians_ms([at_once, one_by_one], rounds=rounds)
    sqlite.close()
    per_second = [f"{WRITERS / ms * 1000:,.0f}" for ms in (together, apart)]
    return [name, *per_second, f"{apart / together:.2f}", _TARGET]


def _versions(number: int) -> Version:
    return lambda step: head(_OWNER, number, step=step)
