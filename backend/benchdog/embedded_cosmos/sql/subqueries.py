"""Queries inside expressions: over arrays of what the names around them stand for."""

from collections.abc import Callable, Sequence
from typing import Any

from benchdog.embedded_cosmos.sql.aggregates import check_aggregates, compiled_for_group, has_aggregate
from benchdog.embedded_cosmos.sql.analysis import iterations
from benchdog.embedded_cosmos.sql.scope import Compile, Compiled, Scope
from benchdog.embedded_cosmos.sql.selection import shaped, walked
from benchdog.embedded_cosmos.sql.syntax import Query, Subquery
from benchdog.embedded_cosmos.sql.values import UNDEFINED, canonical
from benchdog.embedded_cosmos.wire import bad_request, not_supported

Results = Callable[[Scope], list[Any]]


def compiled_subquery(subquery: Subquery, compiled: Compile) -> Compiled:
    """
    A function from the scope around *subquery* to its value.

    Raises:
        CosmosFailure: 501 for a clause that the engine does not have in subqueries. The function raises 400
            for several results where one is wanted.
    """
    results = _results(subquery.query, compiled)
    match subquery.kind:
        case "EXISTS":
            return lambda scope: bool(results(scope))
        case "ARRAY":
            return results
        case _:
            return lambda scope: _only(results(scope))


def _only(results: Sequence[Any]) -> Any:
    if len(results) > 1:
        raise bad_request("A subquery that stands for one value has several results.")
    return results[0] if results else UNDEFINED


def _results(query: Query, compiled: Compile) -> Results:
    """The results that are not undefined."""
    _check(query)
    sources = [(alias, compiled(source)) for alias, source in iterations(query)]
    where = None if query.where is None else compiled(query.where)
    select = _selection(query, compiled)

    def results(scope: Scope) -> list[Any]:
        rows = [row for row in walked(scope, sources) if where is None or where(row) is True]
        found = [value for value in select(rows, scope) if value is not UNDEFINED]
        return list({canonical(value): value for value in found}.values()) if query.is_distinct else found

    return results


def _check(query: Query) -> None:
    clauses = {
        "TOP": query.top,
        "GROUP BY": query.group_by,
        "ORDER BY": query.order_by,
        "OFFSET": query.offset,
    }
    for name, clause in clauses.items():
        if clause:
            raise not_supported(f"{name} in a subquery")
    check_aggregates(query, [alias for alias, _ in iterations(query)])


def _selection(query: Query, compiled: Compile) -> Callable[[Sequence[Scope], Scope], list[Any]]:
    """What SELECT makes of rows; the scope around them is all there is where no row is."""
    if query.columns is None:
        return lambda rows, _: [row.get(query.alias, UNDEFINED) for row in rows]
    is_value = query.is_value
    if any(has_aggregate(column) for _, column in query.columns):
        reduced = [(name, compiled_for_group(column, compiled)) for name, column in query.columns]
        return lambda rows, scope: [
            shaped([(name, reduce(rows, scope)) for name, reduce in reduced], is_value=is_value)
        ]
    columns = [(name, compiled(column)) for name, column in query.columns]
    return lambda rows, _: [
        shaped([(name, read(row)) for name, read in columns], is_value=is_value) for row in rows
    ]
