"""The shapes in which the SDK wants results of one range, to merge them with those of other ranges."""

from collections.abc import Sequence
from typing import Any

import orjson

from benchdog.embedded_cosmos.sql.aggregates import compiled_for_group
from benchdog.embedded_cosmos.sql.evaluator import Scope
from benchdog.embedded_cosmos.sql.syntax import Call, Expression
from benchdog.embedded_cosmos.sql.values import UNDEFINED


def ordered_row(order_values: Sequence[Any], payload: bytes) -> bytes:
    """A result with the values that it is sorted by; an undefined one is an empty object."""
    keys = [{} if value is UNDEFINED else {"item": value} for value in order_values]
    return b'{"_rid":"","orderByItems":' + orjson.dumps(keys) + b',"payload":' + payload + b"}"


def aggregate_row(value: Any) -> bytes:
    return orjson.dumps([{} if value is UNDEFINED else {"item": value}])


def partial_aggregate(call: Expression, scopes: Sequence[Scope]) -> Any:
    """What one range knows of an aggregate; of an average, its sum and its count."""
    if not isinstance(call, Call) or call.name != "AVG":
        return compiled_for_group(call)(scopes)
    total = compiled_for_group(Call("SUM", call.arguments))(scopes)
    count = compiled_for_group(Call("COUNT", call.arguments))(scopes)
    return UNDEFINED if total is UNDEFINED or not count else {"sum": total, "count": count}
