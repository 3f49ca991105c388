"""
Stored shapes of a snapshot, in a partition of its own: the snapshot, its content in pieces, its visitors.

What its owner lists is a document in the owner's partition of `sessions`, because a list across partitions
would lose documents between its pages.
"""

from typing import Literal, Self

from benchdog.documents.stored_document import ContentChunk, StoredDocument

Audience = Literal["signed_in", "owner"]
"""Who may open it: anyone signed in who has the link, or its owner alone. [N2]"""


class SnapshotFacts(StoredDocument):
    """
    What is known of a snapshot without its content.

    Attributes:
        write_id: made anew for every change; the ETag that callers see, and what tells after a lost answer
            whose change is stored.
        session_id, session_version: where the content came from; absent where it was sent.
        ttl: seconds until the tombstone of a deleted one ends. [N3]
    """

    snapshot_id: str
    owner_id: str
    title: str
    title_lower: str
    description: str
    description_lower: str
    created_at: str
    content_hash: str
    size_bytes: int
    write_id: str
    session_id: str | None = None
    session_version: int | None = None
    audience: Audience = "signed_in"
    is_deleted: bool = False
    deleted_at: str | None = None
    ttl: int | None = None


class Snapshot(SnapshotFacts):
    """The snapshot itself, `id` is its id; after deletion its tombstone."""

    kind: Literal["snapshot"] = "snapshot"
    chunk_count: int


class SnapshotListing(SnapshotFacts):
    """The owner's entry for a snapshot, in the owner's partition of `sessions`."""

    kind: Literal["snapshot_listing"] = "snapshot_listing"

    @staticmethod
    def id_of(snapshot_id: str) -> str:
        return f"snapshot:{snapshot_id}"

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        facts = {name: getattr(snapshot, name) for name in SnapshotFacts.model_fields if name != "etag"}
        return cls.model_validate({**facts, "id": cls.id_of(snapshot.id)})


class SnapshotContentChunk(ContentChunk):
    snapshot_id: str

    @staticmethod
    def id_of(snapshot_id: str, index: int) -> str:
        return f"{snapshot_id}:c:{index}"


class SnapshotVisitor(StoredDocument):
    """
    One visitor's numbers, copied from the visitor's access log: absolute, so copying twice changes nothing.

    `is_owner` numbers are kept and left out of the totals. [N4]
    """

    kind: Literal["visitor"] = "visitor"
    snapshot_id: str
    visitor_id: str
    is_owner: bool
    visits: int
    first_visited_at: str
    last_visited_at: str

    @staticmethod
    def id_of(snapshot_id: str, visitor_id: str) -> str:
        return f"{snapshot_id}:u:{visitor_id}"
