"""The one place that makes an answer of an error. [E1] [E2] [E3]"""

import logging
from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from benchdog.documents.validation_words import problem_words
from benchdog.errors import (
    AuthenticationRequired,
    InternalError,
    MethodNotAllowed,
    NotFound,
    PersistenceError,
    SessionExpired,
    ValidationFailed,
)
from benchdog.resilience.correlation import correlation_id

log = logging.getLogger(__name__)

PersistenceErrorClass = type[PersistenceError]
_BY_STATUS: dict[int, PersistenceErrorClass] = {404: NotFound, 405: MethodNotAllowed}


async def answer_error(_: Request, error: Exception) -> Response:
    """The handler of every exception."""
    return error_answer(error)


def error_answer(error: Exception) -> Response:
    """
    The envelope for *error*; what is not meant to be shown is logged under the same correlation id. [E3]
    """
    shown = shown_error(error)
    if shown.http_status >= InternalError.http_status:
        log.error("request failed: %s", shown.code, exc_info=error)
    headers = _headers(shown)
    if isinstance(error, HTTPException):
        headers |= dict(error.headers or {})
    return Response(
        orjson.dumps(_envelope(shown)), shown.http_status, headers=headers, media_type="application/json"
    )


def shown_error(error: Exception) -> PersistenceError:
    """What *error* is answered as."""
    match error:
        case PersistenceError():
            return error
        case RequestValidationError():
            return _validation_failed(error)
        case HTTPException(status_code=status) if status in _BY_STATUS:
            return _BY_STATUS[status]()
        case HTTPException(status_code=status) if status < InternalError.http_status:
            return ValidationFailed("The request cannot be read.")
        case _:
            return InternalError()


def _validation_failed(error: RequestValidationError) -> ValidationFailed:
    """Names the fields and what is wrong with them; never repeats what was sent."""
    problems = [
        {"field": _place(problem["loc"]), "problem": problem_words(problem)} for problem in error.errors()
    ]
    first = problems[0]
    return ValidationFailed(
        f"{first['field']}: {first['problem']}", field=first["field"], problems=problems[:10]
    )


def _place(location: tuple[Any, ...]) -> str:
    """The place without its first step, which says body, query or path."""
    return ".".join(str(step) for step in location[1:]) or str(location[0])


def _envelope(shown: PersistenceError) -> dict[str, Any]:
    return {
        "success": False,
        "error": {
            "code": shown.code,
            "message": shown.message,
            "user_message": shown.words_for_people(),
            "recovery_actions": list(shown.recovery_actions),
            "technical_details": {
                **shown.details,
                "correlation_id": correlation_id.get(),
                "retry_suggested": shown.is_retryable,
                "outcome": shown.outcome,
            },
        },
    }


def _headers(shown: PersistenceError) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    retry_after = getattr(shown, "retry_after_seconds", None)
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    if isinstance(shown, AuthenticationRequired | SessionExpired):
        headers["WWW-Authenticate"] = "Bearer"
    current = shown.details.get("current")
    if isinstance(current, dict) and "etag" in current:
        headers["ETag"] = current["etag"]
    return headers
