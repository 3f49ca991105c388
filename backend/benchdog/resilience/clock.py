"""The time, passed in wherever it is needed, so that no test sleeps."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Final

Clock = Callable[[], datetime]
"""Answers the present moment, always aware and in UTC."""

MonotonicClock = Callable[[], float]
"""Answers seconds that never go back; only differences mean something."""

FIRST: Final = datetime(MINYEAR, 1, 1, tzinfo=UTC)
LAST: Final = datetime(MAXYEAR, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


def system_clock() -> datetime:
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """
    ISO 8601 in UTC with milliseconds and `Z`: fixed width, so that text order is time order.

    A moment in the first or last hours of time that UTC has no year for is the nearest that it has.
    """
    return _in_utc(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == MINYEAR else LAST


def parse_timestamp(text: str) -> datetime:
    """The moment that `timestamp` wrote down."""
    return datetime.fromisoformat(text)
