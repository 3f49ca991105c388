"""Turns an answer that is no success into the error that the service raised: by the code in its envelope."""

import math
from typing import Any

import httpx2

from benchdog.client.client_errors import AnswerUnreadable, GatewayRefusal
from benchdog.errors import (
    DatabaseTimeout,
    DatabaseUnavailable,
    InternalError,
    PersistenceError,
    RateLimited,
    error_classes,
)
from benchdog.resilience.transient import TRANSIENT_STATUSES

_OF_EVERY_ANSWER = frozenset({"correlation_id", "retry_suggested", "outcome"})


def error_of(answer: httpx2.Response) -> PersistenceError:
    """The error of an answer with a status from 300 on, with its message and details. [E1]"""
    envelope = _envelope(answer)
    if envelope is None:
        said = f"Status {answer.status_code} without an error envelope."
        if answer.status_code in TRANSIENT_STATUSES:
            return GatewayRefusal(said, hint_seconds=_retry_after_seconds(answer))
        return AnswerUnreadable(said)
    found = _class_of(envelope["code"], answer.status_code)
    details = {
        name: value
        for name, value in envelope.get("technical_details", {}).items()
        if name not in _OF_EVERY_ANSWER
    }
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
    try:
        error = answer.json()["error"]
    except (ValueError, TypeError, KeyError):
        return None
    is_ours = isinstance(error, dict) and isinstance(error.get("code"), str) and "message" in error
    return error if is_ours else None


def _retry_after_seconds(answer: httpx2.Response) -> float | None:
    """Only in seconds: the service never answers with a date."""
    try:
        seconds = float(answer.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None
