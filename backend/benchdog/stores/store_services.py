"""What every store needs from outside, so that a test can decide about time, ids and lost answers."""

from dataclasses import dataclass
from datetime import timedelta

from benchdog.cosmos.container import DocumentContainer
from benchdog.documents.ids import IdFactory
from benchdog.resilience.clock import Clock
from benchdog.stores.decided_write import DecidedWrites
from benchdog.stores.stored_content import StoredContent


@dataclass(frozen=True)
class StoreServices:
    """
    Shared by all stores of one process.

    Attributes:
        new_id: makes ids of documents and of writes.
        visit_window: visits of one visitor within it count once. [N4]
        trash_time: how long something deleted can come back, and answers that it was deleted. [N3]
        user_session_time: how long a user session is kept after its last save. [U1]
    """

    sessions: DocumentContainer
    snapshots: DocumentContainer
    access_logs: DocumentContainer
    user_sessions: DocumentContainer
    contents: StoredContent
    writes: DecidedWrites
    clock: Clock
    new_id: IdFactory
    visit_window: timedelta
    trash_time: timedelta
    user_session_time: timedelta
