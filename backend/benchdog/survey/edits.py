"""Whole states of a survey session, as an app saves them. [U3]"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from pydantic import JsonValue

from benchdog.errors import NotFound
from benchdog.survey.session import SurveySession, check_session, new_session

Edit: TypeAlias = Callable[[SurveySession | None, str], SurveySession]
"""
Makes the next state of the stored one, which is None where there is none, and of the present time.

It may be called several times, and raises ValidationFailed or ContentTooLarge for what cannot be kept.
"""


def saved_state(
    current_step: str,
    answers: Mapping[str, JsonValue],
    step_history: Sequence[str],
    is_audio_mode: bool = False,
    session_data: Mapping[str, JsonValue] | None = None,
) -> Edit:
    """The whole session, new or in place of the stored one; without *session_data*, that stays."""

    def edit(before: SurveySession | None, now: str) -> SurveySession:
        session = new_session(current_step, now) if before is None else before.copy()
        session["current_step"] = current_step
        session["answers"] = dict(answers)
        session["step_history"] = list(step_history)
        session["is_audio_mode"] = is_audio_mode
        if session_data is not None:
            session["session_data"] = dict(session_data)
        return _checked(session, before, now)

    return edit


def updated_state(
    current_step: str | None = None,
    answers: Mapping[str, JsonValue] | None = None,
    step_history: Sequence[str] | None = None,
    is_audio_mode: bool | None = None,
) -> Edit:
    """What is given, in place of what is stored; the rest stays. Raises NotFound where nothing is stored."""

    def edit(before: SurveySession | None, now: str) -> SurveySession:
        if before is None:
            raise NotFound
        session = before.copy()
        if current_step is not None:
            session["current_step"] = current_step
        if answers is not None:
            session["answers"] = dict(answers)
        if step_history is not None:
            session["step_history"] = list(step_history)
        if is_audio_mode is not None:
            session["is_audio_mode"] = is_audio_mode
        return _checked(session, before, now)

    return edit


def _checked(session: SurveySession, before: SurveySession | None, now: str) -> SurveySession:
    session["updated_at"] = now
    check_session(session, before)
    return session
