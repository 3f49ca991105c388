"""Turns an answer that is no success into the error that the service raised: by the code in its envelope."""

import math
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx2

from benchdog.client.client_errors import AnswerUnreadable, GatewayRefusal
from benchdog.errors import (
    AuthenticationRequired,
    BodyTooLarge,
    DatabaseTimeout,
    DatabaseUnavailable,
    InternalError,
    PersistenceError,
    RateLimited,
    error_classes,
)
from benchdog.resilience.transient import TRANSIENT_STATUSES

_NOT_OF_ITS_KIND: Final = frozenset(
    {"correlation_id", "retry_suggested", "outcome", "self", "message", "retry_after_seconds"}
)
"""Members of every answer, and names that the classes of errors have for something else."""
_SAID_BY_GATEWAYS: Final[dict[int, type[PersistenceError]]] = {401: AuthenticationRequired, 413: BodyTooLarge}
"""What stands before the service refuses so by itself, and means what the service would mean."""
LONGEST_HINT_SECONDS: Final = 3600.0
"""Whoever asks for more is asked again after it: a gateway that is set up wrongly must not end all saving."""


def error_of(answer: httpx2.Response) -> PersistenceError:
    """The error of an answer with a status from 300 on, with its message and details. [E1]"""
    envelope = _envelope(answer)
    if envelope is None:
        said = f"Status {answer.status_code} without an error envelope."
        if answer.status_code in TRANSIENT_STATUSES:
            return GatewayRefusal(said, hint_seconds=_retry_after_seconds(answer))
        return _SAID_BY_GATEWAYS.get(answer.status_code, AnswerUnreadable)(said)
    found = _class_of(envelope["code"], answer.status_code)
    details = _details(envelope)
    if issubclass(found, RateLimited | DatabaseUnavailable | DatabaseTimeout):
        return found(envelope["message"], retry_after_seconds=_retry_after_seconds(answer), **details)
    return found(envelope["message"], **details)


def _class_of(code: str, status: int) -> type[PersistenceError]:
    """A code that a newer service has, and this client not yet, is taken for another one of its status."""
    known = [each for each in error_classes() if each.__module__ == PersistenceError.__module__]
    same_code = (each for each in known if each.code == code)
    same_status = (each for each in known if each.http_status == status)
    return next(same_code, None) or next(same_status, InternalError)


def _envelope(answer: httpx2.Response) -> dict[str, Any] | None:
    """None where something else than the service answered."""
    try:
        error = answer.json()["error"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_ours = isinstance(error, dict) and all(
        isinstance(error.get(name), str) for name in ("code", "message")
    )
    return error if is_ours else None


def _details(envelope: dict[str, Any]) -> dict[str, Any]:
    stated = envelope.get("technical_details")
    if not isinstance(stated, dict):
        return {}
    return {name: value for name, value in stated.items() if name not in _NOT_OF_ITS_KIND}


def _retry_after_seconds(answer: httpx2.Response) -> float | None:
    """In seconds, as the service says it, or as a moment, as gateways do; None where it cannot be read."""
    stated = answer.headers.get("Retry-After", "")
    try:
        seconds = float(stated)
    except ValueError:
        seconds = _seconds_from(answer.headers.get("Date", ""), stated)
    return min(seconds, LONGEST_HINT_SECONDS) if math.isfinite(seconds) and seconds >= 0 else None


def _seconds_from(now: str, until: str) -> float:
    """By the clock of whoever answered: the one here may be wrong. NaN where either is no moment."""
    try:
        return max(0.0, (parsedate_to_datetime(until) - parsedate_to_datetime(now)).total_seconds())
    except (TypeError, ValueError):
        return math.nan
