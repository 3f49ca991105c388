"""Requests and answers about snapshots, visits and access logs."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from benchdog.api.content_field import ContentField, ContentText, SentHash, checked_content
from benchdog.api.session_models import REQUEST_CONFIG
from benchdog.documents.ids import ID_PATTERN
from benchdog.documents.metadata import Description, SessionDetails, Title
from benchdog.documents.snapshot import Audience
from benchdog.stores.snapshot_metadata import (
    SnapshotDraft,
    SnapshotFromSession,
    SnapshotMetadata,
    VisitorMetadata,
    VisitTotals,
)


class SnapshotCreate(BaseModel):
    """A new snapshot, of the `content` that is sent or of a saved session: one of the two."""

    model_config = REQUEST_CONFIG

    title: Title
    description: Description = ""
    audience: Audience = "signed_in"
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
        if self.content is not None:
            content = checked_content(self.content, self.content_hash)
            return SnapshotDraft(details, self.audience, content)
        return SnapshotFromSession(details, self.audience, self.session_id or "", self.version)


class SnapshotWithContent(BaseModel):
    metadata: SnapshotMetadata
    content: ContentText


class SnapshotVisits(VisitTotals):
    """Totals, and a page of the visitors; the owner is in neither. [N4]"""

    items: list[VisitorMetadata]
    next_cursor: str | None
