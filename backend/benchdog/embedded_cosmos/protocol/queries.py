"""Running a query over one partition: pushed into SQLite where it can be, evaluated where it cannot."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.protocol import charges
from benchdog.embedded_cosmos.protocol.tokens import Continuation, fingerprint
from benchdog.embedded_cosmos.sql.analysis import check_parameters, members_read, path_of
from benchdog.embedded_cosmos.sql.evaluator import Scope, compiled
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import RowPlan, distinct, row_plan
from benchdog.embedded_cosmos.sql.syntax import Call, Constant, Expression
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.storage.catalogue import Container
from benchdog.embedded_cosmos.storage.items import SYSTEM_MEMBERS, StoredItem
from benchdog.embedded_cosmos.storage.scan import Place, Scan
from benchdog.embedded_cosmos.wire import bad_request

MAX_PAGE_BYTES: Final = 4 * 1024 * 1024
_NO_ITEM: Final = ""

Result = tuple[bytes, Place | None]
"""A result as JSON text, and the place of the item it comes from where a page can begin behind it."""


@dataclass(frozen=True, slots=True)
class Page:
    """Results as JSON texts, the token of the next page or None, and the cost."""

    results: list[bytes]
    token: str | None
    charge: float


class QueryRun:
    """
    One query over one partition (or, where it needs no merging, over all of them).

    Raises:
        CosmosFailure: 400 for a query that Cosmos DB would refuse, 501 for what the engine does not have.
    """

    def __init__(
        self, container: Container, text: str, parameters: Mapping[str, Any], key: str | None, now: float
    ) -> None:
        self._plan = row_plan(text)
        self._query = self._plan.query
        self._parameters = dict(parameters)
        self._fingerprint = fingerprint(text, self._parameters, key)
        check_parameters(self._plan.parameters, self._parameters)
        _check_order(container, self._plan)
        # FROM c IN c.parts: the name stands for a part then, and nothing can be said about the item.
        item = self._plan.item_name if self._plan.is_item_visible else _NO_ITEM
        pushdown = Pushdown(item, container.columns, self._parameters)
        order = _pushed_order(pushdown, self._plan)
        self._is_ordered_by_scan = order is not None
        sorted_by = frozenset(column for column, _ in order or ())
        pushed = replace(pushdown, sorted_by=sorted_by).divide(self._query.where)
        self._scan = Scan(container, key, pushed, order or (), now)
        self._residual = compiled(pushed.residual) if pushed.residual is not None else None
        self._residual_reads = _reads(pushed.residual, self._plan)
        self._loaded_bytes = 0

    @property
    def needs_merging(self) -> bool:
        """Whether results of several partitions would have to be merged."""
        query = self._query
        is_limited = query.top is not None or query.limit is not None
        return bool(query.order_by) or is_limited or query.is_distinct or self._plan.is_grouped

    def page(self, connection: apsw.Connection, size: int, token: str | None) -> Page:
        """At most *size* results, from where *token* points at; perhaps none, and a token all the same."""
        start = Continuation.decode(token, self._fingerprint) if token else Continuation(0)
        first, last = self._window()
        position, page_bytes = start.given, 0
        results: list[bytes] = []
        with closing(self._results(connection, start)) as found:
            for result, place in found:
                if last is not None and position >= last:
                    break
                position += 1
                if position <= first:
                    continue
                results.append(result)
                page_bytes += len(result)
                is_full = len(results) == size or page_bytes >= MAX_PAGE_BYTES
                if is_full and position != last:
                    return self._page(results, Continuation(position, place))
        return self._page(results, None)

    def _page(self, results: list[bytes], following: Continuation | None) -> Page:
        token = following.encode(self._fingerprint) if following else None
        return Page(results, token, charges.QUERY_BASE + charges.read_charge(self._loaded_bytes))

    def _results(self, connection: apsw.Connection, start: Continuation) -> Generator[Result, None, None]:
        if self._is_count():
            yield orjson.dumps(self._scan.count(connection)), None
        elif self._plan.is_flat and self._is_ordered_by_scan:
            yield from self._in_order_of_scan(connection, start.place)
        elif self._plan.is_flat:
            yield from self._sorted(connection, start.place)
        else:
            values = self._merged(connection)
            given = (orjson.dumps(value) for value in values if value is not UNDEFINED)
            yield from ((result, None) for result in islice(given, start.given, None))

    def _is_count(self) -> bool:
        match self._query.columns:
            case ((_, Call("COUNT", (Constant(),))),) if self._query.is_value:
                return self._residual is None and self._plan.is_item_visible and not self._query.group_by
        return False

    def _in_order_of_scan(
        self, connection: apsw.Connection, after: Place | None
    ) -> Generator[Result, None, None]:
        for item, place in self._scan.items(connection, after):
            if self._passes(connection, item):
                result = self._selected(connection, item)
                if result is not None:
                    yield result, place

    def _sorted(self, connection: apsw.Connection, after: Place | None) -> Generator[Result, None, None]:
        """By one path that no column has: every item of the partition is looked at for each page."""
        [is_descending] = self._plan.directions
        found: list[tuple[Place, StoredItem]] = []
        with closing(self._scan.items(connection)) as items:
            for item, _ in items:
                if self._passes(connection, item):
                    [key] = self._plan.order_keys(self._scope(connection, item, self._plan.reads))
                    found.append(((key, item.number), item))
        found.sort(key=lambda each: each[0], reverse=is_descending)
        for place, item in found:
            if after is None or (place < after if is_descending else place > after):
                result = self._selected(connection, item)
                if result is not None:
                    yield result, place

    def _merged(self, connection: apsw.Connection) -> list[Any]:
        """Results that are made of several items, or several of one item."""
        scopes: list[Scope] = []
        for item, _ in self._scan.items(connection):
            rows = self._plan.scopes(self._scope(connection, item, self._plan.reads))
            scopes += (row for row in rows if self._residual is None or self._residual(row) is True)
        if self._plan.is_grouped:
            values = self._plan.grouped(scopes)
        else:
            values = [self._plan.select(scope) for scope in self._plan.sorted(scopes)]
        return distinct(values) if self._query.is_distinct else values

    def _passes(self, connection: apsw.Connection, item: StoredItem) -> bool:
        if self._residual is None:
            return True
        return self._residual(self._scope(connection, item, self._residual_reads)) is True

    def _selected(self, connection: apsw.Connection, item: StoredItem) -> bytes | None:
        """The result for one item as JSON, or None where the selection leaves it out."""
        if self._query.columns is None:
            self._loaded_bytes += item.size
            return self._whole(connection, item).as_bytes()
        value = self._plan.select(self._scope(connection, item, self._plan.reads))
        return None if value is UNDEFINED else orjson.dumps(value)

    def _scope(
        self, connection: apsw.Connection, item: StoredItem, reads: frozenset[str] | None
    ) -> dict[str, Any]:
        if item.big_members and (reads is None or not reads.isdisjoint(orjson.loads(item.big_members))):
            item = self._whole(connection, item)
        self._loaded_bytes += len(item.head) + len(item.big or b"")
        reads_system = reads is None or not reads.isdisjoint(SYSTEM_MEMBERS)
        value = item.as_value() if reads_system else item.members()
        return {self._plan.item_name: value, **self._parameters}

    def _whole(self, connection: apsw.Connection, item: StoredItem) -> StoredItem:
        return self._scan.with_big_members(connection, item) if item.big_members else item

    def _window(self) -> tuple[int, int | None]:
        """The first result and the one after the last, by TOP, OFFSET and LIMIT."""
        query = self._query
        if query.top is not None:
            return 0, self._count_of(query.top, "TOP")
        if query.offset is None or query.limit is None:
            return 0, None
        first = self._count_of(query.offset, "OFFSET")
        return first, first + self._count_of(query.limit, "LIMIT")

    def _count_of(self, expression: Expression, clause: str) -> int:
        count = compiled(expression)(self._parameters)
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise bad_request(f"{clause} needs a whole number that is not negative.")
        return count


def _reads(residual: Expression | None, plan: RowPlan) -> frozenset[str] | None:
    """The members of the item that the filter reads; None where that may be any."""
    return members_read([residual], plan.item_name) if residual and plan.is_item_visible else None


def _pushed_order(pushdown: Pushdown, plan: RowPlan) -> tuple[tuple[str, bool], ...] | None:
    """The key columns to walk by; None where the order has to be made by sorting."""
    columns = [pushdown.column_of(term.expression) for term in plan.query.order_by]
    known = [column for column in columns if column is not None]
    return tuple(zip(known, plan.directions, strict=True)) if len(known) == len(columns) else None


def _check_order(container: Container, plan: RowPlan) -> None:
    """Raises CosmosFailure 400 for an order that no index of the container gives."""
    terms = [(path_of(term.expression, plan.item_name), term.is_descending) for term in plan.query.order_by]
    order = tuple((path, is_descending) for path, is_descending in terms if path)
    if len(order) < len(terms):
        raise bad_request("ORDER BY takes paths of the item.")
    if len(order) == 1 and not container.indexing.is_sortable(order[0][0]):
        raise bad_request("The path of ORDER BY is excluded from the index of the container.")
    if len(order) > 1 and not container.indexing.is_sortable_by(order):
        raise bad_request(
            "ORDER BY on several paths needs a composite index with the same paths and directions."
        )
