"""A decorator that tries a function again, a coroutine or one that blocks its thread. [R1] [U3]"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from benchdog.resilience.retry_policy import DATABASE, RetryPolicy
from benchdog.resilience.retry_with_backoff import (
    Surroundings,
    retry_thread_with_backoff,
    retry_with_backoff,
    transient_errors,
)

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")


def retried(
    policy: RetryPolicy = DATABASE,
    surroundings: Surroundings | None = None,
    *,
    also: tuple[type[Exception], ...] = (),
) -> Callable[[Callable[Parameters, Returned]], Callable[Parameters, Returned]]:
    """
    For functions that may run twice: what they raise is tried again by *policy* where it is transient.

    The default is that of seed 001: three more tries after 0.5 s, doubling, at most 30 s.

    Args:
        also: errors that are tried again as well, such as `sqlite3.OperationalError` of a locked file.
    """
    around = surroundings or Surroundings()
    policy_for = transient_errors(policy, also)

    def decorate(function: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
        if inspect.iscoroutinefunction(function):

            @wraps(function)
            async def tried_coroutine(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Any:
                return await retry_with_backoff(lambda: function(*args, **kwargs), policy_for, around)

            return cast("Callable[Parameters, Returned]", tried_coroutine)

        @wraps(function)
        def tried(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Returned:
            return retry_thread_with_backoff(lambda: function(*args, **kwargs), policy_for, around)

        return tried

    return decorate
