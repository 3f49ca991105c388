"""Running a query over one partition: pushed into SQLite where it can be, evaluated where it cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.protocol import charges
from benchdog.embedded_cosmos.protocol.aggregates import has_aggregate, over_group
from benchdog.embedded_cosmos.protocol.tokens import Continuation, fingerprint
from benchdog.embedded_cosmos.sql.evaluator import Scope, compiled, is_true
from benchdog.embedded_cosmos.sql.parser import parse_query
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.syntax import Call, Constant, Expression
from benchdog.embedded_cosmos.sql.values import UNDEFINED, encode_key
from benchdog.embedded_cosmos.storage.catalogue import Container
from benchdog.embedded_cosmos.storage.items import StoredItem
from benchdog.embedded_cosmos.storage.scan import Scan
from benchdog.embedded_cosmos.wire import bad_request

MAX_PAGE_BYTES: Final = 4 * 1024 * 1024
MAX_PAGE_ITEMS: Final = 1000
_NO_ALIAS: Final = "\0"


@dataclass(frozen=True, slots=True)
class Page:
    """Results as JSON texts, the token of the next page or None, and the cost."""

    results: list[bytes]
    token: str | None
    charge: float


class QueryRun:
    """One query over one partition (or, where it needs no merging, over all of them)."""

    def __init__(
        self, container: Container, text: str, parameters: dict[str, Any], key: str | None, now: float
    ) -> None:
        self._query = parse_query(text)
        self._parameters = parameters
        self._fingerprint = fingerprint(text, parameters, key)
        self._columns = self._query.columns or ()
        self._is_grouped = bool(self._query.group_by) or any(has_aggregate(each) for _, each in self._columns)
        alias = self._query.alias if self._query.source is None else _NO_ALIAS
        pushdown = Pushdown(alias, container.columns, parameters)
        where, self._residual = pushdown.split(self._query.where)
        order = self._pushed_order(container, pushdown)
        self._is_ordered_by_scan = order is not None
        self._scan = Scan(container, key, where, order or (), now)
        self._loaded_bytes = 0

    @property
    def needs_merging(self) -> bool:
        """Whether results of several partitions would have to be merged."""
        query = self._query
        is_paged = query.top is not None or query.limit is not None
        return bool(query.order_by) or is_paged or query.is_distinct or self._is_grouped

    def page(self, connection: apsw.Connection, size: int, token: str | None) -> Page:
        """At most *size* results, from where *token* points at."""
        start = Continuation.decode(token, self._fingerprint) if token else None
        if self._is_count():
            return Page([orjson.dumps(self._scan.count(connection))], None, charges.QUERY_BASE)
        if self._is_streamed():
            return self._streamed_page(connection, size, start)
        return self._materialised_page(connection, size, start)

    def _is_count(self) -> bool:
        match self._columns:
            case [(_, Call("COUNT", (Constant(),)))] if self._query.is_value:
                return self._residual is None and not (self._query.group_by or self._query.joins)
        return False

    def _is_streamed(self) -> bool:
        query = self._query
        is_merged = query.is_distinct or self._is_grouped or query.joins or query.source is not None
        return not is_merged and self._is_ordered_by_scan

    def _streamed_page(self, connection: apsw.Connection, size: int, start: Continuation | None) -> Page:
        first, last = self._window()
        position = start.given if start else 0
        resume = (start.place, start.last) if start and start.last is not None else None
        results: list[bytes] = []
        page_bytes = 0
        for item in self._scan.items(connection, resume):
            result = self._result_of(item)
            if result is None:
                continue
            if last is not None and position >= last:
                break
            position += 1
            if position <= first:
                continue
            results.append(result)
            page_bytes += len(result)
            if len(results) == size or page_bytes >= MAX_PAGE_BYTES:
                if last is not None and position >= last:
                    break
                place = self._scan.place_of(connection, item)
                after = item.number if self._scan.order or self._scan.key is None else item.id
                return self._page(results, Continuation(position, place, after))
        return self._page(results, None)

    def _materialised_page(self, connection: apsw.Connection, size: int, start: Continuation | None) -> Page:
        first, last = self._window()
        everything = self._everything(connection)[first:last]
        given = start.given if start else 0
        results: list[bytes] = []
        page_bytes = 0
        for result in everything[given : given + size]:
            results.append(result)
            page_bytes += len(result)
            if page_bytes >= MAX_PAGE_BYTES:
                break
        given += len(results)
        return self._page(results, Continuation(given) if given < len(everything) else None)

    def _page(self, results: list[bytes], following: Continuation | None) -> Page:
        token = following.encode(self._fingerprint) if following else None
        return Page(results, token, charges.QUERY_BASE + charges.read_charge(self._loaded_bytes))

    def _everything(self, connection: apsw.Connection) -> list[bytes]:
        scopes = list(self._scopes(connection))
        if self._query.order_by:
            scopes = self._sorted(scopes)
        values = self._grouped(scopes) if self._is_grouped else [self._selected(scope) for scope in scopes]
        results = [orjson.dumps(value) for value in values if value is not UNDEFINED]
        return list(dict.fromkeys(results)) if self._query.is_distinct else results

    def _scopes(self, connection: apsw.Connection) -> Iterator[Scope]:
        query = self._query
        for item in self._scan.items(connection, None):
            self._loaded_bytes += item.size
            value = item.as_value()
            if query.source is None:
                expanded: list[dict[str, Any]] = [{query.alias: value, **self._parameters}]
            else:
                holder = {_first_name(query.source): value, **self._parameters}
                expanded = self._iterated([holder], query.alias, query.source)
            for join in query.joins:
                expanded = self._iterated(expanded, join.alias, join.source)
            yield from (scope for scope in expanded if is_true(self._residual, scope))

    def _iterated(self, scopes: Sequence[Scope], alias: str, source: Expression) -> list[dict[str, Any]]:
        read = compiled(source)
        return [
            {**scope, alias: element}
            for scope in scopes
            if isinstance(elements := read(scope), list)
            for element in elements
        ]

    def _sorted(self, scopes: list[Scope]) -> list[Scope]:
        for term in reversed(self._query.order_by):
            read = compiled(term.expression)
            scopes = sorted(
                scopes, key=lambda scope: encode_key(read(scope)) or b"", reverse=term.is_descending
            )
        return scopes

    def _grouped(self, scopes: list[Scope]) -> list[Any]:
        keys = [compiled(expression) for expression in self._query.group_by]
        groups: dict[bytes, list[Scope]] = {}
        for scope in scopes:
            found = [key(scope) for key in keys]
            name = orjson.dumps(
                [[value is not UNDEFINED, None if value is UNDEFINED else value] for value in found]
            )
            groups.setdefault(name, []).append(scope)
        if not keys:
            groups = {b"": scopes}
        return [
            self._shaped([(name, over_group(each, group)) for name, each in self._columns])
            for group in groups.values()
        ]

    def _result_of(self, item: StoredItem) -> bytes | None:
        """The result for one item as JSON, or None where the filter or the selection leaves it out."""
        self._loaded_bytes += item.size
        if self._residual is None and self._query.columns is None:
            return item.as_bytes()
        scope = {self._query.alias: item.as_value(), **self._parameters}
        if not is_true(self._residual, scope):
            return None
        value = self._selected(scope)
        return None if value is UNDEFINED else orjson.dumps(value)

    def _selected(self, scope: Scope) -> Any:
        if self._query.columns is None:
            return scope[self._query.alias]
        return self._shaped([(name, compiled(each)(scope)) for name, each in self._columns])

    def _shaped(self, columns: list[tuple[str | None, Any]]) -> Any:
        if self._query.is_value:
            return columns[0][1]
        named = ((name or f"${place}", value) for place, (name, value) in enumerate(columns, start=1))
        return {name: value for name, value in named if value is not UNDEFINED}

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

    def _pushed_order(self, container: Container, pushdown: Pushdown) -> tuple[tuple[str, bool], ...] | None:
        """The key columns to walk by; None where the order has to be made by sorting."""
        terms = self._query.order_by
        columns = [(pushdown.column_of(term.expression), term.is_descending) for term in terms]
        known = tuple((column, is_down) for column, is_down in columns if column is not None)
        if len(terms) > 1 and not _has_composite(container, known if len(known) == len(terms) else ()):
            raise bad_request(
                "ORDER BY on several paths needs a composite index with the same paths and directions."
            )
        return known if len(known) == len(terms) else None


def _has_composite(container: Container, order: tuple[tuple[str, bool], ...]) -> bool:
    inverted = tuple((column, not is_down) for column, is_down in order)
    indexes = (
        tuple((container.columns[path], is_down) for path, is_down in composite)
        for composite in container.composites
    )
    return any(index in {order, inverted} for index in indexes)


def _first_name(expression: Expression) -> str:
    while hasattr(expression, "of"):
        expression = expression.of
    name: str = getattr(expression, "name", "")
    return name
