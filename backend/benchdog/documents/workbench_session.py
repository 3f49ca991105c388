"""
Stored shapes of a workbench session, in the partition of its owner. [S5]

A session is a head (what is listed, sorted and polled), a document for each version, and content in pieces.
"""

from typing import Any, Literal, Self

from pydantic import Field

from benchdog.documents.metadata import SessionDetails
from benchdog.documents.stored_document import ContentChunk, StoredDocument, folded


class WorkbenchSessionHead(StoredDocument):
    """
    The session itself, about 1 KB; 4 KB with the longest details in three-byte characters.

    Attributes:
        chunk_count: pieces of the current content.
        last_opened_at: when its owner last opened or saved it; in a head without it, the last change. [S10]
        write_id: made anew for every change; tells after a lost answer whose change is stored.
        is_purging: deletion for good has begun; nothing may bring the session back.
    """

    kind: Literal["session"] = "session"
    owner_id: str
    title: str
    title_lower: str
    description: str
    description_lower: str
    tags: list[str]
    metadata_hash: str
    starred: bool = False
    created_at: str
    updated_at: str
    last_opened_at: str = Field(default_factory=lambda members: members["updated_at"])
    version: int
    content_hash: str
    size_bytes: int
    chunk_count: int
    saved_by: str
    write_id: str
    is_deleted: bool = False
    deleted_at: str | None = None
    is_purging: bool = False

    @property
    def state_tag(self) -> str:
        """
        Names this state in If-Match and If-None-Match, quotes included. [S3]

        The database's own ETag would not do: it changes when the session is opened. [S10]
        """
        return f'"{self.updated_at}.{self.write_id}"'

    def details(self) -> SessionDetails:
        return SessionDetails(title=self.title, description=self.description, tags=self.tags)

    def changed(self, **members: Any) -> Self:
        """A copy with other members, not yet stored."""
        return self.model_copy(update={**members, "etag": ""})


class WorkbenchSessionVersion(StoredDocument):
    """One saved state; only its label ever changes."""

    kind: Literal["version"] = "version"
    owner_id: str
    session_id: str
    number: int
    title: str
    saved_at: str
    saved_by: str
    content_hash: str
    size_bytes: int
    chunk_count: int
    label: str | None = None
    write_id: str

    @staticmethod
    def id_of(session_id: str, number: int) -> str:
        return f"{session_id}:v:{number}"


class SessionContentChunk(ContentChunk):
    """Named by the hash of the whole: content that comes back is stored once, and restored without upload."""

    owner_id: str
    session_id: str

    @staticmethod
    def id_of(session_id: str, content_hash: str, index: int) -> str:
        return f"{session_id}:c:{content_hash}:{index}"


def details_members(details: SessionDetails) -> dict[str, Any]:
    """What a head holds of *details*: the texts, the texts to search and sort by, and the hash."""
    return {
        **details.model_dump(),
        "title_lower": folded(details.title),
        "description_lower": folded(details.description),
        "metadata_hash": details.metadata_hash,
    }
