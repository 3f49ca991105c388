"""What is said over a survey's WebSocket, in both directions, as JSON texts. [U4]"""

import json
from typing import Annotated, Any, Final, Literal, TypeAlias

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from benchdog.documents.i_json import parse_i_json
from benchdog.documents.validation_words import problem_words
from benchdog.errors import PersistenceError, ValidationFailed
from benchdog.survey.changes import ClientId, NumberedChange, Sequence53
from benchdog.survey.session import MAX_ANSWER_BYTES, SurveySession, json_bytes

MAX_MESSAGE_BYTES: Final = 64 * 1024
"""Several times the longest change; whatever is longer ends the connection (close code 1009)."""


class ChangeMessage(NumberedChange):
    type: Literal["change"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StateMessage(_Closed):
    """
    The saved state: the first message, and again whenever somebody else changed it.

    `session` is null where the person has not begun.
    """

    type: Literal["state"] = "state"
    session: dict[str, Any] | None
    revision: int


class AcknowledgedMessage(_Closed):
    """The change is durable. `revision` is that of the session when it was saved, with its neighbours."""

    type: Literal["acknowledged"] = "acknowledged"
    client_id: str
    sequence: int
    revision: int


class ErrorMessage(_Closed):
    """
    What was said was not understood, or is not saved.

    `client_id` and `sequence` name the change, where it is known which. `is_final`: it never will be saved,
    and need not be sent again; else it is tried again here.
    """

    type: Literal["error"] = "error"
    code: str
    user_message: str
    client_id: str | None = None
    sequence: int | None = None
    is_final: bool


ServerMessage: TypeAlias = StateMessage | AcknowledgedMessage | ErrorMessage
ANY_SERVER_MESSAGE: Final[TypeAdapter[ServerMessage]] = TypeAdapter(
    Annotated[ServerMessage, Field(discriminator="type")]
)


def read_change(text: str | bytes) -> ChangeMessage:
    """
    Raises:
        PersistenceError: it is no change, or one that is not kept; `client_id` and `sequence` are among the
            details where they can be told.
    """
    if isinstance(text, bytes):
        raise ValidationFailed("Messages are texts.")
    try:
        return _checked(_parsed(text))
    except PersistenceError as error:
        # Whatever is wrong: a change that is not named is sent again first by its device, for ever.
        error.details.update(_named(text))
        raise


def state_message(session: SurveySession | None, revision: int) -> StateMessage:
    return StateMessage(session=None if session is None else shown_session(session), revision=revision)


def shown_session(session: SurveySession) -> dict[str, Any]:
    """What a person's devices see of a session, member by member as in seed 001."""
    return {
        "current_step": session["current_step"],
        "answers": session["answers"],
        "step_history": session["step_history"],
        "is_audio_mode": session["is_audio_mode"],
    }


def error_message(
    error: PersistenceError, *, about: NumberedChange | None = None, is_final: bool
) -> ErrorMessage:
    client_id, sequence = error.details.get("client_id"), error.details.get("sequence")
    return ErrorMessage(
        code=error.code,
        user_message=error.words_for_people(),
        client_id=about.client_id if about is not None else client_id,
        sequence=about.sequence if about is not None else sequence,
        is_final=is_final,
    )


def to_text(message: ServerMessage) -> str:
    return orjson.dumps(message.model_dump()).decode()


def _parsed(text: str) -> ChangeMessage:
    try:
        return ChangeMessage.model_validate(parse_i_json(text.encode()))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise ValidationFailed(f"{place}: {problem_words(first)}") from error


def _checked(message: ChangeMessage) -> ChangeMessage:
    change = message.change
    if change.action == "answer" and len(json_bytes(change.answer)) > MAX_ANSWER_BYTES:
        raise ValidationFailed(f"An answer has at most {MAX_ANSWER_BYTES} bytes.")
    return message


class _Name(BaseModel):
    client_id: ClientId
    sequence: Sequence53


def _named(text: str) -> dict[str, Any]:
    """Which change *text* would have been; nothing where not even that can be told."""
    try:
        # More lenient than I-JSON, so that one character too few in an answer does not hide whose it is.
        return _Name.model_validate(json.loads(text)).model_dump()
    except (ValueError, RecursionError):
        return {}
