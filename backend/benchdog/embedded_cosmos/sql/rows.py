"""From items to results, whatever they come from: joins, filters, groups, the selected columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from benchdog.embedded_cosmos.sql.aggregates import (
    CompiledForGroup,
    check_aggregates,
    compiled_for_group,
    has_aggregate,
)
from benchdog.embedded_cosmos.sql.analysis import (
    check_aliases,
    clauses,
    item_name,
    iterations,
    members_read,
    parameter_names,
)
from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.parser import CACHED_TEXTS, parse_query
from benchdog.embedded_cosmos.sql.scope import Compiled, Scope
from benchdog.embedded_cosmos.sql.selection import shaped, walked
from benchdog.embedded_cosmos.sql.syntax import Expression, Query
from benchdog.embedded_cosmos.sql.values import UNDEFINED, canonical, encode_key
from benchdog.embedded_cosmos.wire import bad_request


@dataclass(frozen=True, slots=True)
class RowPlan:
    """
    A query compiled once; what differs from run to run comes with the scope.

    Attributes:
        item_name: what the query calls the item.
        reads: the members of the item that the query reads; None where that may be any.
        is_item_visible: whether that name still stands for the item in WHERE and SELECT.
        is_flat: each item gives at most one result, which needs no other item.
    """

    query: Query
    item_name: str
    is_item_visible: bool
    parameters: frozenset[str]
    reads: frozenset[str] | None
    is_flat: bool
    is_grouped: bool
    select: Callable[[Scope], Any]
    _iterations: tuple[tuple[str, Compiled], ...]
    _order: tuple[tuple[Compiled, bool], ...]
    _group_keys: tuple[Compiled, ...]
    _group_columns: tuple[tuple[str | None, CompiledForGroup], ...]

    def scopes(self, item: Scope) -> Iterator[Scope]:
        """The rows that FROM and JOIN make of one item, in a scope that has the item and the parameters."""
        yield from walked(item, self._iterations)

    def order_keys(self, scope: Scope) -> tuple[bytes, ...]:
        return tuple(encode_key(read(scope)) for read, _ in self._order)

    def order_values(self, scope: Scope) -> list[Any]:
        return [read(scope) for read, _ in self._order]

    @property
    def directions(self) -> tuple[bool, ...]:
        """Whether each term of ORDER BY is descending."""
        return tuple(is_descending for _, is_descending in self._order)

    def sorted(self, scopes: Sequence[Scope]) -> Sequence[Scope]:
        for read, is_descending in reversed(self._order):
            scopes = sorted(scopes, key=lambda scope: encode_key(read(scope)), reverse=is_descending)
        return scopes

    def grouped(self, scopes: Sequence[Scope], around: Scope) -> list[Any]:
        """One result for each group, in the order of their first rows; *around* has the parameters."""
        groups: dict[bytes, list[Scope]] = {}
        for scope in scopes:
            groups.setdefault(_group_name([read(scope) for read in self._group_keys]), []).append(scope)
        if not self._group_keys:
            groups = {b"": list(scopes)}
        return [
            shaped(
                [(name, read(group, around)) for name, read in self._group_columns],
                is_value=self.query.is_value,
            )
            for group in groups.values()
        ]


@lru_cache(maxsize=CACHED_TEXTS)
def row_plan(text: str) -> RowPlan:
    """Raises CosmosFailure 400 or 501 for what the dialect or the engine does not have."""
    query = parse_query(text)
    columns = query.columns or ()
    is_grouped = bool(query.group_by) or any(has_aggregate(expression) for _, expression in columns)
    if query.columns is None and not query.has_from:
        raise bad_request("SELECT * needs FROM.")
    if is_grouped and query.columns is None:
        raise bad_request("SELECT * cannot be grouped.")
    if query.group_by and query.order_by:
        raise bad_request("ORDER BY cannot be used with GROUP BY.")
    if query.joins and query.columns is None:
        raise bad_request("SELECT * cannot be used with JOIN.")
    check_aliases(query)
    sources, name = iterations(query), item_name(query)
    check_aggregates(query, [name, *(alias for alias, _ in sources)])
    is_item_visible = all(alias != name for alias, _ in sources)
    everything = [*clauses(query), *(source for _, source in sources)]
    return RowPlan(
        query=query,
        item_name=name,
        is_item_visible=is_item_visible,
        parameters=parameter_names(query),
        reads=members_read(everything, name) if is_item_visible else None,
        is_flat=query.has_from and not (sources or is_grouped or query.is_distinct),
        is_grouped=is_grouped,
        select=_selection(query) if not is_grouped else lambda _: UNDEFINED,
        _iterations=tuple((alias, compiled(source)) for alias, source in sources),
        _order=tuple((compiled(term.expression), term.is_descending) for term in query.order_by),
        _group_keys=tuple(compiled(expression) for expression in query.group_by),
        _group_columns=_group_columns(columns) if is_grouped else (),
    )


def _selection(query: Query) -> Callable[[Scope], Any]:
    if query.columns is None:
        alias = query.alias
        return lambda scope: scope[alias]
    columns = [(name, compiled(expression)) for name, expression in query.columns]
    is_value = query.is_value
    return lambda scope: shaped([(name, read(scope)) for name, read in columns], is_value=is_value)


def _group_columns(
    columns: Sequence[tuple[str | None, Expression]],
) -> tuple[tuple[str | None, CompiledForGroup], ...]:
    return tuple((name, compiled_for_group(expression, compiled)) for name, expression in columns)


def _group_name(keys: list[Any]) -> bytes:
    return canonical([[] if key is UNDEFINED else [key] for key in keys])
