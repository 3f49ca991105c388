"""The first page of a list, and one in its middle: what it costs must not grow with the list."""

from dataclasses import dataclass
from typing import Any, Final

from azure.cosmos.aio import ContainerProxy

from scripts.bench.engine.items import head
from scripts.bench.engine.paired import Work, medians_ms
from scripts.bench.engine.running_engine import NewFolder, RunningEngine, running_engine
from scripts.bench.tables import Table

SHORT: Final = 1_000
LONG: Final = 100_000
PAGE_SIZE: Final = 20
OWNERS: Final = 10
_LARGEST_PAGE: Final = 1_000
_TARGET: Final = "≤ 1.5"
_COLUMNS: Final = ("page of 20", f"{LONG:,} items ms", f"{SHORT:,} items ms", "ratio", "target")

_ORDER: Final = "ORDER BY c.kind DESC, c.is_deleted DESC, c.updated_at DESC, c.id DESC"
_FILTER: Final = "c.kind = 'session' AND c.is_deleted = false"
_SORTED: Final = f"SELECT * FROM c {_ORDER}"
_FILTERED: Final = f"SELECT * FROM c WHERE {_FILTER} {_ORDER}"
_CONTAINING: Final = f"SELECT * FROM c WHERE {_FILTER} AND CONTAINS(c.title_lower, 'weather') {_ORDER}"


@dataclass(frozen=True)
class ListQuery:
    """A query over the list; `owner` is the partition, None for all of them."""

    text: str
    owner: str | None

    def starting_at(self, container: ContainerProxy, token: str | None) -> Work:
        """Reads one page, from where *token* points at."""

        async def read() -> None:
            found, _ = await self._page(container, PAGE_SIZE, token)
            if len(found) != PAGE_SIZE:
                raise RuntimeError(f"The page has {len(found)} items")

        return read

    async def token_behind(self, container: ContainerProxy, items: int) -> str:
        """The token of the page that begins behind so many *items*, a multiple of 1,000 or less than that."""
        token: str | None = None
        while items > 0:
            _, token = await self._page(container, min(items, _LARGEST_PAGE), token)
            items -= _LARGEST_PAGE
        if token is None:
            raise RuntimeError("The list ends before its middle")
        return token

    async def _page(
        self, container: ContainerProxy, size: int, token: str | None
    ) -> tuple[list[dict[str, Any]], str | None]:
        partition: dict[str, Any] = {} if self.owner is None else {"partition_key": self.owner}
        feed: Any = container.query_items(self.text, max_item_count=size, **partition).by_page(token)
        found = [item async for item in await anext(feed)]
        return found, feed.continuation_token


@dataclass(frozen=True)
class TwoLists:
    long: ContainerProxy
    short: ContainerProxy

    async def row(
        self, name: str, query: ListQuery, rounds: int, *, is_first: bool = True, target: str = _TARGET
    ) -> list[str]:
        """The first page, or the one in the middle, of both."""
        works = []
        for container, items in ((self.long, LONG), (self.short, SHORT)):
            token = None if is_first else await query.token_behind(container, items // 2)
            works.append(query.starting_at(container, token))
        long, short = await medians_ms(works, rounds=rounds)
        return [name, f"{long:.2f}", f"{short:.2f}", f"{long / short:.2f}", target]


async def pages(new_folder: NewFolder, *, rounds: int) -> Table:
    """Each list in its own container of one file; a page over partitions is read a fiftieth as often."""
    async with running_engine(new_folder()) as running:
        one = TwoLists(*[await _filled(running, size, owners=1) for size in (LONG, SHORT)])
        ten = TwoLists(*[await _filled(running, size, owners=OWNERS) for size in (LONG, SHORT)])
        rows = [
            await one.row("sorted", ListQuery(_SORTED, "owner-0"), rounds),
            await one.row("filtered by equality, sorted", ListQuery(_FILTERED, "owner-0"), rounds),
            await one.row("the same, in the middle", ListQuery(_FILTERED, "owner-0"), rounds, is_first=False),
            await one.row(
                "filtered by CONTAINS (one in five), sorted", ListQuery(_CONTAINING, "owner-0"), rounds
            ),
            await ten.row(f"over {OWNERS} partitions", ListQuery(_FILTERED, None), rounds // 50, target="–"),
        ]
    return Table("Pages of a list, through the SDK", _COLUMNS, rows)


async def _filled(running: RunningEngine, size: int, *, owners: int) -> ContainerProxy:
    name = f"{size}-of-{owners}"
    container = await running.create_container(name)
    for number in range(owners):
        owner = f"owner-{number}"
        await running.fill(name, owner, (head(owner, each) for each in range(size // owners)))
    return container
