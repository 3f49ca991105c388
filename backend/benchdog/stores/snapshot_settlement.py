"""What follows from a change of a snapshot: the owner's entry and the visitors' logs say the same. [N5]"""

import math
from datetime import timedelta
from typing import Final

from benchdog.cosmos.batch import Patch
from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, DocumentMissing
from benchdog.documents.snapshot import Snapshot, SnapshotListing, SnapshotVisitor
from benchdog.documents.snapshot_access_log import SnapshotAccessLog
from benchdog.errors import DatabaseUnavailable
from benchdog.resilience.clock import parse_timestamp
from benchdog.stores.snapshot_visits import SnapshotVisits
from benchdog.stores.store_services import StoreServices

MAX_ROUNDS: Final = 20
FOR_EVER: Final = -1
"""As `ttl` of a document: it does not expire."""

LATE_VISITS: Final = timedelta(minutes=1)
"""Longer than a request runs: a visit that began before a deletion is not recorded after this time."""


class SnapshotSettlement:
    """Brings entry and logs in line with a snapshot; safe to repeat, at any time, by anybody."""

    def __init__(self, services: StoreServices) -> None:
        self._services = services

    async def settle(self, snapshot: Snapshot, *, most_visitors: int | None = None) -> None:
        """Of the visitors' logs only the first *most_visitors*, where that is given."""
        await self._settle_entry(snapshot)
        visitors = await SnapshotVisits(self._services).visitor_ids(snapshot.id)
        for visitor_id in visitors[:most_visitors]:
            await self._settle_log(snapshot, visitor_id)
            await self._settle_visitor(snapshot, visitor_id)

    async def finish(self, snapshot_id: str) -> None:
        """All of it; notes that it is done once no visit can come late any more."""
        snapshots = self._services.snapshots
        snapshot = await snapshots.find(Snapshot, snapshot_id, snapshot_id)
        if snapshot is None or snapshot.is_settled:
            return
        await self.settle(snapshot)
        changed_at = parse_timestamp(snapshot.changed_at or snapshot.created_at)
        if self._services.clock() - changed_at < LATE_VISITS:
            return
        try:
            settled = snapshot.model_copy(update={"is_settled": True, "ttl": self._life(snapshot)})
            await snapshots.replace(snapshot_id, settled, if_match=snapshot.etag)
        except (DocumentChanged, DocumentMissing):
            return  # it was changed again, which is work for the next time

    def _life(self, snapshot: Snapshot) -> int | None:
        """Seconds until the time of a deleted one in the trash is over; None where it is not deleted."""
        if snapshot.deleted_at is None:
            return None
        end = parse_timestamp(snapshot.deleted_at) + self._services.trash_time
        return max(1, math.ceil((end - self._services.clock()).total_seconds()))

    async def _settle_entry(self, snapshot: Snapshot) -> None:
        sessions = self._services.sessions
        entry = SnapshotListing.of(snapshot).model_copy(update={"ttl": self._life(snapshot)})
        for _ in range(MAX_ROUNDS):
            stored = await sessions.find(SnapshotListing, snapshot.owner_id, entry.id)
            if stored is not None and stored.write_id == entry.write_id:
                return
            try:
                if stored is not None:
                    await sessions.replace(snapshot.owner_id, entry, if_match=stored.etag)
                elif not snapshot.is_deleted:
                    await sessions.create(snapshot.owner_id, entry)
            except (DocumentChanged, DocumentExists, DocumentMissing):
                continue
            return
        raise DatabaseUnavailable

    async def _settle_log(self, snapshot: Snapshot, visitor_id: str) -> None:
        logs = self._services.access_logs
        for _ in range(MAX_ROUNDS):
            stored = await logs.find(SnapshotAccessLog, visitor_id, snapshot.id)
            if stored is None or stored.snapshot_deleted == snapshot.is_deleted:
                return
            marked = stored.model_copy(update={"snapshot_deleted": snapshot.is_deleted})
            try:
                await logs.replace(visitor_id, marked, if_match=stored.etag)
            except (DocumentChanged, DocumentMissing):
                continue
            return
        raise DatabaseUnavailable

    async def _settle_visitor(self, snapshot: Snapshot, visitor_id: str) -> None:
        """The visitors' numbers in the snapshot's partition live as long as the snapshot."""
        life = [{"op": "set", "path": "/ttl", "value": self._life(snapshot) or FOR_EVER}]
        visitor = SnapshotVisitor.id_of(snapshot.id, visitor_id)
        try:
            await self._services.snapshots.write_batch(snapshot.id, [Patch(visitor, life)])
        except DocumentMissing:
            return
