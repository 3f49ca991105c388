"""Snapshots over HTTP. SPEC 4."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypedDict, Unpack

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, checked_id, parsed
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject

PATH = "/persistence/snapshots"


Audience: TypeAlias = Literal["signed_in", "owner", "public"]
"""Anyone signed in who has the link, the owner alone, or anyone who has the link. [N2]"""


@dataclass(frozen=True, slots=True)
class Sharing:
    """`expires_at` is aware: from then on nobody can open it; None is never."""

    audience: Audience = "signed_in"
    expires_at: datetime | None = None


DEFAULT_SHARING: Final = Sharing()


class SharingChange(TypedDict, total=False):
    """What the owner can change of a snapshot; a member that is missing stays as it is."""

    audience: Audience
    expires_at: datetime | None
    paused: bool


class SnapshotMetadata(BaseModel):
    """
    A snapshot without its content; `url` opens it read-only. [N1]

    `deleted_at` is None unless it is in the trash.
    """

    id: str
    title: str
    description: str
    created_at: str
    content_hash: str
    size_bytes: int
    session_id: str | None
    session_version: int | None
    audience: Audience
    expires_at: str | None
    is_paused: bool
    url: str
    owner_id: str = ""
    deleted_at: str | None = None


class SnapshotCopy(BaseModel):
    """A snapshot as the service has it."""

    metadata: SnapshotMetadata
    content: dict[str, Any]


class SnapshotPage(BaseModel):
    """`next_cursor` is None on the last page. [L1]"""

    items: list[SnapshotMetadata]
    next_cursor: str | None


class SnapshotListQuery(TypedDict, total=False):
    """[L2] [L3] Moments are aware; a filter that is None is left out."""

    sort_by: Literal["created_at", "title"] | None
    sort_direction: Literal["asc", "desc"] | None
    filter_text: str | None
    filter_title: str | None
    filter_description: str | None
    filter_created_from: datetime | None
    filter_created_to: datetime | None
    deleted: bool | None


class VisitorMetadata(BaseModel):
    """One visitor of a snapshot; times are ISO 8601 in UTC."""

    visitor_id: str
    is_owner: bool
    visits: int
    first_visited_at: str
    last_visited_at: str


class DayTotals(BaseModel):
    """`day` is YYYY-MM-DD in UTC."""

    day: str
    visits: int
    visitors: int


class SnapshotVisits(BaseModel):
    """Totals without the owner's own visits, the last 90 days, and a page of visitors. [N4]"""

    visits: int
    visitors: int
    last_visited_at: str | None
    days: list[DayTotals]
    items: list[VisitorMetadata]
    next_cursor: str | None


class SnapshotsClient:
    """Each method raises the errors of `ServiceConnection.ask`; SnapshotGone where one was there. [N3]"""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def create(
        self,
        title: str,
        content: JsonObject,
        *,
        description: str = "",
        sharing: Sharing = DEFAULT_SHARING,
        idempotency_key: str | None = None,
    ) -> SnapshotMetadata:
        """Raises ContentInvalid, ContentTooLarge: before anything is sent. [C1] [C4]"""
        content_hash = Content.from_value(content).content_hash
        source = {"content": content, "content_hash": content_hash}
        words = {"title": title, "description": description}
        return self._create({**words, **source}, sharing, idempotency_key)

    def create_from_session(
        self,
        title: str,
        session_id: str,
        *,
        version: int | None = None,
        description: str = "",
        sharing: Sharing = DEFAULT_SHARING,
        idempotency_key: str | None = None,
    ) -> SnapshotMetadata:
        """Of a saved *version*, the current one where it is None; needs no upload."""
        source = {"session_id": checked_id(session_id)} | ({} if version is None else {"version": version})
        words = {"title": title, "description": description}
        return self._create({**words, **source}, sharing, idempotency_key)

    def open(self, snapshot_id: str) -> SnapshotCopy:
        """Counts as a visit. [N4]"""
        return parsed(SnapshotCopy, self._connection.ask("GET", _path(snapshot_id)))

    def metadata(self, snapshot_id: str) -> SnapshotMetadata:
        return parsed(SnapshotMetadata, self._connection.ask("GET", f"{_path(snapshot_id)}/metadata"))

    def page(
        self, *, page_size: int | None = None, cursor: str | None = None, **query: Unpack[SnapshotListQuery]
    ) -> SnapshotPage:
        """The caller's own, newest first unless *query* says otherwise."""
        pages = {"page_size": page_size, "cursor": cursor}
        return parsed(SnapshotPage, self._connection.ask("GET", PATH, query={**pages, **query}))

    def change_sharing(self, snapshot_id: str, **change: Unpack[SharingChange]) -> SnapshotMetadata:
        """The content never changes."""
        body: dict[str, Any] = {**change}
        if "expires_at" in change:
            body["expires_at"] = _moment(change["expires_at"])
        return parsed(SnapshotMetadata, self._connection.ask("PATCH", _path(snapshot_id), body=body))

    def delete(self, snapshot_id: str) -> None:
        """To the trash for 30 days."""
        self._connection.ask("DELETE", _path(snapshot_id))

    def restore(self, snapshot_id: str) -> SnapshotMetadata:
        """Back from the trash."""
        return parsed(SnapshotMetadata, self._connection.ask("POST", f"{_path(snapshot_id)}/restore"))

    def visits(
        self, snapshot_id: str, *, page_size: int | None = None, cursor: str | None = None
    ) -> SnapshotVisits:
        """For the owner only."""
        query = {"page_size": page_size, "cursor": cursor}
        return parsed(
            SnapshotVisits, self._connection.ask("GET", f"{_path(snapshot_id)}/visits", query=query)
        )

    def _create(
        self, body: dict[str, Any], sharing: Sharing, idempotency_key: str | None
    ) -> SnapshotMetadata:
        shared = {"audience": sharing.audience, "expires_at": _moment(sharing.expires_at)}
        answer = self._connection.ask("POST", PATH, body=body | shared, idempotency_key=idempotency_key)
        return parsed(SnapshotMetadata, answer)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _path(snapshot_id: str) -> str:
    return f"{PATH}/{checked_id(snapshot_id)}"
