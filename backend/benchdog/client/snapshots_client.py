"""Snapshots over HTTP. SPEC 4."""

from typing import Any

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, checked_id, parsed
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject

PATH = "/persistence/snapshots"


class SnapshotMetadata(BaseModel):
    """A snapshot without its content; `url` opens it read-only. [N1]"""

    id: str
    title: str
    description: str
    created_at: str
    content_hash: str
    size_bytes: int
    session_id: str | None
    session_version: int | None
    audience: str
    url: str


class SnapshotCopy(BaseModel):
    """A snapshot as the service has it."""

    metadata: SnapshotMetadata
    content: dict[str, Any]


class SnapshotPage(BaseModel):
    """`next_cursor` is None on the last page. [L1]"""

    items: list[SnapshotMetadata]
    next_cursor: str | None


class SnapshotsClient:
    """Each method raises the errors of `ServiceConnection.ask`; SnapshotGone where one was there. [N3]"""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def create(self, title: str, content: JsonObject, *, description: str = "") -> SnapshotMetadata:
        """Raises ContentInvalid, ContentTooLarge: before anything is sent. [C1] [C4]"""
        content_hash = Content.from_value(content).content_hash
        sent = {"content": content, "content_hash": content_hash}
        return self._create({"title": title, "description": description, **sent})

    def create_from_session(
        self, title: str, session_id: str, *, version: int | None = None, description: str = ""
    ) -> SnapshotMetadata:
        """Of a saved *version*, the current one where it is None; needs no upload."""
        source = {"session_id": checked_id(session_id)} | ({} if version is None else {"version": version})
        return self._create({"title": title, "description": description, **source})

    def open(self, snapshot_id: str) -> SnapshotCopy:
        """Counts as a visit. [N4]"""
        return parsed(SnapshotCopy, self._connection.ask("GET", _path(snapshot_id)))

    def metadata(self, snapshot_id: str) -> SnapshotMetadata:
        return parsed(SnapshotMetadata, self._connection.ask("GET", f"{_path(snapshot_id)}/metadata"))

    def page(self, *, page_size: int | None = None, cursor: str | None = None) -> SnapshotPage:
        """The caller's own, newest first."""
        query = {"page_size": page_size, "cursor": cursor}
        return parsed(SnapshotPage, self._connection.ask("GET", PATH, query=query))

    def delete(self, snapshot_id: str) -> None:
        self._connection.ask("DELETE", _path(snapshot_id))

    def _create(self, body: dict[str, Any]) -> SnapshotMetadata:
        return parsed(SnapshotMetadata, self._connection.ask("POST", PATH, body=body))


def _path(snapshot_id: str) -> str:
    return f"{PATH}/{checked_id(snapshot_id)}"
