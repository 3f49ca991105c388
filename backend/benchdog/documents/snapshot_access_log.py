"""Stored shape of an access log: one visitor's record of one snapshot, in the visitor's partition."""

from collections.abc import Sequence
from typing import Literal

from benchdog.documents.snapshot import DayVisits
from benchdog.documents.stored_document import StoredDocument


class SnapshotAccessLog(StoredDocument):
    """
    `id` is the snapshot's id. Title and description are the snapshot's, which never change.

    Attributes:
        visits: counted ones, at least 1. [N4]
        last_visited_at: of the last counted visit.
        forgotten_visits: counted before the visitor deleted an earlier log of the same snapshot.
        days: the last days with counted visits, of forgotten logs too.
        write_ids: of the last changes, newest last; tell after a lost answer whether ours is among them.
    """

    kind: Literal["access_log"] = "access_log"
    visitor_id: str
    snapshot_id: str
    owner_id: str
    title: str
    title_lower: str
    description: str
    description_lower: str
    snapshot_created_at: str
    snapshot_deleted: bool = False
    visits: int
    forgotten_visits: int = 0
    first_visited_at: str
    last_visited_at: str
    days: Sequence[DayVisits] = ()
    write_ids: list[str]
