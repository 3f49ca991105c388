"""How often one caller may do something. [N6]"""

from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar

from benchdog.errors import RateLimited
from benchdog.resilience.clock import MonotonicClock

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

MAX_CALLERS: Final = 10_000
_ATTRIBUTE: Final = "benchdog_rate_limit"


class Limited(StrEnum):
    """What is limited."""

    OPENING_SNAPSHOTS = "opening_snapshots"
    SIGNING_IN = "signing_in"
    ANSWERING = "answering"


def rate_limited(what: Limited) -> Callable[[Endpoint], Endpoint]:
    """Marks an endpoint: each call of it takes from the caller's share of *what*."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _ATTRIBUTE, what)
        return endpoint

    return mark


def limit_of(endpoint: Callable[..., Any]) -> Limited | None:
    limit: Limited | None = getattr(endpoint, _ATTRIBUTE, None)
    return limit


class TokenBuckets:
    """
    A bucket for each caller. It holds what may be done at once, and fills again within a minute.

    Of this process alone: with several workers, a caller may do up to so many times as much. The buckets
    touched longest ago are forgotten first, so that memory is bounded however many callers come.

    Args:
        per_minute: 0 for no limit.
    """

    def __init__(self, per_minute: int, monotonic: MonotonicClock, max_callers: int = MAX_CALLERS) -> None:
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60
        self._monotonic = monotonic
        self._max_callers = max_callers
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, and when

    def take(self, caller: str) -> None:
        """
        Raises:
            RateLimited: nothing is left; says when there will be.
        """
        if not self._capacity:
            return
        now = self._monotonic()
        left, at = self._buckets.get(caller, (self._capacity, now))
        left = min(self._capacity, left + (now - at) * self._per_second)
        if left < 1:
            raise RateLimited(retry_after_seconds=(1 - left) / self._per_second)
        self._buckets[caller] = (left - 1, now)
        self._buckets.move_to_end(caller)
        if len(self._buckets) > self._max_callers:
            self._buckets.popitem(last=False)
