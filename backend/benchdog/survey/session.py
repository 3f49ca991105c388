"""A survey session as a value, and what its history says about a change of it. [U3]"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, TypedDict

import orjson
from pydantic import JsonValue

from benchdog.errors import ContentTooLarge, ValidationFailed

MAX_ANSWERS: Final = 200
MAX_ANSWER_BYTES: Final = 4 * 1024
"""Of its JSON. Together with the number of answers it keeps a session below what Cosmos DB takes."""

MAX_STEP_LENGTH: Final = 100
MAX_STEP_HISTORY: Final = 500

_USER_ID: Final = re.compile(r"[A-Za-z0-9._@-]{1,128}\Z")


class SurveySession(TypedDict):
    """
    Where somebody is in a survey.

    `answers` are by step; `step_history` is the way to `current_step`, for going back; `session_data` is
    whatever else an app keeps; the times are ISO 8601 in UTC.
    """

    current_step: str
    answers: dict[str, JsonValue]
    step_history: list[str]
    is_audio_mode: bool
    session_data: dict[str, JsonValue]
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """
    One thing that changed: `start` and `navigate` (to `step`), `answer` and `clear` (of `step`), `mode`
    (`answer` says whether audio), `data`.
    """

    action: str
    step: str
    answer: JsonValue = None


def check_user_id(user_id: str) -> None:
    """
    Raises:
        ValidationFailed: it has other characters than ids of people have, or none, or more than 128.
    """
    if _USER_ID.match(user_id) is None:
        raise ValidationFailed("A user id is 1–128 of A–Z a–z 0–9 . _ @ -", field="user_id")


def check_session(session: SurveySession, before: SurveySession | None = None) -> None:
    """
    What is as it was *before* is kept: a file of seed 001 may hold more than is taken now, and whoever has
    such a session goes on.

    Raises:
        ValidationFailed: a step without a name, or something that JSON has no form for.
        ContentTooLarge: more answers, longer ones or a longer way than a session keeps.
    """
    known = before if before is not None else new_session(session["current_step"], session["updated_at"])
    known_steps = [] if before is None else list(_steps(before))
    for step in _steps(session):
        if not isinstance(step, str) or not (0 < len(step) <= MAX_STEP_LENGTH or step in known_steps):
            raise ValidationFailed(f"A step has a name of 1–{MAX_STEP_LENGTH} characters.", field="step")
    _check_limit("answers", len(session["answers"]), max(MAX_ANSWERS, len(known["answers"])))
    _check_limit(
        "step_history", len(session["step_history"]), max(MAX_STEP_HISTORY, len(known["step_history"]))
    )
    for step, answer in session["answers"].items():
        _check_answer(answer, known["answers"].get(step))
    _check_answer(session["session_data"], known["session_data"])


def _steps(session: SurveySession) -> Iterator[str]:
    return chain([session["current_step"]], session["step_history"], session["answers"])


def _check_answer(answer: JsonValue, before: JsonValue) -> None:
    size_bytes = len(json_bytes(answer))
    if size_bytes > MAX_ANSWER_BYTES and answer != before:
        _check_limit("answer", size_bytes, MAX_ANSWER_BYTES)


def json_bytes(value: Any) -> bytes:
    """
    Raises:
        ValidationFailed: JSON has no form for *value*.
    """
    try:
        encoded = orjson.dumps(value)
    except TypeError as error:
        raise ValidationFailed("An answer is JSON: text, numbers, lists, objects.", field="answer") from error
    # orjson writes null for what is no number, and nobody would hear that it is gone.
    if b"null" in encoded and not _is_finite(value):
        raise ValidationFailed("An answer is JSON, which has neither NaN nor Infinity.", field="answer")
    return encoded


def _is_finite(value: Any) -> bool:
    match value:
        case float():
            return math.isfinite(value)
        case dict():
            return all(map(_is_finite, value.values()))
        case list() | tuple():
            return all(map(_is_finite, value))
        case _:
            return True


def new_session(step: str, now: str) -> SurveySession:
    return SurveySession(
        current_step=step,
        answers={},
        step_history=[],
        is_audio_mode=False,
        session_data={},
        created_at=now,
        updated_at=now,
    )


def history_between(before: SurveySession | None, after: SurveySession) -> list[HistoryEntry]:
    """What changed from *before* to *after*; nothing where they say the same."""
    return list(_differences(before, after))


def _differences(before: SurveySession | None, after: SurveySession) -> Iterator[HistoryEntry]:
    step = after["current_step"]
    if before is None:
        yield HistoryEntry("start", step)
        before = new_session(step, after["created_at"])
    yield from _answer_differences(before["answers"], after["answers"])
    if (before["current_step"], before["step_history"]) != (step, after["step_history"]):
        yield HistoryEntry("navigate", step)
    if before["is_audio_mode"] != after["is_audio_mode"]:
        yield HistoryEntry("mode", step, after["is_audio_mode"])
    if before["session_data"] != after["session_data"]:
        yield HistoryEntry("data", step, after["session_data"])


def _answer_differences(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]
) -> Iterator[HistoryEntry]:
    for step, answer in after.items():
        # As JSON: for Python, True and 1 are the same.
        if step not in before or json_bytes(before[step]) != json_bytes(answer):
            yield HistoryEntry("answer", step, answer)
    for step in before:
        if step not in after:
            yield HistoryEntry("clear", step)


def _check_limit(name: str, size: int, limit: int) -> None:
    if size > limit:
        raise ContentTooLarge(f"The {name} of a survey may be at most {limit}.", part=name, limit=limit)
