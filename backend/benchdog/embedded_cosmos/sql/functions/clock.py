"""Functions of the time at which the query runs. Their first argument is that time, in seconds since 1970."""

from collections.abc import Mapping
from typing import Final

from benchdog.embedded_cosmos.sql.functions.builtin import NUMBER, TEXT, WHOLE, BuiltIn
from benchdog.embedded_cosmos.sql.functions.dates import TICKS_PER_SECOND, added, text_of


def _ticks(now: float) -> int:
    return int(now * TICKS_PER_SECOND)


_DATE_TIME: Final = BuiltIn(lambda now: text_of(_ticks(now)), (NUMBER,))
_TICKS: Final = BuiltIn(_ticks, (NUMBER,))
_TIMESTAMP: Final = BuiltIn(lambda now: int(now * 1000), (NUMBER,))

# One time holds for the whole run, so that the static variants are the same.
CLOCK_FUNCTIONS: Final[Mapping[str, BuiltIn]] = {
    "AGO": BuiltIn(lambda now, part, count: added(part, -count, _ticks(now)), (NUMBER, TEXT, WHOLE)),
    "GETCURRENTDATETIME": _DATE_TIME,
    "GETCURRENTDATETIMESTATIC": _DATE_TIME,
    "GETCURRENTTICKS": _TICKS,
    "GETCURRENTTICKSSTATIC": _TICKS,
    "GETCURRENTTIMESTAMP": _TIMESTAMP,
    "GETCURRENTTIMESTAMPSTATIC": _TIMESTAMP,
    "NOW": _DATE_TIME,
}
