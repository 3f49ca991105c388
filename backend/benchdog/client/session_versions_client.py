"""Versions of workbench sessions over HTTP. SPEC 3."""

from typing import Any

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, parsed
from benchdog.client.workbench_sessions_client import SessionMetadata, session_path


class VersionMetadata(BaseModel):
    """One saved state of a session without its content."""

    number: int
    title: str
    saved_at: str
    saved_by: str
    content_hash: str
    size_bytes: int
    label: str | None


class VersionCopy(BaseModel):
    """A version as the service has it."""

    metadata: VersionMetadata
    content: dict[str, Any]


class VersionPage(BaseModel):
    """`next_cursor` is None on the last page. [L1]"""

    items: list[VersionMetadata]
    next_cursor: str | None


class SessionVersionsClient:
    """Each method raises the errors of `ServiceConnection.ask`; NotFound for an unknown session or number."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def page(
        self, session_id: str, *, page_size: int | None = None, cursor: str | None = None
    ) -> VersionPage:
        """Newest first."""
        query = {"page_size": page_size, "cursor": cursor}
        answer = self._connection.ask("GET", f"{session_path(session_id)}/versions", query=query)
        return parsed(VersionPage, answer)

    def open(self, session_id: str, number: int) -> VersionCopy:
        return parsed(VersionCopy, self._connection.ask("GET", _path(session_id, number)))

    def label(self, session_id: str, number: int, label: str | None) -> VersionMetadata:
        """A named version is never thinned; None takes the name away. [S7]"""
        answer = self._connection.ask("PATCH", _path(session_id, number), body={"label": label})
        return parsed(VersionMetadata, answer)

    def restore(self, session_id: str, number: int, *, if_match: str) -> SessionMetadata:
        """A new version on top with the content of *number*. Raises VersionConflict. [S3] [S7]"""
        path = f"{_path(session_id, number)}/restore"
        return parsed(SessionMetadata, self._connection.ask("POST", path, if_match=if_match))


def _path(session_id: str, number: int) -> str:
    return f"{session_path(session_id)}/versions/{number}"
