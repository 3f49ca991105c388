"""COUNT, SUM, MIN, MAX and AVG over groups of rows, alone or inside other expressions."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from benchdog.embedded_cosmos.sql.analysis import children
from benchdog.embedded_cosmos.sql.functions import AGGREGATES
from benchdog.embedded_cosmos.sql.functions.arrays import largest, smallest, total
from benchdog.embedded_cosmos.sql.scope import Compile, Scope, aggregate_key
from benchdog.embedded_cosmos.sql.syntax import Call, Expression, Query, Root, Subquery
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import bad_request

CompiledForGroup = Callable[[Sequence[Scope], Scope], Any]
"""From the rows of a group, and from what stands for the first one where there is none, to a value."""


def has_aggregate(expression: Expression) -> bool:
    return next(_aggregates(expression), None) is not None


def compiled_for_group(expression: Expression, compiled: Compile) -> CompiledForGroup:
    """
    A function from the rows of one group to the value of *expression*.

    What lies outside its aggregates is the same in the whole group and is read from its first row.

    Raises:
        CosmosFailure: 400 for a wrong call.
    """
    reduced = {aggregate_key(call): aggregate_of(call, compiled) for call in _aggregates(expression)}
    read = compiled(expression)

    def over(rows: Sequence[Scope], around: Scope) -> Any:
        first = rows[0] if rows else around
        return read({**first, **{key: reduce(rows) for key, reduce in reduced.items()}})

    return over


def aggregate_of(call: Call, compiled: Compile) -> Callable[[Sequence[Scope]], Any]:
    """A function from rows to the value of one aggregate over them."""
    if len(call.arguments) != 1:
        raise bad_request(f"{call.name} takes one argument.")
    [argument] = call.arguments
    if has_aggregate(argument):
        raise bad_request("An aggregate cannot hold another one.")
    read, reduce = compiled(argument), _REDUCTIONS[call.name]

    def over(rows: Sequence[Scope]) -> Any:
        values = (read(row) for row in rows)
        return reduce([value for value in values if value is not UNDEFINED])

    return over


def check_aggregates(query: Query, names: Collection[str]) -> None:
    """
    Raises CosmosFailure 400 for an aggregate outside SELECT, and for one beside what differs from row to row.

    *names* are those of the item and of what the query walks.
    """
    for clause in (query.where, *query.group_by, *(term.expression for term in query.order_by)):
        if clause is not None and has_aggregate(clause):
            raise bad_request("An aggregate can only be used in SELECT.")
    columns = [column for _, column in query.columns or ()]
    if query.group_by or any(map(has_aggregate, columns)):
        for column in columns:
            _check_grouped(column, query.group_by, names)


def _check_grouped(column: Expression, keys: Collection[Expression], names: Collection[str]) -> None:
    if column in keys or (isinstance(column, Call) and column.name in AGGREGATES):
        return
    if isinstance(column, Root) and column.name in names:
        raise bad_request(f"{column.name} can only be selected in an aggregate or as GROUP BY has it.")
    for part in children(column):
        _check_grouped(part, keys, names)


def _aggregates(expression: Expression) -> Iterator[Call]:
    if isinstance(expression, Call) and expression.name in AGGREGATES:
        yield expression
    elif not isinstance(expression, Subquery):  # its aggregates are its own
        for part in children(expression):
            yield from _aggregates(part)


def _average(values: list[Any]) -> Any:
    summed = total(values)
    return UNDEFINED if summed is UNDEFINED or not values else summed / len(values)


_REDUCTIONS: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "AVG": _average,
    "COUNT": len,
    "MAX": largest,
    "MIN": smallest,
    "SUM": total,
}
