"""
Changes of a survey session as a browser sends them. [U4]

Each says one thing and says it whole, so that two devices that answer different questions do not undo each
other, and what was said last stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from benchdog.survey.session import (
    MAX_STEP_HISTORY,
    MAX_STEP_LENGTH,
    HistoryEntry,
    SurveySession,
    check_session,
    history_between,
    new_session,
)

Step = Annotated[str, Field(min_length=1, max_length=MAX_STEP_LENGTH)]
ClientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Sequence53 = Annotated[int, Field(ge=1, le=2**53 - 1, strict=True)]

_CONFIG = ConfigDict(frozen=True, extra="forbid")


class AnswerStep(BaseModel):
    """`answer` stands for `step` from now on; null is an answer too."""

    model_config = _CONFIG

    action: Literal["answer"]
    step: Step
    answer: JsonValue


class ClearStep(BaseModel):
    """`step` has no answer any more."""

    model_config = _CONFIG

    action: Literal["clear"]
    step: Step


class Navigate(BaseModel):
    """The person is at `step`, and came by `step_history`: forward and back alike."""

    model_config = _CONFIG

    action: Literal["navigate"]
    step: Step
    step_history: Annotated[list[Step], Field(max_length=MAX_STEP_HISTORY)]


class ChangeMode(BaseModel):
    """The person, who is at `step`, hears and speaks, or reads and writes."""

    model_config = _CONFIG

    action: Literal["mode"]
    step: Step
    is_audio_mode: Annotated[bool, Field(strict=True)]


SurveyChange: TypeAlias = AnswerStep | ClearStep | Navigate | ChangeMode


class NumberedChange(BaseModel):
    """
    One change of one client.

    Attributes:
        client_id: made anew by whoever numbers changes: a tab, an app.
        sequence: counts the changes of that client, up from 1. The same one again is applied once; a smaller
            one than the last is one that was applied.
    """

    model_config = _CONFIG

    client_id: ClientId
    sequence: Sequence53
    change: Annotated[SurveyChange, Field(discriminator="action")]


@dataclass(frozen=True, slots=True)
class UserChanges:
    """Changes of one person's session, in the order in which they are applied."""

    user_id: str
    changes: Sequence[NumberedChange]


@dataclass(frozen=True, slots=True)
class Applied:
    """
    What became of changes: all of them are durable.

    Attributes:
        revision: grows with every change of the session, whoever made it.
        revision_before: that before these changes.
        had_known: some of them were applied earlier, and others may have been put over them since.
    """

    session: SurveySession
    revision: int
    revision_before: int
    had_known: bool


def new_changes(changes: Sequence[NumberedChange], known: Mapping[str, int]) -> list[NumberedChange]:
    """Those of *changes* that were not applied; *known* are the last sequence numbers by client."""
    reached = dict(known)
    new = []
    for each in changes:
        if each.sequence > reached.get(each.client_id, 0):
            reached[each.client_id] = each.sequence
            new.append(each)
    return new


def with_changes(
    before: SurveySession | None, changes: Sequence[NumberedChange], now: str
) -> tuple[SurveySession, list[HistoryEntry]]:
    """
    *before* with *changes*, and what each of them changed: an answer that is changed and changed back was
    changed twice. There is a session or a change.

    Raises:
        ContentTooLarge: a session has no room for one of them.
    """
    session = before
    entries: list[HistoryEntry] = []
    for each in changes:
        earlier, session = session, changed_session(session, each.change, now)
        entries += history_between(earlier, session)
    if session is None:
        raise ValueError("There is neither a session nor a change.")
    return session, entries


def changed_session(before: SurveySession | None, change: SurveyChange, now: str) -> SurveySession:
    """
    *before* with *change*; where there is no session yet, one that begins at the step of the change.

    Raises:
        ContentTooLarge: a session has no room for it.
    """
    session = before.copy() if before is not None else new_session(change.step, now)
    session["updated_at"] = now
    match change:
        case AnswerStep():
            session["answers"] = {**session["answers"], change.step: change.answer}
        case ClearStep():
            rest = {step: answer for step, answer in session["answers"].items() if step != change.step}
            session["answers"] = rest
        case Navigate():
            session["current_step"] = change.step
            session["step_history"] = change.step_history
        case ChangeMode():
            session["is_audio_mode"] = change.is_audio_mode
    check_session(session, before)
    return session
