"""Which errors are worth another try: the one place that says so. [R1]"""

from typing import Final

from benchdog.errors import PersistenceError

TRANSIENT_STATUSES: Final = frozenset({408, 429, 449, 502, 503, 504})


def is_transient(error: BaseException) -> bool:
    """
    Whether the same call may succeed a moment later.

    It says nothing about whether repeating is safe: a write whose answer was lost may have been applied.
    """
    if isinstance(error, PersistenceError):
        return error.is_retryable and error.http_status in TRANSIENT_STATUSES
    return isinstance(error, ConnectionError | TimeoutError)


def hint_seconds_of(error: BaseException) -> float | None:
    """How long the called service asked to wait; None where it did not say."""
    hint: float | None = getattr(error, "hint_seconds", None)
    return hint
