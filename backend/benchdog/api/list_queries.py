"""Parameters of the lists. [L1] [L2] [L3]"""

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from benchdog.stores.list_filters import (
    AccessLogFilter,
    SessionFilter,
    SnapshotFilter,
    TextFilter,
    TimeRange,
)
from benchdog.stores.listing import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageRequest

MAX_FILTER_LENGTH: Final = 250
MAX_CURSOR_LENGTH: Final = 2000

FilterText = Annotated[str, Field(max_length=MAX_FILTER_LENGTH)]

_STORED_NAMES: Final = {"title": "title_lower"}
"""Titles sort without case. [L2]"""


class PageQuery(BaseModel):
    """Which page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page_size: int = Field(default=DEFAULT_PAGE_SIZE, ge=1, le=MAX_PAGE_SIZE)
    cursor: str | None = Field(default=None, max_length=MAX_CURSOR_LENGTH)


class _ListQuery(PageQuery):
    sort_direction: Literal["asc", "desc"] = "desc"
    filter_text: FilterText | None = Field(default=None, description="In title or description.")
    filter_title: FilterText | None = None
    filter_description: FilterText | None = None

    def texts(self) -> TextFilter:
        return TextFilter(self.filter_text, self.filter_title, self.filter_description)

    def _page_request(self, sort_by: str) -> PageRequest:
        stored_name = _STORED_NAMES.get(sort_by, sort_by)
        return PageRequest(stored_name, self.sort_direction == "desc", self.page_size, self.cursor)


class SessionListQuery(_ListQuery):
    sort_by: Literal["updated_at", "created_at", "last_opened_at", "title", "size_bytes"] = "updated_at"
    filter_tag: FilterText | None = None
    filter_starred: bool | None = None
    filter_created_from: AwareDatetime | None = None
    filter_created_to: AwareDatetime | None = None
    filter_updated_from: AwareDatetime | None = None
    filter_updated_to: AwareDatetime | None = None
    filter_last_opened_from: AwareDatetime | None = None
    filter_last_opened_to: AwareDatetime | None = None
    deleted: bool = Field(default=False, description="Those in the trash instead.")

    def page_request(self) -> PageRequest:
        return self._page_request(self.sort_by)

    def filters(self) -> SessionFilter:
        return SessionFilter(
            texts=self.texts(),
            created=TimeRange(self.filter_created_from, self.filter_created_to),
            updated=TimeRange(self.filter_updated_from, self.filter_updated_to),
            last_opened=TimeRange(self.filter_last_opened_from, self.filter_last_opened_to),
            tag=self.filter_tag,
            is_starred=self.filter_starred,
        )


class SnapshotListQuery(_ListQuery):
    sort_by: Literal["created_at", "title"] = "created_at"
    filter_created_from: AwareDatetime | None = None
    filter_created_to: AwareDatetime | None = None
    deleted: bool = Field(default=False, description="Those in the trash instead.")

    def page_request(self) -> PageRequest:
        return self._page_request(self.sort_by)

    def filters(self) -> SnapshotFilter:
        return SnapshotFilter(self.texts(), TimeRange(self.filter_created_from, self.filter_created_to))


class AccessLogListQuery(_ListQuery):
    sort_by: Literal["last_visited_at", "visits", "title"] = "last_visited_at"
    filter_last_visited_from: AwareDatetime | None = None
    filter_last_visited_to: AwareDatetime | None = None
    filter_owner_id: FilterText | None = None
    filter_snapshot_deleted: bool | None = None

    def page_request(self) -> PageRequest:
        return self._page_request(self.sort_by)

    def filters(self) -> AccessLogFilter:
        return AccessLogFilter(
            texts=self.texts(),
            last_visited=TimeRange(self.filter_last_visited_from, self.filter_last_visited_to),
            owner_id=self.filter_owner_id,
            is_snapshot_deleted=self.filter_snapshot_deleted,
        )
