"""COUNT, SUM, MIN, MAX and AVG over groups of rows."""

from collections.abc import Callable, Sequence
from typing import Any

from benchdog.embedded_cosmos.sql.analysis import children
from benchdog.embedded_cosmos.sql.evaluator import Scope, compiled
from benchdog.embedded_cosmos.sql.functions import AGGREGATES
from benchdog.embedded_cosmos.sql.syntax import Call, Constant, Expression, NewArray, NewObject
from benchdog.embedded_cosmos.sql.values import TYPE_NUMBER, UNDEFINED, as_double, encode_key, type_of
from benchdog.embedded_cosmos.wire import bad_request, not_supported

CompiledForGroup = Callable[[Sequence[Scope]], Any]


def has_aggregate(expression: Expression) -> bool:
    is_aggregate = isinstance(expression, Call) and expression.name in AGGREGATES
    return is_aggregate or any(map(has_aggregate, children(expression)))


def compiled_for_group(expression: Expression) -> CompiledForGroup:
    """
    A function from the rows of one group to the value of *expression*.

    What holds no aggregate is the same in the whole group and is read from its first row.

    Raises:
        CosmosFailure: 400 for a wrong call; 501 for an aggregate inside a calculation.
    """
    if isinstance(expression, Call) and expression.name in AGGREGATES:
        return _aggregate(expression)
    if not has_aggregate(expression):
        read = compiled(expression)
        if isinstance(expression, Constant):
            return lambda _: read({})
        return lambda rows: read(rows[0]) if rows else UNDEFINED
    match expression:
        case NewArray(items):
            parts = [compiled_for_group(item) for item in items]
            return lambda rows: [value for part in parts if (value := part(rows)) is not UNDEFINED]
        case NewObject(members):
            named = [(name, compiled_for_group(member)) for name, member in members]
            return lambda rows: {
                name: value for name, part in named if (value := part(rows)) is not UNDEFINED
            }
        case _:
            raise not_supported("An aggregate inside a calculation")


def _aggregate(call: Call) -> CompiledForGroup:
    if len(call.arguments) != 1:
        raise bad_request(f"{call.name} takes one argument.")
    if has_aggregate(call.arguments[0]):
        raise bad_request("An aggregate cannot hold another one.")
    argument, reduce = compiled(call.arguments[0]), _REDUCTIONS[call.name]

    def over(rows: Sequence[Scope]) -> Any:
        values = (argument(row) for row in rows)
        return reduce([value for value in values if value is not UNDEFINED])

    return over


def _sum(values: list[Any]) -> Any:
    is_numeric = all(type_of(value) == TYPE_NUMBER for value in values)
    return as_double(sum(values)) if is_numeric else UNDEFINED


def _average(values: list[Any]) -> Any:
    total = _sum(values)
    return UNDEFINED if total is UNDEFINED or not values else total / len(values)


_REDUCTIONS: dict[str, Callable[[list[Any]], Any]] = {
    "COUNT": len,
    "SUM": _sum,
    "AVG": _average,
    "MIN": lambda values: min(values, key=encode_key, default=UNDEFINED),
    "MAX": lambda values: max(values, key=encode_key, default=UNDEFINED),
}
