"""The error envelope as a schema, and which errors a route answers with. [E1] [E2]"""

from typing import Any

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
SIGNED_IN: tuple[type[PersistenceError], ...] = (AuthenticationRequired, SessionExpired)


def error_responses(*errors: type[PersistenceError]) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: every status of *errors* and of what happens everywhere, with its codes."""
    by_status: dict[int | str, list[str]] = {}
    for error in (*_EVERYWHERE, *errors):
        by_status.setdefault(error.http_status, []).append(error.code)
    return {
        status: {"model": ErrorEnvelope, "description": "One of: " + ", ".join(sorted(set(codes)))}
        for status, codes in sorted(by_status.items())
    }
