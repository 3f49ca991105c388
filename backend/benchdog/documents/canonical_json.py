"""
Canonical JSON: the RFC 8785 (JCS) text of an I-JSON (RFC 7493) value. [C1] [C2]

One walk over the parsed value prepares a tree that orjson writes at once: it differs from the value only
where orjson and ECMAScript spell differently. Numbers between 1e-3 and 1e15 are written by orjson as they
are; the others get the spelling of ECMAScript's Number::toString. Names are sorted by UTF-16 code unit.
"""

import math
from typing import Any, Final

import orjson

from benchdog.documents.json_value import JsonStep, JsonValue, json_path
from benchdog.documents.limits import MAX_CONTENT_DEPTH
from benchdog.errors import ContentInvalid

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""Up to here a double holds every integer."""

_PLAIN_FROM: Final = 1e-3
_PLAIN_BELOW: Final = 1e15
_FIXED_NOTATION_DIGITS: Final = 21
_FIXED_NOTATION_ZEROS: Final = -6


class _NotCanonical(Exception):
    """Collects the way back to the root while it rises through the walk."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words
        self.steps: list[JsonStep] = []


def canonicalize(value: JsonValue, *, at: tuple[JsonStep, ...] = ()) -> bytes:
    """
    The canonical UTF-8 text of *value*.

    Args:
        value: what a JSON parser returned: dict, list, str, int, float, bool, None.
        at: where *value* stands in a larger document; only used to name places in errors.

    Raises:
        ContentInvalid: not an I-JSON value; `path` names the place, `reason` is one of `number_not_finite`,
            `number_inexact`, `lone_surrogate`, `too_deep`, `not_json`.
    """
    try:
        return orjson.dumps(_prepared(value, MAX_CONTENT_DEPTH))
    except _NotCanonical as problem:
        path = json_path([*at, *reversed(problem.steps)])
        raise ContentInvalid(f"{problem.words} At {path}.", path=path, reason=problem.reason) from None
    except orjson.JSONEncodeError:
        path = json_path([*at, *_steps_to_unwritable(value)])
        words = f"A text holds half of a character (a lone surrogate). At {path}."
        raise ContentInvalid(words, path=path, reason="lone_surrogate") from None


def _prepared(value: Any, levels_left: int) -> Any:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is float:
        return _float(value)
    if kind is int:
        return value if -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER else _large_integer(value)
    if kind is not dict and kind is not list:
        raise _NotCanonical("not_json", f"A value of type {kind.__name__} is not JSON.")
    if levels_left == 0:
        raise _NotCanonical("too_deep", f"The data is nested deeper than {MAX_CONTENT_DEPTH} levels.")
    return _object(value, levels_left - 1) if kind is dict else _array(value, levels_left - 1)


def _object(members: dict[Any, Any], levels_left: int) -> dict[str, Any]:
    names = list(members)
    if all(type(name) is str for name in names):
        names.sort(key=None if all(map(str.isascii, names)) else _utf16)
    else:
        raise _NotCanonical("not_json", "A name in an object is not a text.")
    prepared = {}
    name: str = ""
    try:
        for name in names:
            prepared[name] = _prepared(members[name], levels_left)
    except _NotCanonical as problem:
        problem.steps.append(name)
        raise
    return prepared


def _array(items: list[Any], levels_left: int) -> list[Any]:
    """The commonest items, in place: long lists of numbers are what large content is made of."""
    prepared: list[Any] = []
    append = prepared.append
    try:
        for item in items:
            kind = type(item)
            if kind is str or (kind is int and -MAX_SAFE_INTEGER <= item <= MAX_SAFE_INTEGER):
                append(item)
            elif kind is float:
                is_plain = _PLAIN_FROM <= item < _PLAIN_BELOW and not item.is_integer()
                append(item if is_plain else _float(item))
            else:
                append(_prepared(item, levels_left))
    except _NotCanonical as problem:
        problem.steps.append(len(prepared))
        raise
    return prepared


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")


def _float(number: float) -> Any:
    if _PLAIN_FROM <= number < _PLAIN_BELOW or -_PLAIN_BELOW < number <= -_PLAIN_FROM:
        return int(number) if number.is_integer() else number
    if number == 0:
        return 0
    if not math.isfinite(number):
        raise _NotCanonical("number_not_finite", "A number is infinite or not a number.")
    return orjson.Fragment(_ecmascript(number))


def _large_integer(number: int) -> Any:
    """
    A browser reads every number as a double, so an integer must survive that to mean the same there.

    Fine are integers that a double holds exactly, and those that a browser writes itself: 2^64 leaves it as
    18446744073709552000, which is not exact but comes back as the same double.
    """
    try:
        as_double = float(number)
    except OverflowError:
        raise _NotCanonical("number_not_finite", "A number is too large.") from None
    if int(as_double) != number and _ecmascript(as_double) != str(number):
        raise _NotCanonical("number_inexact", "A whole number has more digits than a browser can hold.")
    return _float(as_double)


def _ecmascript(number: float) -> str:
    """ECMAScript's Number::toString, from the shortest digits that Python's repr finds too."""
    sign, text = ("-", repr(-number)) if number < 0 else ("", repr(number))
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= _FIXED_NOTATION_DIGITS:
        return sign + digits + "0" * (point - count)
    if 0 < point <= _FIXED_NOTATION_DIGITS:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if _FIXED_NOTATION_ZEROS < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if count > 1 else ""
    return f"{sign}{digits[0]}{tail}e{point - 1:+d}"


def _steps_to_unwritable(value: Any) -> list[JsonStep]:
    """The way to the first text that is no valid Unicode; only called once one is known to exist."""
    if isinstance(value, dict):
        members: list[tuple[JsonStep, Any]] = list(value.items())
        for name in value:
            if not _is_unicode(name):
                return [name.encode("utf-8", "backslashreplace").decode()]
    elif isinstance(value, list):
        members = list(enumerate(value))
    else:
        return []
    for step, member in members:
        if isinstance(member, str) and not _is_unicode(member):
            return [step]
        if deeper := _steps_to_unwritable(member):
            return [step, *deeper]
    return []


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
