"""What every call of the database goes through: circuit breaker, retries, deadline. [R1] [R2]"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from benchdog.cosmos.error_mapping import mapped_errors
from benchdog.cosmos.write_errors import DatabaseRefused, DatabaseThrottled, WriteContended
from benchdog.errors import DatabaseTimeout, DatabaseUnavailable
from benchdog.observability.database_try import CallObserver, CallOutcome, DatabaseTry
from benchdog.resilience.circuit_breaker import CircuitBreaker
from benchdog.resilience.retry_policy import RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings, retry_with_backoff
from benchdog.resilience.transient import is_transient

Result = TypeVar("Result")
Deadline = Callable[[float], AbstractAsyncContextManager[Any]]
"""As `asyncio.timeout`: raises TimeoutError after so many seconds."""


@dataclass(frozen=True, slots=True)
class DatabaseCallPolicy:
    """
    Attributes:
        read_timeout_seconds, write_timeout_seconds: for one try, whatever the SDK does meanwhile.
        reads: how a read is tried again; ends in time for the person who waits.
        throttled: how any call is tried again that the database put off, and so did not apply.
    """

    read_timeout_seconds: float
    write_timeout_seconds: float
    reads: RetryPolicy
    throttled: RetryPolicy


class DatabaseCalls:
    """
    One for each database.

    A call counts once in the breaker, after its retries: four tries within a second say no more about the
    database than one.

    Raises, besides what `mapped_errors` does: CircuitOpen at once, without a call, while the database fails.
    """

    def __init__(
        self,
        breaker: CircuitBreaker,
        policy: DatabaseCallPolicy,
        surroundings: Surroundings,
        deadline: Deadline = asyncio.timeout,
        observers: Sequence[CallObserver] = (),
    ) -> None:
        self.breaker = breaker
        self._policy = policy
        self._surroundings = surroundings
        self._deadline = deadline
        self._observers = observers

    async def read(self, call: Callable[[], Awaitable[Result]], container: str = "") -> Result:
        """What *call* returns; it may be made several times. *container* is told to observers."""
        seconds = self._policy.read_timeout_seconds
        tried = partial(self._tried, call, seconds, container, is_write=False)
        with self.breaker.guard():
            return await retry_with_backoff(tried, self._policy_for_read, self._surroundings)

    async def write(self, call: Callable[[], Awaitable[Result]], container: str = "") -> Result:
        """
        What *call* returns. It is made again only where the database said that it did not apply it.

        Raises:
            WriteUnknown: it was applied or not, and the store has to find out.
        """
        seconds = self._policy.write_timeout_seconds
        tried = partial(self._tried, call, seconds, container, is_write=True)
        with self.breaker.guard():
            return await retry_with_backoff(tried, self._policy_for_write, self._surroundings)

    async def _tried(
        self, call: Callable[[], Awaitable[Result]], timeout_seconds: float, container: str, *, is_write: bool
    ) -> Result:
        begun = self._surroundings.monotonic()
        outcome: CallOutcome = "failed"
        try:
            with mapped_errors(is_write=is_write):
                async with self._deadline(timeout_seconds):
                    result = await call()
            outcome = "answered"
        except DatabaseRefused:
            outcome = "refused"
            raise
        except DatabaseThrottled:
            outcome = "put_off"
            raise
        else:
            return result
        finally:
            seconds = self._surroundings.monotonic() - begun
            ended = DatabaseTry(container, "write" if is_write else "read", outcome, seconds)
            for observe in self._observers:
                observe(ended)

    def _policy_for_read(self, error: Exception) -> RetryPolicy | None:
        if isinstance(error, DatabaseThrottled):
            return self._policy.throttled
        return self._policy.reads if is_transient(error) else None

    def _policy_for_write(self, error: Exception) -> RetryPolicy | None:
        return self._policy.throttled if isinstance(error, DatabaseThrottled) else None


def is_database_failure(error: Exception) -> bool:
    """Whether *error* says that the database is not well; a refusal is an answer, and so is "later"."""
    is_answer = isinstance(error, DatabaseThrottled | WriteContended)
    return isinstance(error, DatabaseUnavailable | DatabaseTimeout) and not is_answer
