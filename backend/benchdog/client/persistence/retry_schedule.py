"""
When something that failed is tried again; the delays grow until it succeeds. [R1]

The twin of `RetrySchedule.ts`.
"""

from datetime import datetime, timedelta

from benchdog.resilience.clock import Clock
from benchdog.resilience.retry_policy import Random, RetryPolicy


class RetrySchedule:
    """Sets no timer: whoever polls asks whether it is time. The last delay repeats."""

    def __init__(self, policy: RetryPolicy, *, clock: Clock, random: Random) -> None:
        self._policy = policy
        self._clock = clock
        self._random = random
        self._failed_tries = 0
        self._delay = timedelta()
        self._retry_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a try is to come."""
        return self._retry_at is not None

    @property
    def is_due(self) -> bool:
        """A clock that was put back makes nobody wait for longer than was meant."""
        if self._retry_at is None:
            return False
        remaining = self._retry_at - self._clock()
        return remaining <= timedelta() or remaining > self._delay

    def try_again(self, hint_seconds: float | None) -> datetime:
        """When the next try comes."""
        self._failed_tries += 1
        retry = min(self._failed_tries, len(self._policy.delays_seconds))
        delay_seconds = self._policy.delay_seconds(retry, hint_seconds=hint_seconds, random=self._random)
        self._delay = timedelta(seconds=delay_seconds)
        self._retry_at = self._clock() + self._delay
        return self._retry_at

    def succeeded(self) -> None:
        """The next failure begins with the first delay again."""
        self._failed_tries = 0

    def cancel(self) -> None:
        self._retry_at = None
