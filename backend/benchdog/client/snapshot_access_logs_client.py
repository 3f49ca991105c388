"""What the caller has opened of what others shared, over HTTP. SPEC 4."""

from datetime import datetime
from typing import Literal, TypedDict, Unpack

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, checked_id, parsed

PATH = "/persistence/snapshot_access_logs"


class AccessLogMetadata(BaseModel):
    """The caller's visits of one snapshot, with its metadata; times are ISO 8601 in UTC."""

    snapshot_id: str
    title: str
    description: str
    owner_id: str
    snapshot_created_at: str
    snapshot_deleted: bool
    visits: int
    first_visited_at: str
    last_visited_at: str


class AccessLogPage(BaseModel):
    """`next_cursor` is None on the last page. [L1]"""

    items: list[AccessLogMetadata]
    next_cursor: str | None


class AccessLogListQuery(TypedDict, total=False):
    """[L2] [L3] Moments are aware; a filter that is None is left out."""

    sort_by: Literal["last_visited_at", "visits", "title"] | None
    sort_direction: Literal["asc", "desc"] | None
    filter_text: str | None
    filter_title: str | None
    filter_description: str | None
    filter_last_visited_from: datetime | None
    filter_last_visited_to: datetime | None
    filter_owner_id: str | None
    filter_snapshot_deleted: bool | None


class SnapshotAccessLogsClient:
    """Each method raises the errors of `ServiceConnection.ask`."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def page(
        self, *, page_size: int | None = None, cursor: str | None = None, **query: Unpack[AccessLogListQuery]
    ) -> AccessLogPage:
        """The last visited first unless *query* says otherwise."""
        pages = {"page_size": page_size, "cursor": cursor}
        return parsed(AccessLogPage, self._connection.ask("GET", PATH, query={**pages, **query}))

    def forget(self, snapshot_id: str) -> None:
        """The caller's log, nothing else."""
        self._connection.ask("DELETE", f"{PATH}/{checked_id(snapshot_id)}")
