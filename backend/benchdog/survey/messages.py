"""What is said over a survey's WebSocket, in both directions, as JSON texts. [U4]"""

from typing import Annotated, Any, Final, Literal, TypeAlias

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from benchdog.documents.i_json import parse_i_json
from benchdog.documents.validation_words import problem_words
from benchdog.errors import PersistenceError, ValidationFailed
from benchdog.survey.changes import NumberedChange
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
    value = parse_i_json(text.encode())
    try:
        message = ChangeMessage.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise ValidationFailed(f"{place}: {problem_words(first)}", **_named(value)) from error
    if message.change.action == "answer" and len(json_bytes(message.change.answer)) > MAX_ANSWER_BYTES:
        raise ValidationFailed(f"An answer has at most {MAX_ANSWER_BYTES} bytes.", **_named(value))
    return message


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


def _named(value: Any) -> dict[str, Any]:
    """Which change it would have been."""
    if not isinstance(value, dict):
        return {}
    client_id, sequence = value.get("client_id"), value.get("sequence")
    is_named = isinstance(client_id, str) and isinstance(sequence, int)
    return {"client_id": client_id, "sequence": sequence} if is_named else {}
