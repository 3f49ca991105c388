"""
Date and time functions: texts as `YYYY-MM-DDThh:mm:ss.fffffffZ`, always UTC.

Inside, a moment is a number of ticks of 100 ns since 1970: no float, and finer than Python's datetime.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from benchdog.embedded_cosmos.sql.functions.builtin import NUMBER, TEXT, WHOLE, BuiltIn
from benchdog.embedded_cosmos.sql.values import UNDEFINED

TICKS_PER_SECOND: Final = 10_000_000
_TICKS_PER_MILLISECOND: Final = TICKS_PER_SECOND // 1000
_TICKS_PER_DAY: Final = 24 * 60 * 60 * TICKS_PER_SECOND
_NANOSECONDS_PER_TICK: Final = 100
_EPOCH: Final = date(1970, 1, 1).toordinal()
_EARLIEST_BIN: Final = (date(1601, 1, 1).toordinal() - _EPOCH) * _TICKS_PER_DAY

_FORM: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,7}))?)?Z?"
)
_PARTS: Final[Mapping[str, str]] = {
    word: part
    for part, words in {
        "year": ("year", "yyyy", "yy"),
        "month": ("month", "mm", "m"),
        "day": ("day", "dd", "d"),
        "hour": ("hour", "hh"),
        "minute": ("minute", "mi", "n"),
        "second": ("second", "ss", "s"),
        "millisecond": ("millisecond", "ms"),
        "microsecond": ("microsecond", "mcs"),
        "nanosecond": ("nanosecond", "ns"),
    }.items()
    for word in words
}
_NANOSECONDS: Final[Mapping[str, int]] = {
    "day": _TICKS_PER_DAY * _NANOSECONDS_PER_TICK,
    "hour": 3_600 * 10**9,
    "minute": 60 * 10**9,
    "second": 10**9,
    "millisecond": 10**6,
    "microsecond": 10**3,
    "nanosecond": 1,
}


def ticks_of(text: str) -> int | None:
    """None for what is no date and time in the form of ISO 8601 that the service takes."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    year, month, day, hour, minute, second = (int(digits or 0) for digits in form.groups()[:6])
    return _ticks(year, month, day, hour, minute, second, int((form[7] or "").ljust(7, "0")))


def text_of(ticks: int) -> Any:
    """Undefined outside the years 1 to 9999."""
    days, rest = divmod(ticks, _TICKS_PER_DAY)
    try:
        day = date.fromordinal(days + _EPOCH)
    except (ValueError, OverflowError):
        return UNDEFINED
    seconds, fraction = divmod(rest, TICKS_PER_SECOND)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}.{fraction:07}Z"


def _ticks(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, fraction: int = 0
) -> int | None:
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except (ValueError, OverflowError):
        return None
    is_time = 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= fraction < TICKS_PER_SECOND
    seconds = (days * 24 + hour) * 3600 + minute * 60 + second
    return seconds * TICKS_PER_SECOND + fraction if is_time else None


def _from_parts(*parts: int) -> Any:
    ticks = _ticks(*parts)
    return UNDEFINED if ticks is None else text_of(ticks)


def _of_moment(function: Callable[[int], Any]) -> BuiltIn:
    def of(text: str) -> Any:
        ticks = ticks_of(text)
        return UNDEFINED if ticks is None else function(ticks)

    return BuiltIn(of, (TEXT,))


def _part(word: str, text: str) -> Any:
    part, ticks = _PARTS.get(word.lower()), ticks_of(text)
    if part is None or ticks is None:
        return UNDEFINED
    day = date.fromordinal(ticks // _TICKS_PER_DAY + _EPOCH)
    second, fraction = divmod(ticks % _TICKS_PER_DAY, TICKS_PER_SECOND)
    return {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "hour": second // 3600,
        "minute": second // 60 % 60,
        "second": second % 60,
        "millisecond": fraction // 10_000,
        "microsecond": fraction // 10,
        "nanosecond": fraction * _NANOSECONDS_PER_TICK,
    }[part]


def added(word: str, count: int, ticks: int) -> Any:
    """The text of *ticks* with *count* years, days, … more; undefined for a word that names no part."""
    part = _PARTS.get(word.lower())
    if part is None:
        return UNDEFINED
    if part in _NANOSECONDS:
        return text_of(ticks + count * _NANOSECONDS[part] // _NANOSECONDS_PER_TICK)
    days, time = divmod(ticks, _TICKS_PER_DAY)
    day = date.fromordinal(days + _EPOCH)
    months = day.year * 12 + day.month - 1 + count * (12 if part == "year" else 1)
    year, month = months // 12, months % 12 + 1
    start = _ticks(year, month, min(day.day, monthrange(year, month)[1]))
    return UNDEFINED if start is None else text_of(start + time)


def _add(word: str, count: int, text: str) -> Any:
    ticks = ticks_of(text)
    return UNDEFINED if ticks is None else added(word, count, ticks)


def _difference(word: str, first: str, last: str) -> Any:
    """How many beginnings of a part lie between: 1 from 01:59 to 02:00 in hours."""
    part, start, end = _PARTS.get(word.lower()), ticks_of(first), ticks_of(last)
    if part is None or start is None or end is None:
        return UNDEFINED
    if part in _NANOSECONDS:
        size = _NANOSECONDS[part]
        return end * _NANOSECONDS_PER_TICK // size - start * _NANOSECONDS_PER_TICK // size
    years = _part("year", last) - _part("year", first)
    return years if part == "year" else years * 12 + _part("month", last) - _part("month", first)


def _bin(text: str, word: str, count: int = 1, origin: str = "1970-01-01") -> Any:
    part, ticks, start = _PARTS.get(word.lower()), ticks_of(text), ticks_of(origin)
    size = count * _NANOSECONDS.get(part or "", 0)
    if size <= 0 or ticks is None or start is None or start < _EARLIEST_BIN:
        return UNDEFINED
    passed = (ticks - start) * _NANOSECONDS_PER_TICK // size * size
    return text_of(start + passed // _NANOSECONDS_PER_TICK)


DATE_FUNCTIONS: Final[Mapping[str, BuiltIn]] = {
    "DATETIMEADD": BuiltIn(_add, (TEXT, WHOLE, TEXT)),
    "DATETIMEBIN": BuiltIn(_bin, (TEXT, TEXT, WHOLE, TEXT), optional=2),
    "DATETIMEDIFF": BuiltIn(_difference, (TEXT, TEXT, TEXT)),
    "DATETIMEFROMPARTS": BuiltIn(_from_parts, (WHOLE,) * 7, optional=4),
    "DATETIMEPART": BuiltIn(_part, (TEXT, TEXT)),
    "DATETIMETOTICKS": _of_moment(lambda ticks: ticks),
    "DATETIMETOTIMESTAMP": _of_moment(lambda ticks: ticks // _TICKS_PER_MILLISECOND),
    "DAY": BuiltIn(lambda text: _part("day", text), (TEXT,)),
    "MONTH": BuiltIn(lambda text: _part("month", text), (TEXT,)),
    "TICKSTODATETIME": BuiltIn(lambda ticks: text_of(int(ticks)), (NUMBER,)),
    "TIMESTAMPTODATETIME": BuiltIn(
        lambda milliseconds: text_of(int(milliseconds) * _TICKS_PER_MILLISECOND), (NUMBER,)
    ),
    "YEAR": BuiltIn(lambda text: _part("year", text), (TEXT,)),
}
