"""
Deleting a snapshot: a tombstone, and what follows from it. [N3] [N5]

The tombstone is written first and is the durable record of the work; everything after it can be done again.
Marking the visitors' logs is best effort here, for the first hundred: a reconciler that finishes it after a
crash, and for more visitors, belongs to a later issue. Deleting again does what is missing, too.
"""

import logging
from typing import Final, TypeVar

from benchdog.cosmos.batch import BatchOperation, Patch, Replace
from benchdog.cosmos.write_errors import DocumentChanged, DocumentMissing
from benchdog.documents.snapshot import Snapshot, SnapshotContentChunk, SnapshotFacts, SnapshotListing
from benchdog.documents.snapshot_access_log import SnapshotAccessLog
from benchdog.errors import DatabaseUnavailable, PersistenceError
from benchdog.resilience.clock import timestamp
from benchdog.stores.snapshot_visits import SnapshotVisits
from benchdog.stores.store_services import StoreServices

Facts = TypeVar("Facts", bound=SnapshotFacts)

MAX_ROUNDS: Final = 20
LOGS_MARKED_AT_ONCE: Final = 100

log = logging.getLogger(__name__)


class SnapshotDeletion:
    """Deletes snapshots of one owner, who was found to be their owner before."""

    def __init__(self, owner_id: str, services: StoreServices) -> None:
        self._owner_id = owner_id
        self._services = services

    async def delete(self, snapshot: Snapshot) -> None:
        """Safe to repeat."""
        await self._bury(snapshot)
        await self._bury_listing(snapshot.id)
        await self._mark_logs(snapshot.id)

    async def forget_unfinished(self, snapshot_id: str) -> bool:
        """Removes an entry whose snapshot was never written, because of a crash. False: there is none."""
        try:
            await self._services.sessions.delete(self._owner_id, SnapshotListing.id_of(snapshot_id))
        except DocumentMissing:
            return False
        return True

    async def _bury(self, found: Snapshot) -> None:
        """The content goes with the tombstone, 30 days from now."""
        partition = found.id
        for _ in range(MAX_ROUNDS):
            if found.is_deleted:
                return
            tombstone = self._buried(found)
            expiry = [{"op": "set", "path": "/ttl", "value": tombstone.ttl}]
            chunk_ids = [SnapshotContentChunk.id_of(found.id, index) for index in range(found.chunk_count)]
            operations: list[BatchOperation] = [
                Replace(tombstone, found.etag),
                *[Patch(chunk_id, expiry) for chunk_id in chunk_ids],
            ]
            try:
                await self._services.snapshots.write_batch(partition, operations)
            except DocumentChanged:
                again = await self._services.snapshots.find(Snapshot, partition, found.id)
                if again is None:
                    return
                found = again
                continue
            return
        raise DatabaseUnavailable

    async def _bury_listing(self, snapshot_id: str) -> None:
        sessions, entry_id = self._services.sessions, SnapshotListing.id_of(snapshot_id)
        for _ in range(MAX_ROUNDS):
            entry = await sessions.find(SnapshotListing, self._owner_id, entry_id)
            if entry is None or entry.is_deleted:
                return
            try:
                await sessions.replace(self._owner_id, self._buried(entry), if_match=entry.etag)
            except (DocumentChanged, DocumentMissing):
                continue
            return
        raise DatabaseUnavailable

    async def _mark_logs(self, snapshot_id: str) -> None:
        try:
            visitors = SnapshotVisits(self._services)
            for visitor_id in await visitors.visitor_ids(snapshot_id, limit=LOGS_MARKED_AT_ONCE):
                await self._mark_log(snapshot_id, visitor_id)
        except PersistenceError:
            log.warning("access logs of a deleted snapshot are not all marked yet", exc_info=True)

    async def _mark_log(self, snapshot_id: str, visitor_id: str) -> None:
        logs = self._services.access_logs
        for _ in range(MAX_ROUNDS):
            stored = await logs.find(SnapshotAccessLog, visitor_id, snapshot_id)
            if stored is None or stored.snapshot_deleted:
                return
            marked = stored.model_copy(update={"snapshot_deleted": True})
            try:
                await logs.replace(visitor_id, marked, if_match=stored.etag)
            except (DocumentChanged, DocumentMissing):
                continue
            return

    def _buried(self, facts: Facts) -> Facts:
        return facts.model_copy(
            update={
                "is_deleted": True,
                "deleted_at": timestamp(self._services.clock()),
                "ttl": int(self._services.trash_time.total_seconds()),
                "write_id": self._services.new_id(),
            }
        )
