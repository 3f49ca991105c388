"""JSON values as the dialect sees them: undefined beside null, an order of types, keys that sort as bytes."""

import struct
from typing import Any, Final

import orjson


class Undefined:
    """What a missing property is. Not null: nothing equals it, and every comparison with it is undefined."""

    _instance: "Undefined | None" = None

    def __new__(cls) -> "Undefined":
        cls._instance = cls._instance or super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "undefined"

    def __bool__(self) -> bool:
        return False


UNDEFINED: Final = Undefined()

TYPE_UNDEFINED, TYPE_NULL, TYPE_BOOL, TYPE_NUMBER, TYPE_STRING, TYPE_ARRAY, TYPE_OBJECT = range(7)
"""The order of types in ORDER BY."""


_TYPE_OF: Final[dict[type, int]] = {
    Undefined: TYPE_UNDEFINED,
    type(None): TYPE_NULL,
    bool: TYPE_BOOL,
    int: TYPE_NUMBER,
    float: TYPE_NUMBER,
    str: TYPE_STRING,
    list: TYPE_ARRAY,
    dict: TYPE_OBJECT,
}


def type_of(value: Any) -> int:
    """The type of a value as JSON is decoded. A look-up by class: filters ask this for every item."""
    return _TYPE_OF[type(value)]


LARGEST_EXACT_INTEGER: Final = 2**53


def as_double(number: float) -> float:
    """*number* as the service keeps it, an IEEE double; integers that one holds exactly stay integers."""
    return number if abs(number) <= LARGEST_EXACT_INTEGER else float(number)


def encode_key(value: Any) -> bytes:
    """
    Bytes that sort as the value does: a type tag, then an order-preserving form.

    Undefined is the empty key, before everything. Arrays and objects have no order among themselves; they
    share one key per type.
    """
    kind = type_of(value)
    if kind == TYPE_UNDEFINED:
        return b""
    tag = bytes([kind])
    if kind == TYPE_BOOL:
        return tag + (b"\x01" if value else b"\x00")
    if kind == TYPE_NUMBER:
        return tag + _number_key(float(value))
    if kind == TYPE_STRING:
        return tag + str(value).encode("utf-8", "surrogatepass")
    return tag


def _number_key(number: float) -> bytes:
    (bits,) = struct.unpack(">Q", struct.pack(">d", number + 0.0))
    flipped = bits ^ (0xFFFF_FFFF_FFFF_FFFF if bits >> 63 else 0x8000_0000_0000_0000)
    return struct.pack(">Q", flipped)


def canonical(value: Any) -> bytes:
    """What DISTINCT, GROUP BY and sets tell values apart by: 1 is 1.0, and members have no order."""
    return orjson.dumps(_normal(value), option=orjson.OPT_SORT_KEYS)


def _normal(value: Any) -> Any:
    kind = type_of(value)
    if kind == TYPE_NUMBER:
        return float(value) + 0.0  # -0.0 is 0
    if kind == TYPE_ARRAY:
        return [_normal(item) for item in value]
    if kind == TYPE_OBJECT:
        return {name: _normal(member) for name, member in value.items()}
    return value


def equals(left: Any, right: Any) -> Any:
    """True, False or undefined: values of different types cannot be compared."""
    kind = type_of(left)
    if kind == TYPE_UNDEFINED or kind != type_of(right):
        return UNDEFINED
    return deep_equals(left, right)


def deep_equals(left: Any, right: Any) -> bool:
    """Equality inside arrays and objects, where every type has an answer; true is not 1."""
    kind = type_of(left)
    if kind != type_of(right):
        return False
    if kind == TYPE_ARRAY:
        return len(left) == len(right) and all(map(deep_equals, left, right))
    if kind == TYPE_OBJECT:
        return left.keys() == right.keys() and all(deep_equals(left[name], right[name]) for name in left)
    if kind == TYPE_NUMBER:
        return as_double(left) == as_double(right)
    return bool(left == right)


def is_less(left: Any, right: Any) -> Any:
    """True, False or undefined; arrays and objects have no order, and no type is less than another."""
    kind = type_of(left)
    if kind != type_of(right) or kind in {TYPE_UNDEFINED, TYPE_ARRAY, TYPE_OBJECT}:
        return UNDEFINED
    if kind == TYPE_NULL:
        return False
    if kind == TYPE_NUMBER:
        return as_double(left) < as_double(right)
    return bool(left < right)
