"""
Stored shapes of a snapshot, in a partition of its own: the snapshot, its content in pieces, its visitors.

What its owner lists is a document in the owner's partition of `sessions`, because a list across partitions
would lose documents between its pages.
"""

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from benchdog.documents.stored_document import ContentChunk, StoredDocument

Audience = Literal["signed_in", "owner", "public"]
"""Who may open it: anyone signed in who has the link, its owner alone, or anyone who has the link. [N2]"""


class SnapshotFacts(StoredDocument):
    """
    What is known of a snapshot without its content.

    Attributes:
        write_id: made anew for every change; the ETag that callers see, and what tells after a lost answer
            whose change is stored.
        session_id, session_version: where the content came from; absent where it was sent.
        expires_at: from then on it cannot be opened any more; None is never.
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
    expires_at: str | None = None
    is_paused: bool = False
    is_deleted: bool = False
    deleted_at: str | None = None
    ttl: int | None = None


class Snapshot(SnapshotFacts):
    """
    The snapshot itself, `id` is its id; after deletion its tombstone.

    Attributes:
        changed_at: of the last change of what it says about itself; None where there was none.
        is_settled: the owner's entry and the visitors' logs say of it what it says itself; where not, that
            is work for the reconciler. [N5]
    """

    kind: Literal["snapshot"] = "snapshot"
    chunk_count: int
    changed_at: str | None = None
    is_settled: bool = True


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


class DayVisits(BaseModel):
    """`day` is a date of UTC, such as 2026-11-21."""

    model_config = ConfigDict(frozen=True)

    day: str
    visits: int


class SnapshotVisitor(StoredDocument):
    """
    One visitor's numbers, copied from the visitor's access log: absolute, so copying twice changes nothing.

    `is_owner` numbers are kept and left out of the totals. `days` are the last ones with visits. [N4]
    """

    kind: Literal["visitor"] = "visitor"
    snapshot_id: str
    visitor_id: str
    is_owner: bool
    visits: int
    first_visited_at: str
    last_visited_at: str
    days: Sequence[DayVisits] = ()
    ttl: int | None = None

    @staticmethod
    def id_of(snapshot_id: str, visitor_id: str) -> str:
        return f"{snapshot_id}:u:{visitor_id}"
