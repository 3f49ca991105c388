"""Workbench sessions over HTTP. SPEC 3."""

from datetime import datetime
from typing import Any, Literal, TypedDict, Unpack

from pydantic import BaseModel

from benchdog.client.service_connection import NOT_MODIFIED, ServiceConnection, checked_id, parsed
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails

PATH = "/persistence/sessions"


class SessionMetadata(BaseModel):
    """
    A session without its content; times are ISO 8601 in UTC, `etag` names the state in a save.

    `deleted_at` is None unless it is in the trash; `owner_id` is empty where a draft alone remembers it.
    """

    id: str
    title: str
    description: str
    tags: list[str]
    starred: bool
    created_at: str
    updated_at: str
    last_opened_at: str
    version: int
    content_hash: str
    metadata_hash: str
    size_bytes: int
    saved_by: str
    etag: str
    owner_id: str = ""
    deleted_at: str | None = None

    @property
    def details(self) -> SessionDetails:
        return SessionDetails(title=self.title, description=self.description, tags=self.tags)


class SessionCopy(BaseModel):
    """A session as the service had it."""

    metadata: SessionMetadata
    content: dict[str, Any]


class SessionListQuery(TypedDict, total=False):
    """[L2] [L3] Moments are aware; a filter that is None is left out."""

    sort_by: Literal["updated_at", "created_at", "last_opened_at", "title", "size_bytes"] | None
    sort_direction: Literal["asc", "desc"] | None
    filter_text: str | None
    filter_title: str | None
    filter_description: str | None
    filter_tag: str | None
    filter_starred: bool | None
    filter_created_from: datetime | None
    filter_created_to: datetime | None
    filter_updated_from: datetime | None
    filter_updated_to: datetime | None
    filter_last_opened_from: datetime | None
    filter_last_opened_to: datetime | None
    deleted: bool | None


class SessionPage(BaseModel):
    """`next_cursor` is None on the last page. [L1]"""

    items: list[SessionMetadata]
    next_cursor: str | None


class WorkbenchSessionsClient:
    """
    Each method raises the errors of `ServiceConnection.ask`.

    Content is checked and hashed before it is sent: a method that sends some also raises ContentInvalid and
    ContentTooLarge without asking the service. [C1] [C3] [C4]
    """

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def create(
        self, details: SessionDetails, content: JsonObject, *, idempotency_key: str | None = None
    ) -> SessionMetadata:
        body = _whole(details, content)
        answer = self._connection.ask("POST", PATH, body=body, idempotency_key=idempotency_key)
        return parsed(SessionMetadata, answer)

    def open(self, session_id: str) -> SessionCopy:
        """Raises NotFound: unknown, or somebody else's. [S2]"""
        return parsed(SessionCopy, self._connection.ask("GET", session_path(session_id)))

    def metadata(self, session_id: str) -> SessionMetadata:
        answer = self._connection.ask("GET", f"{session_path(session_id)}/metadata")
        return parsed(SessionMetadata, answer)

    def newer_metadata(self, session_id: str, *, than: str) -> SessionMetadata | None:
        """None where the ETag is *than* still. Reads no content: for polling. [B4]"""
        path = f"{session_path(session_id)}/metadata"
        answer = self._connection.ask("GET", path, if_none_match=than)
        return None if answer.status_code == NOT_MODIFIED else parsed(SessionMetadata, answer)

    def save(
        self,
        session_id: str,
        details: SessionDetails,
        content: JsonObject,
        *,
        if_match: str,
        idempotency_key: str | None = None,
    ) -> SessionMetadata:
        """Raises VersionConflict: the stored ETag is no longer *if_match*. [S3]"""
        body = _whole(details, content)
        answer = self._connection.ask(
            "PUT",
            session_path(session_id),
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            content_hash=body["content_hash"],
        )
        return parsed(SessionMetadata, answer)

    def edit(
        self,
        session_id: str,
        members: dict[str, Any],
        *,
        if_match: str,
        idempotency_key: str | None = None,
    ) -> SessionMetadata:
        """Some of title, description, tags and starred; no new version. Raises VersionConflict. [S3]"""
        path = session_path(session_id)
        answer = self._connection.ask(
            "PATCH", path, body=members, if_match=if_match, idempotency_key=idempotency_key
        )
        return parsed(SessionMetadata, answer)

    def page(
        self, *, page_size: int | None = None, cursor: str | None = None, **query: Unpack[SessionListQuery]
    ) -> SessionPage:
        """The caller's own, the last changed first unless *query* says otherwise."""
        pages = {"page_size": page_size, "cursor": cursor}
        return parsed(SessionPage, self._connection.ask("GET", PATH, query={**pages, **query}))

    def delete(self, session_id: str, *, is_permanent: bool = False, if_match: str | None = None) -> None:
        """
        To the trash for 30 days, or at once and for good.

        Raises:
            VersionConflict: *if_match* is given, and the stored ETag is another one. [S3]
        """
        query = {"permanent": is_permanent or None}
        self._connection.ask("DELETE", session_path(session_id), query=query, if_match=if_match)

    def restore(self, session_id: str) -> SessionMetadata:
        """Back from the trash."""
        answer = self._connection.ask("POST", f"{session_path(session_id)}/restore")
        return parsed(SessionMetadata, answer)


def session_path(session_id: str) -> str:
    """Raises NotFound: not the form of an id."""
    return f"{PATH}/{checked_id(session_id)}"


def _whole(details: SessionDetails, content: JsonObject) -> dict[str, Any]:
    checked = Content.from_value(content)
    return {**details.model_dump(), "content": content, "content_hash": checked.content_hash}
