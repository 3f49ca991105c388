"""The built-in functions. Each takes evaluated arguments and answers undefined where the types do not fit."""

import math
from collections.abc import Callable
from typing import Any, Final

from benchdog.embedded_cosmos.sql.values import (
    TYPE_ARRAY,
    TYPE_BOOL,
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_OBJECT,
    TYPE_STRING,
    UNDEFINED,
    as_double,
    deep_equals,
    type_of,
)

Function = Callable[..., Any]


def _typed(kinds: tuple[int, ...], function: Function) -> Function:
    """*function*, called only where the leading arguments have these types."""

    def checked(*arguments: Any) -> Any:
        if any(type_of(value) != kind for value, kind in zip(arguments, kinds, strict=False)):
            return UNDEFINED
        return function(*arguments)

    return checked


def _text_test(test: Callable[[str, str], bool]) -> Function:
    def tested(text: str, part: str, ignore_case: Any = False) -> Any:
        if type_of(ignore_case) != TYPE_BOOL:
            return UNDEFINED
        return test(text.casefold(), part.casefold()) if ignore_case else test(text, part)

    return _typed((TYPE_STRING, TYPE_STRING), tested)


def _finite(function: Callable[..., float]) -> Function:
    def computed(*numbers: Any) -> Any:
        try:
            result = as_double(function(*numbers))
        except (ValueError, OverflowError, ZeroDivisionError):
            return UNDEFINED
        return result if math.isfinite(result) else UNDEFINED

    return _typed((TYPE_NUMBER, TYPE_NUMBER), computed)


def _is(kind: int) -> Function:
    return lambda value: type_of(value) == kind


def _concat(*parts: Any) -> Any:
    return "".join(parts) if all(type_of(part) == TYPE_STRING for part in parts) else UNDEFINED


def _substring(text: str, start: Any, length: Any) -> Any:
    if type_of(start) != TYPE_NUMBER or type_of(length) != TYPE_NUMBER:
        return UNDEFINED
    first = max(0, int(start))
    return text[first : first + max(0, int(length))]


def _left(text: str, count: Any) -> Any:
    return text[: max(0, int(count))]


def _right(text: str, count: Any) -> Any:
    return text[max(0, len(text) - max(0, int(count))) :]


def _index_of(text: str, part: str, start: Any = 0) -> Any:
    return text.find(part, max(0, int(start)))


def _array_contains(array: list[Any], value: Any, is_partial: Any = False) -> Any:
    if value is UNDEFINED:
        return UNDEFINED
    if is_partial is True and type_of(value) == TYPE_OBJECT:
        return any(_is_part(value, item) for item in array if isinstance(item, dict))
    return any(deep_equals(item, value) for item in array)


def _is_part(part: dict[str, Any], whole: dict[str, Any]) -> bool:
    return all(name in whole and deep_equals(value, whole[name]) for name, value in part.items())


def _array_slice(array: list[Any], start: Any, length: Any = None) -> Any:
    if length is not None and type_of(length) != TYPE_NUMBER:
        return UNDEFINED
    first = int(start) if start >= 0 else max(0, len(array) + int(start))
    return array[first:] if length is None else array[first : first + max(0, int(length))]


def _array_concat(*arrays: Any) -> Any:
    if any(type_of(array) != TYPE_ARRAY for array in arrays):
        return UNDEFINED
    return [item for array in arrays for item in array]


def _round(number: float) -> float:
    """Half away from zero, as the service rounds."""
    return math.copysign(math.floor(abs(number) + 0.5), number)


_STRING, _NUMBER, _ARRAY = (TYPE_STRING,), (TYPE_NUMBER,), (TYPE_ARRAY,)

FUNCTIONS: Final[dict[str, Function]] = {
    "IS_DEFINED": lambda value: value is not UNDEFINED,
    "IS_NULL": _is(TYPE_NULL),
    "IS_BOOL": _is(TYPE_BOOL),
    "IS_NUMBER": _is(TYPE_NUMBER),
    "IS_STRING": _is(TYPE_STRING),
    "IS_ARRAY": _is(TYPE_ARRAY),
    "IS_OBJECT": _is(TYPE_OBJECT),
    "IS_PRIMITIVE": lambda value: TYPE_NULL <= type_of(value) <= TYPE_STRING,
    "IS_INTEGER": lambda value: type_of(value) == TYPE_NUMBER and float(value).is_integer(),
    "CONTAINS": _text_test(lambda text, part: part in text),
    "STARTSWITH": _text_test(lambda text, part: text.startswith(part)),
    "ENDSWITH": _text_test(lambda text, part: text.endswith(part)),
    "STRINGEQUALS": _text_test(lambda text, part: text == part),
    "LOWER": _typed(_STRING, str.lower),
    "UPPER": _typed(_STRING, str.upper),
    "LENGTH": _typed(_STRING, len),
    "TRIM": _typed(_STRING, str.strip),
    "LTRIM": _typed(_STRING, str.lstrip),
    "RTRIM": _typed(_STRING, str.rstrip),
    "REVERSE": _typed(_STRING, lambda text: text[::-1]),
    "CONCAT": _concat,
    "SUBSTRING": _typed(_STRING, _substring),
    "LEFT": _typed((TYPE_STRING, TYPE_NUMBER), _left),
    "RIGHT": _typed((TYPE_STRING, TYPE_NUMBER), _right),
    "INDEX_OF": _typed((TYPE_STRING, TYPE_STRING, TYPE_NUMBER), _index_of),
    "REPLACE": _typed((TYPE_STRING, TYPE_STRING, TYPE_STRING), str.replace),
    "REPLICATE": _typed(
        (TYPE_STRING, TYPE_NUMBER), lambda text, count: text * max(0, min(int(count), 10_000))
    ),
    "TOSTRING": lambda value: value if type_of(value) == TYPE_STRING else UNDEFINED,
    "ARRAY_CONTAINS": _typed(_ARRAY, _array_contains),
    "ARRAY_LENGTH": _typed(_ARRAY, len),
    "ARRAY_SLICE": _typed((TYPE_ARRAY, TYPE_NUMBER), _array_slice),
    "ARRAY_CONCAT": _array_concat,
    "ABS": _finite(abs),
    "CEILING": _finite(math.ceil),
    "FLOOR": _finite(math.floor),
    "ROUND": _finite(_round),
    "TRUNC": _finite(math.trunc),
    "SIGN": _finite(lambda number: (number > 0) - (number < 0)),
    "SQRT": _finite(math.sqrt),
    "SQUARE": _finite(lambda number: number * number),
    "POWER": _finite(math.pow),
    "EXP": _finite(math.exp),
    "LOG": _finite(math.log),
    "LOG10": _finite(math.log10),
}

AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG"})
