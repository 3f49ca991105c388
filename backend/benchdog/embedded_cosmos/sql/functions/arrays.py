"""Array functions. Items are equal as `=` has it; sets keep the first of equal items."""

import statistics
from collections.abc import Callable, Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.sql.functions.builtin import (
    ANYTHING,
    ARRAY,
    BOOL,
    DEFINED,
    NUMBER,
    OBJECT,
    TEXT,
    WHOLE,
    BuiltIn,
    all_of,
    any_of,
)
from benchdog.embedded_cosmos.sql.functions.numbers import finite
from benchdog.embedded_cosmos.sql.values import (
    TYPE_NUMBER,
    TYPE_STRING,
    UNDEFINED,
    canonical,
    deep_equals,
    encode_key,
    type_of,
)


def _contains(array: list[Any], value: Any, is_partial: bool = False) -> bool:
    if is_partial and isinstance(value, dict):
        return any(_is_part(value, item) for item in array if isinstance(item, dict))
    return any(deep_equals(item, value) for item in array)


def _is_part(part: dict[str, Any], whole: dict[str, Any]) -> bool:
    return all(name in whole and deep_equals(value, whole[name]) for name, value in part.items())


def _contains_several(combined: Callable[[list[Any]], Any]) -> BuiltIn:
    def tested(array: list[Any], *values: Any) -> Any:
        return combined([value if value is UNDEFINED else _contains(array, value) for value in values])

    return BuiltIn(tested, (ARRAY, ANYTHING), is_repeated=True)


def _slice(array: list[Any], start: float, length: float | None = None) -> list[Any]:
    first = int(start) if start >= 0 else max(0, len(array) + int(start))
    return array[first:] if length is None else array[first : first + max(0, int(length))]


def _concat(*arrays: list[Any]) -> list[Any]:
    return [item for array in arrays for item in array]


def _choose(position: int, *values: Any) -> Any:
    """Positions count from 1, here alone."""
    return values[position - 1] if 1 <= position <= len(values) else UNDEFINED


def _object_to_array(value: dict[str, Any], key_name: str = "k", value_name: str = "v") -> list[Any]:
    return [{key_name: name, value_name: member} for name, member in value.items()]


def _distinct(array: list[Any]) -> dict[bytes, Any]:
    found: dict[bytes, Any] = {}
    for item in array:
        found.setdefault(canonical(item), item)
    return found


def _intersection(one: list[Any], other: list[Any]) -> list[Any]:
    kept = _distinct(other)
    return [item for name, item in _distinct(one).items() if name in kept]


def _difference(one: list[Any], other: list[Any]) -> list[Any]:
    left_out = _distinct(other)
    return [item for name, item in _distinct(one).items() if name not in left_out]


def _of_numbers(reduce: Callable[[list[float]], float]) -> Callable[[list[Any]], Any]:
    reduced = finite(reduce)
    return lambda array: reduced(array) if all(type_of(item) == TYPE_NUMBER for item in array) else UNDEFINED


def _extreme(choose: Callable[..., Any]) -> Callable[[list[Any]], Any]:
    """By the order of types, then of values; arrays and objects have none."""

    def of(array: list[Any]) -> Any:
        is_ordered = all(type_of(item) <= TYPE_STRING for item in array)
        return choose(array, key=encode_key, default=UNDEFINED) if is_ordered else UNDEFINED

    return of


smallest: Final = _extreme(min)
largest: Final = _extreme(max)
total: Final = _of_numbers(sum)

ARRAY_FUNCTIONS: Final[Mapping[str, BuiltIn]] = {
    "ARRAY_AVG": BuiltIn(_of_numbers(lambda numbers: sum(numbers) / len(numbers)), (ARRAY,)),
    "ARRAY_CONCAT": BuiltIn(_concat, (ARRAY, ARRAY), is_repeated=True),
    "ARRAY_CONTAINS": BuiltIn(_contains, (ARRAY, DEFINED, BOOL), optional=1),
    "ARRAY_CONTAINS_ALL": _contains_several(all_of),
    "ARRAY_CONTAINS_ANY": _contains_several(any_of),
    "ARRAY_LENGTH": BuiltIn(len, (ARRAY,)),
    "ARRAY_MAX": BuiltIn(largest, (ARRAY,)),
    "ARRAY_MEDIAN": BuiltIn(_of_numbers(statistics.median), (ARRAY,)),
    "ARRAY_MIN": BuiltIn(smallest, (ARRAY,)),
    "ARRAY_SLICE": BuiltIn(_slice, (ARRAY, NUMBER, NUMBER), optional=1),
    "ARRAY_SUM": BuiltIn(total, (ARRAY,)),
    "CHOOSE": BuiltIn(_choose, (WHOLE, ANYTHING), is_repeated=True),
    "OBJECTTOARRAY": BuiltIn(_object_to_array, (OBJECT, TEXT, TEXT), optional=2),
    "SETDIFFERENCE": BuiltIn(_difference, (ARRAY, ARRAY)),
    "SETEQUAL": BuiltIn(lambda one, other: _distinct(one).keys() == _distinct(other).keys(), (ARRAY, ARRAY)),
    "SETINTERSECT": BuiltIn(_intersection, (ARRAY, ARRAY)),
    "SETUNION": BuiltIn(lambda one, other: list(_distinct([*one, *other]).values()), (ARRAY, ARRAY)),
}
