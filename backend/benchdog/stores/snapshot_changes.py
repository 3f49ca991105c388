"""
What becomes of a snapshot after it was made: shared otherwise, paused, deleted, brought back. [N2] [N3] [N5]

The snapshot says by itself what it is, in one batch with the life of its content. What follows from that, the
owner's entry and the visitors' logs, is settled at once as far as it goes, and by the reconciler for certain.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final

from benchdog.cosmos.batch import BatchOperation, Patch, Replace
from benchdog.cosmos.write_errors import DocumentChanged, DocumentMissing
from benchdog.documents.snapshot import Snapshot, SnapshotContentChunk, SnapshotListing
from benchdog.errors import DatabaseUnavailable, NotFound, PersistenceError
from benchdog.resilience.clock import timestamp
from benchdog.stores.snapshot_settlement import FOR_EVER, SnapshotSettlement
from benchdog.stores.store_services import StoreServices

MAX_ROUNDS: Final = 20
VISITORS_AT_ONCE: Final = 100
"""Whose logs are marked while the owner waits; the others' are the reconciler's."""

log = logging.getLogger(__name__)


class SnapshotChanges:
    """Changes snapshots of somebody who was found to be their owner before. Everything is safe to repeat."""

    def __init__(self, services: StoreServices) -> None:
        self._services = services
        self._settlement = SnapshotSettlement(services)

    async def share_otherwise(self, snapshot: Snapshot, members: Mapping[str, Any]) -> Snapshot:
        """Some of `audience`, `expires_at`, `is_paused`."""
        return await self._change(snapshot, members)

    async def delete(self, snapshot: Snapshot) -> Snapshot:
        """
        A tombstone for some days; the content goes at their end.

        The tombstone itself stays until it is settled, because it is the only record of what is left to do.
        """
        if snapshot.is_deleted:
            return await self._settled(snapshot)
        members = {"is_deleted": True, "deleted_at": timestamp(self._services.clock())}
        trash_seconds = int(self._services.trash_time.total_seconds())
        return await self._change(snapshot, members, content_ttl=trash_seconds)

    async def restore(self, snapshot: Snapshot) -> Snapshot:
        if not snapshot.is_deleted:
            return await self._settled(snapshot)
        members = {"is_deleted": False, "deleted_at": None, "ttl": None}
        return await self._change(snapshot, members, content_ttl=FOR_EVER)

    async def forget_unfinished(self, owner_id: str, snapshot_id: str) -> bool:
        """Removes an entry whose snapshot was never written, because of a crash. False: there is none."""
        try:
            await self._services.sessions.delete(owner_id, SnapshotListing.id_of(snapshot_id))
        except DocumentMissing:
            return False
        return True

    async def _settled(self, snapshot: Snapshot) -> Snapshot:
        try:
            await self._settlement.settle(snapshot, most_visitors=VISITORS_AT_ONCE)
        except PersistenceError:
            log.warning("what follows from a change of a snapshot is left to the reconciler", exc_info=True)
        return snapshot

    async def _change(
        self, found: Snapshot, members: Mapping[str, Any], *, content_ttl: int | None = None
    ) -> Snapshot:
        for _ in range(MAX_ROUNDS):
            changed = found.model_copy(
                update={
                    **members,
                    "is_settled": False,
                    "changed_at": timestamp(self._services.clock()),
                    "write_id": self._services.new_id(),
                    "etag": "",
                }
            )
            try:
                return await self._settled(await self._written(changed, found.etag, content_ttl))
            except DocumentChanged:
                again = await self._find(found.id)
                if again is None:
                    raise NotFound from None
                found = again
        raise DatabaseUnavailable

    async def _written(self, changed: Snapshot, if_match: str, content_ttl: int | None) -> Snapshot:
        async def recall() -> Snapshot | None:
            stored = await self._find(changed.id)
            return stored if stored is not None and stored.write_id == changed.write_id else None

        async def write() -> Snapshot:
            operations: list[BatchOperation] = [
                Replace(changed, if_match),
                *_lives_of_content(changed, content_ttl),
            ]
            etag, *_ = await self._services.snapshots.write_batch(changed.id, operations)
            return changed.model_copy(update={"etag": etag})

        return await self._services.writes.run(write, recall)

    async def _find(self, snapshot_id: str) -> Snapshot | None:
        return await self._services.snapshots.find(Snapshot, snapshot_id, snapshot_id)


def _lives_of_content(snapshot: Snapshot, ttl: int | None) -> list[BatchOperation]:
    """How long the content lives from now on; None leaves that as it is."""
    if ttl is None:
        return []
    life = [{"op": "set", "path": "/ttl", "value": ttl}]
    return [
        Patch(SnapshotContentChunk.id_of(snapshot.id, index), life) for index in range(snapshot.chunk_count)
    ]
