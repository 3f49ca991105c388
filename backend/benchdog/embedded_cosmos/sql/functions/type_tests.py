"""Type checking functions: the only ones, beside IIF, that have an answer for undefined."""

from collections.abc import Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.sql.functions.builtin import ANYTHING, BuiltIn, whole_number
from benchdog.embedded_cosmos.sql.functions.dates import ticks_of
from benchdog.embedded_cosmos.sql.values import (
    TYPE_ARRAY,
    TYPE_BOOL,
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_OBJECT,
    TYPE_STRING,
    UNDEFINED,
    type_of,
)


def _is(kind: int) -> BuiltIn:
    return BuiltIn(lambda value: type_of(value) == kind, (ANYTHING,))


def _is_datetime(value: Any) -> bool:
    return isinstance(value, str) and ticks_of(value) is not None


TYPE_TESTS: Final[Mapping[str, BuiltIn]] = {
    "IS_ARRAY": _is(TYPE_ARRAY),
    "IS_BOOL": _is(TYPE_BOOL),
    "IS_DATETIME": BuiltIn(_is_datetime, (ANYTHING,)),
    "IS_DEFINED": BuiltIn(lambda value: value is not UNDEFINED, (ANYTHING,)),
    # No number in JSON is infinite.
    "IS_FINITE_NUMBER": _is(TYPE_NUMBER),
    "IS_INTEGER": BuiltIn(lambda value: whole_number(value) is not None, (ANYTHING,)),
    "IS_NULL": _is(TYPE_NULL),
    "IS_NUMBER": _is(TYPE_NUMBER),
    "IS_OBJECT": _is(TYPE_OBJECT),
    "IS_PRIMITIVE": BuiltIn(lambda value: TYPE_NULL <= type_of(value) <= TYPE_STRING, (ANYTHING,)),
    "IS_STRING": _is(TYPE_STRING),
}
