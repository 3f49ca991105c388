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


class SurveySessionsClient:
    """Each method raises the errors of `ServiceConnection.ask`."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def read(self, user_id: str) -> SurveySession:
        """Of the caller alone."""
        answer = self._connection.ask("GET", f"/api/session/{quote(user_id, safe='')}")
        return parsed(_SurveyAnswer, answer).session
