"""Partial document update: add, set, replace, remove, incr, move; at most ten operations, all or none."""

import copy
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from benchdog.embedded_cosmos.sql.values import as_double
from benchdog.embedded_cosmos.storage.items import SYSTEM_MEMBERS
from benchdog.embedded_cosmos.wire import bad_request

MAX_OPERATIONS: Final = 10


def patched(value: Mapping[str, Any], operations: object) -> dict[str, Any]:
    """
    A copy of *value* with the operations applied in their order.

    Raises:
        CosmosFailure: 400 for an unknown operation, a path that does not exist, or a value that does not fit.
    """
    if not isinstance(operations, list) or not 1 <= len(operations) <= MAX_OPERATIONS:
        raise bad_request(f"A patch has one to {MAX_OPERATIONS} operations.")
    document = copy.deepcopy(dict(value))
    for operation in operations:
        if not isinstance(operation, dict):
            raise bad_request("An operation of a patch is an object.")
        _apply(document, operation)
    return document


def _apply(document: dict[str, Any], operation: Mapping[str, Any]) -> None:
    steps = _steps(operation.get("path"))
    match operation.get("op"):
        case "add":
            _write(document, steps, _value(operation), inserts=True)
        case "set":
            _write(document, steps, _value(operation), inserts=False)
        case "replace":
            _read(document, steps)
            _write(document, steps, _value(operation), inserts=False)
        case "remove":
            _remove(document, steps)
        case "incr":
            _write(document, steps, _incremented(document, steps, _value(operation)), inserts=False)
        case "move":
            source = _steps(operation.get("from"))
            moved = _read(document, source)
            _remove(document, source)
            _write(document, steps, moved, inserts=True)
        case other:
            raise bad_request(f"The patch operation {other!r} is not known.")


def _steps(path: object) -> list[str]:
    if not isinstance(path, str) or not path.startswith("/") or path == "/":
        raise bad_request("The path of a patch operation begins with a slash and names a member.")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]
    if steps[0] in SYSTEM_MEMBERS or steps == ["id"]:
        raise bad_request(f"The member {steps[0]} cannot be patched.")
    return steps


def _value(operation: Mapping[str, Any]) -> Any:
    if "value" not in operation:
        raise bad_request("The patch operation needs a value.")
    return operation["value"]


def _holder(document: dict[str, Any], steps: Sequence[str]) -> Any:
    holder: Any = document
    for step in steps[:-1]:
        holder = _child(holder, step)
    return holder


def _child(holder: Any, step: str) -> Any:
    if isinstance(holder, dict) and step in holder:
        return holder[step]
    if isinstance(holder, list):
        return holder[_index(holder, step, len(holder) - 1)]
    raise bad_request(f"The path of a patch operation does not exist at {step!r}.")


def _read(document: dict[str, Any], steps: Sequence[str]) -> Any:
    return _child(_holder(document, steps), steps[-1])


def _write(document: dict[str, Any], steps: Sequence[str], value: Any, *, inserts: bool) -> None:
    holder, last = _holder(document, steps), steps[-1]
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list) and (inserts or last == "-"):
        holder.insert(len(holder) if last == "-" else _index(holder, last, len(holder)), value)
    elif isinstance(holder, list):
        holder[_index(holder, last, len(holder) - 1)] = value
    else:
        raise bad_request(f"The path of a patch operation does not exist at {last!r}.")


def _remove(document: dict[str, Any], steps: Sequence[str]) -> None:
    holder, last = _holder(document, steps), steps[-1]
    if isinstance(holder, list):
        del holder[_index(holder, last, len(holder) - 1)]
    else:
        _child(holder, last)
        del holder[last]


def _incremented(document: dict[str, Any], steps: Sequence[str], by: Any) -> Any:
    holder, last = _holder(document, steps), steps[-1]
    current = holder.get(last, 0) if isinstance(holder, dict) else _child(holder, last)
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in (current, by)):
        raise bad_request("Only a number can be incremented, and only by a number.")
    result = as_double(current + by)
    if not math.isfinite(result):
        raise bad_request("The incremented number is larger than a double can hold.")
    return result


def _index(array: list[Any], step: str, last: int) -> int:
    if not (step.isascii() and step.isdigit() and int(step) <= last):
        raise bad_request(f"The array has no place {step!r}.")
    return int(step)
