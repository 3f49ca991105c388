"""Snapshots as somebody sees them who has the link, signed in or not. [N1]–[N4]"""

import asyncio

from benchdog.documents.ids import is_id
from benchdog.documents.snapshot import Snapshot, SnapshotContentChunk, SnapshotFacts
from benchdog.errors import (
    AuthenticationRequired,
    NotFound,
    SnapshotDeleted,
    SnapshotExpired,
    SnapshotPaused,
)
from benchdog.resilience.clock import parse_timestamp
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.snapshot_metadata import OpenedSnapshot, SnapshotMetadata
from benchdog.stores.snapshot_visits import SnapshotVisits
from benchdog.stores.store_services import StoreServices


class SnapshotReader:
    """
    Opens snapshots.

    What the caller may not know of raises NotFound, like an id that does not exist; both raise
    AuthenticationRequired where nobody is signed in. [S2] [N2]

    Args:
        caller_id: None where nobody is signed in.
        public_base: where people reach the service, without a slash at the end. [N1]
        allows_public: whether snapshots may be opened by people who are not signed in. [N2]
    """

    def __init__(
        self,
        caller_id: str | None,
        public_base: str,
        services: StoreServices,
        *,
        allows_public: bool = False,
    ) -> None:
        self._reader_id = caller_id
        self._public_base = public_base
        self._services = services
        self._allows_public = allows_public
        self._visits = SnapshotVisits(services)

    async def open(self, snapshot_id: str, *, unless: ETagCondition | None = None) -> OpenedSnapshot:
        """
        The snapshot with its content, which is left out where *unless* names the stored ETag.

        Counts a visit of whoever is signed in.

        Raises:
            SnapshotDeleted, SnapshotExpired, SnapshotPaused: it was there. [N3]
            ContentCorrupted: the stored content is damaged; nothing of it is handed out.
        """
        snapshot = await self._find_readable(snapshot_id)
        metadata = self._told(snapshot)
        if unless is not None and unless.matches(metadata.etag):
            await self._record(snapshot)
            return OpenedSnapshot(metadata, canonical=None)
        canonical, _ = await asyncio.gather(
            read_snapshot_content(self._services, snapshot), self._record(snapshot)
        )
        return OpenedSnapshot(metadata, canonical)

    async def metadata(self, snapshot_id: str) -> SnapshotMetadata:
        """Counts no visit. Raises SnapshotDeleted, SnapshotExpired, SnapshotPaused. [N3]"""
        return self._told(await self._find_readable(snapshot_id))

    def _told(self, facts: SnapshotFacts) -> SnapshotMetadata:
        return SnapshotMetadata.of(facts, url=f"{self._public_base}/snapshot/{facts.snapshot_id}")

    async def _record(self, snapshot: Snapshot) -> None:
        if self._reader_id is not None:
            await self._visits.record(snapshot, self._reader_id)

    async def _find(self, snapshot_id: str) -> Snapshot | None:
        """None also where it ended so long ago that nobody need remember it."""
        if not is_id(snapshot_id):
            return None
        found = await self._services.snapshots.find(Snapshot, snapshot_id, snapshot_id)
        return None if found is None or self._is_forgotten(found) else found

    async def _find_known(self, snapshot_id: str) -> Snapshot:
        """One that the caller may know of, deleted or not."""
        snapshot = await self._find(snapshot_id)
        if self._reader_id is None:
            if snapshot is None or snapshot.audience != "public" or not self._allows_public:
                raise AuthenticationRequired
        elif snapshot is None or (snapshot.audience == "owner" and snapshot.owner_id != self._reader_id):
            raise NotFound
        return snapshot

    async def _find_readable(self, snapshot_id: str) -> Snapshot:
        snapshot = await self._find_known(snapshot_id)
        if snapshot.is_deleted:
            raise SnapshotDeleted
        if self._has_expired(snapshot):
            raise SnapshotExpired
        if snapshot.is_paused:
            raise SnapshotPaused
        return snapshot

    def _has_expired(self, snapshot: Snapshot) -> bool:
        return (
            snapshot.expires_at is not None and parse_timestamp(snapshot.expires_at) <= self._services.clock()
        )

    def _is_forgotten(self, snapshot: Snapshot) -> bool:
        ends = [end for end in (snapshot.expires_at, snapshot.deleted_at) if end is not None]
        since = self._services.clock() - self._services.trash_time
        return bool(ends) and parse_timestamp(min(ends)) <= since


async def read_snapshot_content(services: StoreServices, snapshot: Snapshot) -> bytes:
    """
    The canonical text of its content.

    Raises:
        ContentCorrupted: it does not have the stored hash.
    """
    return await services.contents.read(
        services.snapshots,
        SnapshotContentChunk,
        snapshot.id,
        [SnapshotContentChunk.id_of(snapshot.id, index) for index in range(snapshot.chunk_count)],
        content_hash=snapshot.content_hash,
        size_bytes=snapshot.size_bytes,
    )
