"""Survey sessions over HTTP; what changes them goes over their WebSocket. [U4]"""

from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, parsed


class SurveySession(BaseModel):
    current_step: str
    answers: dict[str, Any]
    step_history: list[str]
    is_audio_mode: bool


class _SurveyAnswer(BaseModel):
    success: Literal[True]
    session: SurveySession


class SurveyStepReport(BaseModel):
    """`reached`: how many people were ever there; `abandoned`: how many gave up there."""

    step: str
    reached: int
    abandoned: int


class SurveyReport(BaseModel):
    """`median_duration_seconds` is from the beginning to the last step; None where nobody came there."""

    sessions: int
    finished: int
    median_duration_seconds: float | None
    steps: list[SurveyStepReport]


class SurveySessionsClient:
    """Each method raises the errors of `ServiceConnection.ask`."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def read(self, user_id: str) -> SurveySession:
        """Of the caller alone."""
        answer = self._connection.ask("GET", f"/api/session/{quote(user_id, safe='')}")
        return parsed(_SurveyAnswer, answer).session

    def report(self, *, last_step: str | None = None, idle_hours: float | None = None) -> SurveyReport:
        """Of all sessions, for an administrator. Who changed nothing for *idle_hours* has given up."""
        query = {"last_step": last_step, "idle_hours": idle_hours}
        return parsed(SurveyReport, self._connection.ask("GET", "/persistence/survey_report", query=query))
