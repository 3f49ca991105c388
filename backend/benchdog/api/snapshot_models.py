"""Requests and answers about snapshots, visits and access logs."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, Field, StrictBool, model_validator

from benchdog.api.content_field import ContentField, ContentText, SentHash, checked_content
from benchdog.api.session_models import request_like
from benchdog.documents.ids import ID_PATTERN
from benchdog.documents.metadata import Description, SessionDetails, Title
from benchdog.documents.snapshot import Audience
from benchdog.resilience.clock import timestamp
from benchdog.stores.snapshot_metadata import (
    DayTotals,
    SnapshotDraft,
    SnapshotFromSession,
    SnapshotMetadata,
    VisitorMetadata,
    VisitTotals,
)


class SnapshotCreate(BaseModel):
    """A new snapshot, of the `content` that is sent or of a saved session: one of the two."""

    model_config = request_like(
        {"title": "For the review", "content": {"step": 1}},
        {"title": "For me", "session_id": "V1StGXR8_Z5j", "version": 1, "audience": "owner"},
        {"title": "For a while", "session_id": "V1StGXR8_Z5j", "expires_at": "2100-01-01T00:00:00Z"},
    )

    title: Title
    description: Description = ""
    audience: Audience = "signed_in"
    expires_at: AwareDatetime | None = Field(default=None, description="Never where it is left out.")
    content: ContentField | None = None
    content_hash: SentHash = None
    session_id: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    version: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        default=None, description="Of the session; the current one where it is left out."
    )

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.content is None) == (self.session_id is None):
            raise ValueError("Send either content or session_id.")
        if self.version is not None and self.session_id is None:
            raise ValueError("A version needs its session_id.")
        return self

    def to_draft(self) -> SnapshotDraft | SnapshotFromSession:
        details = SessionDetails(title=self.title, description=self.description)
        expires_at = _moment(self.expires_at)
        if self.content is not None:
            content = checked_content(self.content, self.content_hash)
            return SnapshotDraft(details, self.audience, content, expires_at)
        return SnapshotFromSession(details, self.audience, self.session_id or "", self.version, expires_at)


def _moment(given: datetime | None) -> str | None:
    return None if given is None else timestamp(given)


class SnapshotPatch(BaseModel):
    """At least one of the three. `expires_at` null means never."""

    model_config = request_like({"paused": True}, {"audience": "owner", "expires_at": "2100-01-01T00:00:00Z"})

    audience: Audience = Field(default_factory=lambda: "signed_in")
    expires_at: AwareDatetime | None = None
    paused: StrictBool = Field(default_factory=bool)

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("Send at least one of audience, expires_at and paused.")
        return self

    def to_members(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if "audience" in self.model_fields_set:
            members["audience"] = self.audience
        if "expires_at" in self.model_fields_set:
            members["expires_at"] = _moment(self.expires_at)
        if "paused" in self.model_fields_set:
            members["is_paused"] = self.paused
        return members


class SnapshotWithContent(BaseModel):
    metadata: SnapshotMetadata
    content: ContentText


class SnapshotVisits(VisitTotals):
    """Totals, days of UTC with visits of the last 90, a page of the visitors; the owner is in none. [N4]"""

    days: list[DayTotals]
    items: list[VisitorMetadata]
    next_cursor: str | None
