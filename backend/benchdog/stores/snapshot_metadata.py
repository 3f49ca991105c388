"""What is told about snapshots, their visitors and access logs, apart from content."""

from dataclasses import dataclass
from typing import Self

from pydantic import BaseModel, ConfigDict

from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.snapshot import Audience, SnapshotFacts, SnapshotVisitor
from benchdog.documents.snapshot_access_log import SnapshotAccessLog


@dataclass(frozen=True, slots=True)
class SnapshotDraft:
    """A snapshot to be made; `content` is sent, or comes from a session."""

    details: SessionDetails
    audience: Audience
    content: Content
    expires_at: str | None = None


@dataclass(frozen=True, slots=True)
class SnapshotFromSession:
    """`version` None is the current one."""

    details: SessionDetails
    audience: Audience
    session_id: str
    version: int | None = None
    expires_at: str | None = None


class SnapshotMetadata(BaseModel):
    """A snapshot without its content; `url` opens it read-only. Times are ISO 8601 in UTC. [N1]"""

    model_config = ConfigDict(frozen=True)

    id: str
    owner_id: str
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
    deleted_at: str | None
    url: str
    etag: str

    @classmethod
    def of(cls, facts: SnapshotFacts, *, url: str) -> Self:
        """The ETag is our own, so that the snapshot and the owner's entry for it have the same."""
        return cls(
            id=facts.snapshot_id,
            owner_id=facts.owner_id,
            title=facts.title,
            description=facts.description,
            created_at=facts.created_at,
            content_hash=facts.content_hash,
            size_bytes=facts.size_bytes,
            session_id=facts.session_id,
            session_version=facts.session_version,
            audience=facts.audience,
            expires_at=facts.expires_at,
            is_paused=facts.is_paused,
            deleted_at=facts.deleted_at,
            url=url,
            etag=f'"{facts.write_id}"',
        )


@dataclass(frozen=True, slots=True)
class OpenedSnapshot:
    """`canonical` is the text of the content; None where the caller has it already."""

    metadata: SnapshotMetadata
    canonical: bytes | None


class VisitorMetadata(BaseModel):
    """One visitor of a snapshot; `is_owner` numbers are left out of the totals. [N4]"""

    model_config = ConfigDict(frozen=True)

    visitor_id: str
    is_owner: bool
    visits: int
    first_visited_at: str
    last_visited_at: str

    @classmethod
    def of(cls, visitor: SnapshotVisitor) -> Self:
        return cls(**{name: getattr(visitor, name) for name in cls.model_fields})


class VisitTotals(BaseModel):
    """Everybody's visits but the owner's; `last_visited_at` is None where nobody came yet."""

    model_config = ConfigDict(frozen=True)

    visits: int
    visitors: int
    last_visited_at: str | None


class DayTotals(BaseModel):
    """Visits on one day of UTC, and by how many different visitors; the owner is in neither."""

    model_config = ConfigDict(frozen=True)

    day: str
    visits: int
    visitors: int


class AccessLogMetadata(BaseModel):
    """One visitor's record of one snapshot, with what is known of the snapshot."""

    model_config = ConfigDict(frozen=True)

    snapshot_id: str
    owner_id: str
    title: str
    description: str
    snapshot_created_at: str
    snapshot_deleted: bool
    visits: int
    first_visited_at: str
    last_visited_at: str

    @classmethod
    def of(cls, log: SnapshotAccessLog) -> Self:
        return cls(**{name: getattr(log, name) for name in cls.model_fields})
