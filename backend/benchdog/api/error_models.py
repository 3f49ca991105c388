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
_REFERENCE: Final = "#/components/schemas/{model}"
_ENVELOPE: Final = ErrorEnvelope.__name__

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
            "description": _ONE_OF + ", ".join(sorted(codes)),
            "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(model=_ENVELOPE)}}},
        }
    return dict(sorted(added.items(), key=lambda item: str(item[0])))


def envelope_schemas() -> dict[str, Any]:
    """
    What `error_responses` refers to, for the OpenAPI document.

    It is named and not given as a model: the framework would build a validator for each status of each route,
    six hundred of them, which took a quarter of the start.
    """
    envelope = ErrorEnvelope.model_json_schema(ref_template=_REFERENCE, mode="serialization")
    return {**envelope.pop("$defs"), _ENVELOPE: envelope}
