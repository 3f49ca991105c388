"""Leaves a service that fails alone for a while, and answers at once instead. [R2]"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from benchdog.errors import DatabaseUnavailable
from benchdog.resilience.clock import MonotonicClock

CircuitState = Literal["closed", "open", "half_open"]


class CircuitOpen(DatabaseUnavailable):
    """Nothing was sent, and nothing will be for the hinted delay."""


@dataclass(frozen=True, slots=True)
class CircuitBreakerPolicy:
    """
    Attributes:
        failure_threshold: failures in a row that open it.
        reset_timeout_seconds: how long it stays open before a trial.
        success_threshold: trials that succeed in a row and close it.
    """

    failure_threshold: int = 5
    reset_timeout_seconds: float = 30
    success_threshold: int = 2


@dataclass(frozen=True, slots=True)
class CircuitStatus:
    """
    What can be told of a breaker.

    Attributes:
        consecutive_failures: while it is closed; the threshold while it is not.
        retry_in_seconds: until the next trial; 0 unless it is open.
        calls, refused_calls, times_opened: since the process started.
    """

    name: str
    state: CircuitState
    consecutive_failures: int
    retry_in_seconds: float
    calls: int
    refused_calls: int
    times_opened: int


class CircuitBreaker:
    """
    One for each service that is called. Coroutines and threads may share it.

    While it is half open one trial runs at a time, and who comes meanwhile is refused: nothing queues up in
    front of a service that has just come back.

    Args:
        is_failure: whether an error says that the service is not well; every other error is an answer.
        on_change: hears each change of the state. Called under the lock, so it must not call back.
    """

    def __init__(
        self,
        name: str,
        *,
        policy: CircuitBreakerPolicy,
        monotonic: MonotonicClock,
        is_failure: Callable[[Exception], bool],
        on_change: Callable[[CircuitStatus], None] | None = None,
    ) -> None:
        self.name = name
        self._policy = policy
        self._monotonic = monotonic
        self._is_failure = is_failure
        self._on_change = on_change
        self._lock = threading.Lock()
        self._state: CircuitState = "closed"
        self._failures = 0
        self._successes = 0
        self._open_until = 0.0
        self._is_trying = False
        # Counts changes of the state: what began under an earlier one says nothing about this one.
        self._era = 0
        self._calls = 0
        self._refused_calls = 0
        self._times_opened = 0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """
        Goes around one call, awaited or not.

        Raises:
            CircuitOpen: the call was not made.
        """
        era = self._admit()
        try:
            yield
        except Exception as error:
            self._note(era, is_failure=self._is_failure(error))
            raise
        except BaseException:
            self._abandon(era)  # cancelled: the service had no chance to answer
            raise
        self._note(era, is_failure=False)

    def status(self) -> CircuitStatus:
        with self._lock:
            return self._status()

    def reset(self) -> None:
        """Closes it and forgets what went wrong: an administrator knows better."""
        with self._lock:
            self._enter("closed")

    def _admit(self) -> int:
        with self._lock:
            self._calls += 1
            remaining_seconds = self._remaining_seconds()
            if self._state == "open" and not remaining_seconds:
                self._enter("half_open")
            if self._state == "open" or self._is_trying:
                self._refused_calls += 1
                raise CircuitOpen(retry_after_seconds=remaining_seconds or 1)
            self._is_trying = self._state == "half_open"
            return self._era

    def _note(self, era: int, *, is_failure: bool) -> None:
        with self._lock:
            if era != self._era:
                return
            self._is_trying = False
            if is_failure:
                self._failures += 1
                if self._failures >= self._policy.failure_threshold:
                    self._enter("open")
            elif self._state == "half_open":
                self._successes += 1
                if self._successes >= self._policy.success_threshold:
                    self._enter("closed")
            else:
                self._failures = 0

    def _abandon(self, era: int) -> None:
        with self._lock:
            if era == self._era:
                self._is_trying = False

    def _enter(self, state: CircuitState) -> None:
        has_changed = state != self._state
        self._state = state
        self._era += 1
        self._is_trying = False
        self._successes = 0
        if state == "closed":
            self._failures = 0
        if state == "open":
            self._times_opened += 1
            self._open_until = self._monotonic() + self._policy.reset_timeout_seconds
        if has_changed and self._on_change is not None:
            self._on_change(self._status())

    def _remaining_seconds(self) -> float:
        return max(0.0, self._open_until - self._monotonic()) if self._state == "open" else 0.0

    def _status(self) -> CircuitStatus:
        return CircuitStatus(
            name=self.name,
            state=self._state,
            consecutive_failures=self._failures,
            retry_in_seconds=self._remaining_seconds(),
            calls=self._calls,
            refused_calls=self._refused_calls,
            times_opened=self._times_opened,
        )
