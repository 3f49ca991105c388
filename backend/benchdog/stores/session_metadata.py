"""What is told about sessions and their versions, apart from content. [S3]"""

from dataclasses import dataclass
from typing import Self

from pydantic import BaseModel, ConfigDict

from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.workbench_session import WorkbenchSessionHead, WorkbenchSessionVersion


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What a person wants to be saved."""

    details: SessionDetails
    content: Content


class SessionMetadata(BaseModel):
    """
    A session without its content.

    Times are ISO 8601 in UTC. `etag` names this state in If-Match; `saved_by` is the label of the device.
    `last_opened_at` is no part of that state: it changes without another ETag. [S10]
    """

    model_config = ConfigDict(frozen=True)

    id: str
    owner_id: str
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
    deleted_at: str | None
    etag: str

    @classmethod
    def of(cls, head: WorkbenchSessionHead) -> Self:
        members = {name: getattr(head, name) for name in cls.model_fields if name != "etag"}
        return cls(**members, etag=head.state_tag)


class VersionMetadata(BaseModel):
    """One saved state of a session without its content."""

    model_config = ConfigDict(frozen=True)

    number: int
    title: str
    saved_at: str
    saved_by: str
    content_hash: str
    size_bytes: int
    label: str | None

    @classmethod
    def of(cls, version: WorkbenchSessionVersion) -> Self:
        return cls(**{name: getattr(version, name) for name in cls.model_fields})


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """`canonical` is the text of the content; None where the caller has this state already."""

    metadata: SessionMetadata
    canonical: bytes | None


@dataclass(frozen=True, slots=True)
class OpenedVersion:
    metadata: VersionMetadata
    canonical: bytes
