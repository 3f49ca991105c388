"""Running a query over one partition or range: pushed into SQLite where it can be, else evaluated."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.protocol import charges
from benchdog.embedded_cosmos.protocol.merged_rows import aggregate_row, ordered_row, partial_aggregate
from benchdog.embedded_cosmos.protocol.query_order import check_order, pushed_order
from benchdog.embedded_cosmos.protocol.query_plans import merged_aggregate, original
from benchdog.embedded_cosmos.protocol.tokens import Continuation, fingerprint
from benchdog.embedded_cosmos.protocol.windows import Window
from benchdog.embedded_cosmos.sql.analysis import check_parameters, members_read
from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import RowPlan, row_plan
from benchdog.embedded_cosmos.sql.scope import NOW, Scope
from benchdog.embedded_cosmos.sql.syntax import Call, Constant, Expression
from benchdog.embedded_cosmos.sql.values import UNDEFINED, canonical
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import SYSTEM_MEMBERS, StoredItem
from benchdog.embedded_cosmos.storage.partition_keys import EpkRange
from benchdog.embedded_cosmos.storage.scan import Place, Scan

MAX_PAGE_BYTES: Final = 4 * 1024 * 1024
_NO_ITEM: Final = ""

Result = tuple[bytes, Place | None]
"""A result as JSON text, and the place of the item it comes from where a page can begin behind it."""


@dataclass(frozen=True, slots=True)
class Page:
    """
    Attributes:
        results: JSON texts.
        token: of the next page; None behind the last one.
        retrieved: how many items were read to find them, and how many bytes.
        scan: how they were found.
    """

    results: list[bytes]
    token: str | None
    retrieved: int
    retrieved_bytes: int
    scan: Scan

    @property
    def charge(self) -> float:
        return charges.QUERY_BASE + charges.read_charge(self.retrieved_bytes)

    def metrics(self, seconds: float) -> str:
        """What the service calls query metrics, as far as they mean something here."""
        known = {
            "totalExecutionTimeInMs": f"{seconds * 1000:.2f}",
            "retrievedDocumentCount": self.retrieved,
            "retrievedDocumentSize": self.retrieved_bytes,
            "outputDocumentCount": len(self.results),
            "outputDocumentSize": sum(map(len, self.results)),
            "indexUtilizationRatio": f"{len(self.results) / self.retrieved if self.retrieved else 1:.2f}",
        }
        return ";".join(f"{name}={value}" for name, value in known.items())


class QueryRun:
    """
    One query over one partition, one range of partitions, or (where it needs no merging) over everything.

    Args:
        text: as its author wrote it, or as the plan of a merged query rewrote it.
        key: the partition, None for all of them.
        within: the effective partition keys to stay in, None for all of them.
        now: seconds; what expired before is no result.

    Raises:
        CosmosFailure: 400 for a query that Cosmos DB would refuse, 501 for what the engine does not have.
    """

    def __init__(
        self,
        container: Container,
        text: str,
        parameters: Mapping[str, Any],
        *,
        key: str | None,
        within: EpkRange | None,
        now: float,
    ) -> None:
        written, self._is_part = original(text)
        self._plan = row_plan(written)
        self._query = self._plan.query
        self._parameters = dict(parameters)
        self._constants = {NOW: now, **parameters}
        self._fingerprint = fingerprint(text, self._parameters, key)
        check_parameters(self._plan.parameters, self._parameters)
        check_order(container, self._plan)
        self._is_sorted_part = self._is_part and bool(self._query.order_by)
        window = Window.of(self._query, self._parameters)
        self._window = window.of_one_range() if self._is_part else window
        # FROM c IN c.parts: the name stands for a part then, and nothing can be said about the item.
        item = self._plan.item_name if self._plan.is_item_visible else _NO_ITEM
        pushdown = Pushdown(item, container.columns, self._parameters)
        order = pushed_order(pushdown, self._plan)
        self._is_ordered_by_scan = order is not None
        sorted_by = frozenset(column for column, _ in order or ())
        pushed = replace(pushdown, sorted_by=sorted_by).divide(self._query.where)
        self._scan = Scan(container, key, pushed, order or (), now, within)
        self._residual = compiled(pushed.residual) if pushed.residual is not None else None
        self._residual_reads = _reads(pushed.residual, self._plan)
        self._retrieved = 0
        self._loaded_bytes = 0

    def page(self, connection: apsw.Connection, size: int, token: str | None) -> Page:
        """At most *size* results, from where *token* points at; perhaps none, and a token all the same."""
        start = Continuation.decode(token, self._fingerprint) if token else Continuation(0)
        first, last = self._window.first, self._window.end
        position, page_bytes = start.given, 0
        results: list[bytes] = []
        if last is not None and position >= last:
            return self._page(results, None)
        with closing(self._results(connection, start)) as found:
            for result, place in found:
                position += 1
                if position > first:
                    results.append(result)
                    page_bytes += len(result)
                if position == last:
                    break
                if len(results) == size or page_bytes >= MAX_PAGE_BYTES:
                    return self._page(results, Continuation(position, place))
        return self._page(results, None)

    def _page(self, results: list[bytes], following: Continuation | None) -> Page:
        token = following.encode(self._fingerprint) if following else None
        return Page(results, token, self._retrieved, self._loaded_bytes, self._scan)

    def _results(self, connection: apsw.Connection, start: Continuation) -> Generator[Result, None, None]:
        if self._is_count() and start.given:
            return  # the one result was on the page before
        if self._is_count():
            counted = self._scan.count(connection)
            yield aggregate_row(counted) if self._is_part else orjson.dumps(counted), None
        elif self._plan.is_flat and self._is_ordered_by_scan:
            yield from self._in_order_of_scan(connection, start.place)
        elif self._plan.is_flat:
            yield from self._sorted(connection, start.place)
        else:
            yield from ((result, None) for result in islice(self._merged(connection), start.given, None))

    def _is_count(self) -> bool:
        match self._query.columns:
            case ((_, Call("COUNT", (Constant(value=value),))),) if self._query.is_value:
                counts_items = value is not UNDEFINED and self._query.has_from and not self._query.group_by
                return counts_items and self._residual is None and self._plan.is_item_visible
        return False

    def _in_order_of_scan(
        self, connection: apsw.Connection, after: Place | None
    ) -> Generator[Result, None, None]:
        for item, place in self._walk(connection, after):
            if self._passes(connection, item):
                result = self._selected(connection, item)
                if result is not None:
                    yield result, place

    def _sorted(self, connection: apsw.Connection, after: Place | None) -> Generator[Result, None, None]:
        """By one path that no column has: every item of the partition is looked at for each page."""
        [is_descending] = self._plan.directions
        found: list[tuple[Place, StoredItem]] = []
        for item, _ in self._walk(connection):
            if self._passes(connection, item):
                [key] = self._plan.order_keys(self._scope(connection, item, self._plan.reads))
                found.append(((key, item.number), item))
        found.sort(key=lambda each: each[0], reverse=is_descending)
        for place, item in found:
            if after is None or (place < after if is_descending else place > after):
                result = self._selected(connection, item)
                if result is not None:
                    yield result, place

    def _merged(self, connection: apsw.Connection) -> Iterator[bytes]:
        """Results that are made of several items, or several of one item."""
        scopes = [
            row for row in self._rows(connection) if self._residual is None or self._residual(row) is True
        ]
        aggregate = merged_aggregate(self._query)
        if self._is_part and aggregate is not None:
            yield aggregate_row(partial_aggregate(aggregate, scopes))
        elif self._plan.is_grouped:
            yield from self._given((value, None) for value in self._plan.grouped(scopes, self._constants))
        else:
            yield from self._given((self._plan.select(each), each) for each in self._plan.sorted(scopes))

    def _rows(self, connection: apsw.Connection) -> Iterator[Scope]:
        if not self._query.has_from:
            yield self._constants
            return
        for item, _ in self._walk(connection):
            yield from self._plan.scopes(self._scope(connection, item, self._plan.reads))

    def _given(self, rows: Iterable[tuple[Any, Scope | None]]) -> Iterator[bytes]:
        """Values as results, each with the row that it was made of."""
        known: set[bytes] = set()
        for value, scope in rows:
            if value is UNDEFINED:
                continue
            if self._query.is_distinct:
                name = canonical(value)
                if name in known:
                    continue
                known.add(name)
            result = orjson.dumps(value)
            yield result if scope is None else self._shaped(result, scope)

    def _shaped(self, result: bytes, scope: Scope) -> bytes:
        return ordered_row(self._plan.order_values(scope), result) if self._is_sorted_part else result

    def _walk(
        self, connection: apsw.Connection, after: Place | None = None
    ) -> Generator[tuple[StoredItem, Place], None, None]:
        with closing(self._scan.items(connection, after)) as items:
            for each in items:
                self._retrieved += 1
                yield each

    def _passes(self, connection: apsw.Connection, item: StoredItem) -> bool:
        if self._residual is None:
            return True
        return self._residual(self._scope(connection, item, self._residual_reads)) is True

    def _selected(self, connection: apsw.Connection, item: StoredItem) -> bytes | None:
        """The result for one item as JSON, or None where the selection leaves it out."""
        if self._query.columns is None:
            self._loaded_bytes += item.size
            result = self._whole(connection, item).as_bytes()
            if not self._is_sorted_part:
                return result
            return self._shaped(result, self._scope(connection, item, self._plan.reads))
        scope = self._scope(connection, item, self._plan.reads)
        value = self._plan.select(scope)
        return None if value is UNDEFINED else self._shaped(orjson.dumps(value), scope)

    def _scope(
        self, connection: apsw.Connection, item: StoredItem, reads: frozenset[str] | None
    ) -> dict[str, Any]:
        if item.big_members and (reads is None or not reads.isdisjoint(orjson.loads(item.big_members))):
            item = self._whole(connection, item)
        self._loaded_bytes += len(item.head) + len(item.big or b"")
        reads_system = reads is None or not reads.isdisjoint(SYSTEM_MEMBERS)
        value = item.as_value() if reads_system else item.members()
        return {self._plan.item_name: value, **self._constants}

    def _whole(self, connection: apsw.Connection, item: StoredItem) -> StoredItem:
        return self._scan.with_big_members(connection, item) if item.big_members else item


def _reads(residual: Expression | None, plan: RowPlan) -> frozenset[str] | None:
    """The members of the item that the filter reads; None where that may be any."""
    return members_read([residual], plan.item_name) if residual and plan.is_item_visible else None
