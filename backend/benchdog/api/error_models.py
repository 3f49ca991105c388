"""The error envelope as a schema, and which errors a route answers with. [E1] [E2]"""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from benchdog.errors import (
    AuthenticationRequired,
    DatabaseError,
    DatabaseTimeout,
    DatabaseUnavailable,
    HostUnknown,
    InternalError,
    Outcome,
    PersistenceError,
    RecoveryAction,
    RequestHeadTooLarge,
    SessionExpired,
    SignInUnavailable,
    ValidationFailed,
)


class TechnicalDetails(BaseModel):
    """`outcome` tells whether the change was made; more members depend on the code."""

    model_config = ConfigDict(extra="allow")

    correlation_id: str
    retry_suggested: bool
    outcome: Outcome


class ErrorBody(BaseModel):
    code: str
    message: str
    user_message: str
    recovery_actions: list[RecoveryAction]
    technical_details: TechnicalDetails


class ErrorEnvelope(BaseModel):
    """The body of every answer with a status from 400 on."""

    success: bool = False
    error: ErrorBody


_EVERYWHERE: tuple[type[PersistenceError], ...] = (
    ValidationFailed,
    HostUnknown,
    RequestHeadTooLarge,
    InternalError,
    DatabaseError,
    DatabaseUnavailable,
    DatabaseTimeout,
)
SIGNED_IN: tuple[type[PersistenceError], ...] = (
    AuthenticationRequired,
    SessionExpired,
    SignInUnavailable,
)


_ONE_OF: Final = "One of: "

Responses = dict[int | str, dict[str, Any]]


def error_responses(*errors: type[PersistenceError]) -> Responses:
    """`responses=` of a route: every status of *errors* and of what happens everywhere, with its codes."""
    return with_errors({}, *_EVERYWHERE, *errors)


def with_errors(responses: Responses | None, *errors: type[PersistenceError]) -> Responses:
    """*responses*, and each of *errors* among the codes of its status."""
    added = dict(responses or {})
    for error in errors:
        known = added.get(error.http_status, {}).get("description", "").removeprefix(_ONE_OF)
        codes = {error.code, *filter(None, known.split(", "))}
        added[error.http_status] = {
            "model": ErrorEnvelope,
            "description": _ONE_OF + ", ".join(sorted(codes)),
        }
    return dict(sorted(added.items(), key=lambda item: str(item[0])))
