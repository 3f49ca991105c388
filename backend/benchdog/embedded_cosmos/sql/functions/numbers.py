"""Mathematical functions: what is not a finite number is undefined."""

import math
from collections.abc import Callable, Mapping
from secrets import SystemRandom
from typing import Any, Final

from benchdog.embedded_cosmos.sql.functions.builtin import NUMBER, WHOLE, BuiltIn
from benchdog.embedded_cosmos.sql.values import UNDEFINED, as_double

_BITS: Final = 64


def finite(function: Callable[..., float]) -> Callable[..., Any]:
    """*function*, with undefined for what it cannot compute and for what no double holds."""

    def computed(*numbers: float) -> Any:
        try:
            result = as_double(function(*numbers))
        except (ValueError, OverflowError, ZeroDivisionError):
            return UNDEFINED
        return result if math.isfinite(result) else UNDEFINED

    return computed


def _of_one(function: Callable[[float], float]) -> BuiltIn:
    return BuiltIn(finite(function), (NUMBER,))


def _of_two(function: Callable[[float, float], float], optional: int = 0) -> BuiltIn:
    return BuiltIn(finite(function), (NUMBER, NUMBER), optional)


def _of_whole(function: Callable[[int, int], int]) -> BuiltIn:
    """Integers of 64 bits that wrap around, as in C++."""

    def computed(first: int, second: int) -> Any:
        try:
            return _wrapped(function(first, second))
        except (ZeroDivisionError, ValueError):
            return UNDEFINED

    return BuiltIn(computed, (WHOLE, WHOLE))


def _wrapped(number: int) -> int:
    half = 1 << (_BITS - 1)
    return (number + half) % (1 << _BITS) - half


def _round(number: float) -> float:
    """Half away from zero, as the service rounds."""
    whole = math.trunc(number)
    return whole + (number > 0) - (number < 0) if abs(number - whole) >= 0.5 else whole


def _divided(first: int, second: int) -> int:
    """Towards zero, as in C++; Python rounds down."""
    quotient = abs(first) // abs(second)
    return quotient if (first < 0) == (second < 0) else -quotient


def _shifted(number: int, bits: int) -> int:
    """To the left, or by negative *bits* to the right."""
    if abs(bits) >= _BITS:
        raise ValueError
    return number << bits if bits >= 0 else number >> -bits


def _binned(number: float, size: float = 1) -> float:
    return math.floor(number / size) * size


NUMBER_FUNCTIONS: Final[Mapping[str, BuiltIn]] = {
    "ABS": _of_one(abs),
    "ACOS": _of_one(math.acos),
    "ASIN": _of_one(math.asin),
    "ATAN": _of_one(math.atan),
    "ATN2": _of_two(math.atan2),
    "CEILING": _of_one(math.ceil),
    "COS": _of_one(math.cos),
    "COT": _of_one(lambda angle: 1 / math.tan(angle)),
    "DEGREES": _of_one(math.degrees),
    "EXP": _of_one(math.exp),
    "FLOOR": _of_one(math.floor),
    "INTADD": _of_whole(lambda first, second: first + second),
    "INTBITAND": _of_whole(lambda first, second: first & second),
    "INTBITLEFTSHIFT": _of_whole(_shifted),
    "INTBITNOT": BuiltIn(lambda number: ~number, (WHOLE,)),
    "INTBITOR": _of_whole(lambda first, second: first | second),
    "INTBITRIGHTSHIFT": _of_whole(lambda number, bits: _shifted(number, -bits)),
    "INTBITXOR": _of_whole(lambda first, second: first ^ second),
    "INTDIV": _of_whole(_divided),
    "INTMOD": _of_whole(lambda first, second: first - second * _divided(first, second)),
    "INTMUL": _of_whole(lambda first, second: first * second),
    "INTSUB": _of_whole(lambda first, second: first - second),
    "LOG": _of_two(math.log, optional=1),
    "LOG10": _of_one(math.log10),
    "NUMBERBIN": _of_two(_binned, optional=1),
    "PI": BuiltIn(lambda: math.pi),
    "POWER": _of_two(math.pow),
    "RADIANS": _of_one(math.radians),
    "RAND": BuiltIn(SystemRandom().random),
    "ROUND": _of_one(_round),
    "SIGN": _of_one(lambda number: (number > 0) - (number < 0)),
    "SIN": _of_one(math.sin),
    "SQRT": _of_one(math.sqrt),
    "SQUARE": _of_one(lambda number: number * number),
    "TAN": _of_one(math.tan),
    "TRUNC": _of_one(math.trunc),
}
