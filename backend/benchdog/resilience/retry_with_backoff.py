"""Tries again what failed for a moment, in coroutines and in threads. [R1]"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import random as system_random
from typing import TypeVar

from benchdog.errors import RateLimited
from benchdog.resilience.clock import MonotonicClock
from benchdog.resilience.retry_policy import RATE_LIMITED, Random, RetryPolicy
from benchdog.resilience.transient import hint_seconds_of, is_transient

Result = TypeVar("Result")
PolicyFor = Callable[[Exception], RetryPolicy | None]
"""How a call that failed so is tried again; None where it is not."""


def transient_errors(policy: RetryPolicy, also: tuple[type[Exception], ...] = ()) -> PolicyFor:
    """Tries again what is transient, and *also*: by *policy*, or RATE_LIMITED for too many requests."""

    def policy_for(error: Exception) -> RetryPolicy | None:
        if not is_transient(error) and not isinstance(error, also):
            return None
        return RATE_LIMITED if isinstance(error, RateLimited) else policy

    return policy_for


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    Time and chance, so that a test has them in its hand.

    Attributes:
        pause, pause_thread: wait so many seconds, in a coroutine and in a thread.
    """

    monotonic: MonotonicClock = time.monotonic
    random: Random = system_random
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    pause_thread: Callable[[float], object] = time.sleep


async def retry_with_backoff(
    call: Callable[[], Awaitable[Result]],
    policy_for: PolicyFor,
    surroundings: Surroundings,
) -> Result:
    """
    What *call* returns, as soon as it succeeds.

    Raises:
        Exception: the last error of *call*, when its policy gives up. A service that asks for a longer wait
            than the policy has is not made to wait for less: the caller hears of it at once.
    """
    attempts = _Attempts(policy_for, surroundings)
    while True:
        try:
            return await call()
        except Exception as error:
            delay_seconds = attempts.delay_after(error)
            if delay_seconds is None:
                raise
        await surroundings.pause(delay_seconds)


def retry_thread_with_backoff(
    call: Callable[[], Result],
    policy_for: PolicyFor,
    surroundings: Surroundings,
) -> Result:
    """As `retry_with_backoff`, for a call that blocks its thread."""
    attempts = _Attempts(policy_for, surroundings)
    while True:
        try:
            return call()
        except Exception as error:
            delay_seconds = attempts.delay_after(error)
            if delay_seconds is None:
                raise
        surroundings.pause_thread(delay_seconds)


class _Attempts:
    """Decides after each failure; waits for nothing itself."""

    __slots__ = ("_begun", "_failures", "_policy_for", "_surroundings")

    def __init__(self, policy_for: PolicyFor, surroundings: Surroundings) -> None:
        self._policy_for = policy_for
        self._surroundings = surroundings
        self._begun = surroundings.monotonic()
        self._failures = 0

    def delay_after(self, error: Exception) -> float | None:
        """Seconds until the next try; None where there is none."""
        self._failures += 1
        policy = self._policy_for(error)
        if policy is None or self._failures > len(policy.delays_seconds):
            return None
        delay_seconds = policy.delay_seconds(
            self._failures, hint_seconds=hint_seconds_of(error), random=self._surroundings.random
        )
        elapsed_seconds = self._surroundings.monotonic() - self._begun
        return delay_seconds if elapsed_seconds + delay_seconds <= policy.within_seconds else None
