"""The shapes in which the SDK wants results of one range, to merge them with those of other ranges."""

from collections.abc import Sequence
from typing import Any

import orjson

from benchdog.embedded_cosmos.sql.aggregates import aggregate_of
from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.scope import Scope
from benchdog.embedded_cosmos.sql.syntax import Call
from benchdog.embedded_cosmos.sql.values import UNDEFINED


def ordered_row(order_values: Sequence[Any], payload: bytes) -> bytes:
    """A result with the values that it is sorted by; an undefined one is an empty object."""
    keys = [{} if value is UNDEFINED else {"item": value} for value in order_values]
    return b'{"_rid":"","orderByItems":' + orjson.dumps(keys) + b',"payload":' + payload + b"}"


def aggregate_row(value: Any) -> bytes:
    return orjson.dumps([{} if value is UNDEFINED else {"item": value}])


def partial_aggregate(call: Call, scopes: Sequence[Scope]) -> Any:
    """What one range knows of an aggregate; of an average, its sum and its count."""
    if call.name != "AVG":
        return aggregate_of(call, compiled)(scopes)
    total = aggregate_of(Call("SUM", call.arguments), compiled)(scopes)
    count = aggregate_of(Call("COUNT", call.arguments), compiled)(scopes)
    return UNDEFINED if total is UNDEFINED or not count else {"sum": total, "count": count}
