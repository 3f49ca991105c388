"""COUNT, SUM, MIN, MAX and AVG over groups of items."""

from collections.abc import Sequence
from typing import Any

from benchdog.embedded_cosmos.sql.evaluator import Scope, compiled
from benchdog.embedded_cosmos.sql.functions import AGGREGATES
from benchdog.embedded_cosmos.sql.syntax import Call, Constant, Expression, NewArray, NewObject
from benchdog.embedded_cosmos.sql.values import TYPE_NUMBER, UNDEFINED, encode_key, type_of
from benchdog.embedded_cosmos.wire import bad_request


def has_aggregate(expression: Expression) -> bool:
    match expression:
        case Call(name, arguments):
            return name in AGGREGATES or any(map(has_aggregate, arguments))
        case NewArray(items):
            return any(map(has_aggregate, items))
        case NewObject(members):
            return any(has_aggregate(member) for _, member in members)
        case _:
            return False


def over_group(expression: Expression, scopes: Sequence[Scope]) -> Any:
    """The value of *expression* for one group; what is no aggregate is read from the group's first item."""
    match expression:
        case Call(name, arguments) if name in AGGREGATES:
            if len(arguments) != 1:
                raise bad_request(f"{name} takes one argument.")
            argument = compiled(arguments[0])
            return _aggregate(name, [argument(scope) for scope in scopes])
        case NewArray(items):
            return [value for item in items if (value := over_group(item, scopes)) is not UNDEFINED]
        case NewObject(members):
            pairs = ((name, over_group(member, scopes)) for name, member in members)
            return {name: value for name, value in pairs if value is not UNDEFINED}
        case Constant(value=value):
            return value
        case _:
            return compiled(expression)(scopes[0]) if scopes else UNDEFINED


def _aggregate(name: str, values: list[Any]) -> Any:
    present = [value for value in values if value is not UNDEFINED]
    if name == "COUNT":
        return len(present)
    if name in {"MIN", "MAX"}:
        choose = min if name == "MIN" else max
        return choose(present, key=lambda value: encode_key(value) or b"", default=UNDEFINED)
    if any(type_of(value) != TYPE_NUMBER for value in present):
        return UNDEFINED
    if name == "SUM":
        return sum(present)
    return sum(present) / len(present) if present else UNDEFINED
