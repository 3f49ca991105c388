"""Conversations of workbench sessions over HTTP. [S9]"""

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, parsed
from benchdog.client.workbench_sessions_client import session_path


class Message(BaseModel):
    """`number` counts from 1 without gaps; `at` is ISO 8601 in UTC."""

    number: int
    author_id: str
    at: str
    text: str


class MessagePage(BaseModel):
    """Oldest first; `next_cursor` is None on the last page. [L1]"""

    items: list[Message]
    next_cursor: str | None


class ConversationStatus(BaseModel):
    """`last_at` is None where nothing was said yet."""

    count: int
    last_at: str | None


class ConversationsClient:
    """Each method raises the errors of `ServiceConnection.ask`; NotFound for an unknown session."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def status(self, session_id: str) -> ConversationStatus:
        return parsed(ConversationStatus, self._connection.ask("GET", f"{_path(session_id)}/status"))

    def page(
        self, session_id: str, *, page_size: int | None = None, cursor: str | None = None
    ) -> MessagePage:
        query = {"page_size": page_size, "cursor": cursor}
        return parsed(MessagePage, self._connection.ask("GET", _path(session_id), query=query))

    def say(self, session_id: str, text: str, *, idempotency_key: str | None = None) -> Message:
        """
        *text* has 1 to 4,000 characters, trimmed.

        Args:
            idempotency_key: for whoever says it again because no answer came: it is said once. [R4]
        """
        body = {"text": text}
        answer = self._connection.ask("POST", _path(session_id), body=body, idempotency_key=idempotency_key)
        return parsed(Message, answer)


def _path(session_id: str) -> str:
    return f"{session_path(session_id)}/conversation"
