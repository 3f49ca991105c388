"""Snapshots: made, opened by others, listed and deleted by their owner. [N1]–[N5]"""

import asyncio

from benchdog.documents.ids import is_id
from benchdog.documents.snapshot import Snapshot, SnapshotContentChunk, SnapshotFacts, SnapshotListing
from benchdog.errors import Forbidden, NotFound, SnapshotDeleted
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.list_filters import SnapshotFilter
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.snapshot_creation import SnapshotCreation
from benchdog.stores.snapshot_deletion import SnapshotDeletion
from benchdog.stores.snapshot_metadata import (
    OpenedSnapshot,
    SnapshotDraft,
    SnapshotFromSession,
    SnapshotMetadata,
    VisitorMetadata,
    VisitTotals,
)
from benchdog.stores.snapshot_visits import SnapshotVisits
from benchdog.stores.store_services import StoreServices


class SnapshotStore:
    """
    Snapshots as one signed-in person sees them: the own ones to manage, the others' to open.

    What the person may not know of raises NotFound, like an id that does not exist. [S2] [N2]

    Args:
        public_base: where people reach the service, without a slash at the end. [N1]
    """

    def __init__(self, caller_id: str, public_base: str, services: StoreServices) -> None:
        self._caller_id = caller_id
        self._public_base = public_base
        self._services = services
        self._visits = SnapshotVisits(services)

    async def create(self, draft: SnapshotDraft | SnapshotFromSession) -> SnapshotMetadata:
        """
        Make a snapshot; counts as its owner's first visit. [N4]

        Raises:
            NotFound: the session or the version to take the content from does not exist.
        """
        stored = await SnapshotCreation(self._caller_id, self._services).create(draft)
        await self._visits.record(stored, self._caller_id)
        return self._told(stored)

    async def open(self, snapshot_id: str, *, unless: ETagCondition | None = None) -> OpenedSnapshot:
        """
        The snapshot with its content, which is left out where *unless* names the stored ETag; counts a visit.

        Raises:
            SnapshotDeleted: it was there. [N3]
            ContentCorrupted: the stored content is damaged; nothing of it is handed out.
        """
        snapshot = await self._find_readable(snapshot_id)
        metadata = self._told(snapshot)
        if unless is not None and unless.matches(metadata.etag):
            await self._visits.record(snapshot, self._caller_id)
            return OpenedSnapshot(metadata, canonical=None)
        canonical, _ = await asyncio.gather(
            read_snapshot_content(self._services, snapshot), self._visits.record(snapshot, self._caller_id)
        )
        return OpenedSnapshot(metadata, canonical)

    async def metadata(self, snapshot_id: str) -> SnapshotMetadata:
        """Counts no visit. Raises SnapshotDeleted. [N3]"""
        return self._told(await self._find_readable(snapshot_id))

    async def page(self, request: PageRequest, filters: SnapshotFilter) -> Page[SnapshotMetadata]:
        """The caller's own, without content. Raises CursorInvalid. [L1]"""
        fixed: dict[str, str | bool] = {"kind": "snapshot_listing", "is_deleted": False}
        listing = Listing(self._services.sessions, SnapshotListing, self._caller_id, fixed)
        found = await listing.page(request, filters.conditions(listing.filters))
        return Page([self._told(entry) for entry in found.items], found.next_cursor)

    async def visit_totals(self, snapshot_id: str) -> VisitTotals:
        """Everybody's visits but the owner's, for the owner alone."""
        await self._find_own(snapshot_id)
        return await self._visits.totals(snapshot_id)

    async def visitors(
        self, snapshot_id: str, *, page_size: int, cursor: str | None
    ) -> Page[VisitorMetadata]:
        """Who opened it, the last one first, for the owner alone. Raises CursorInvalid. [L1]"""
        await self._find_own(snapshot_id)
        return await self._visits.visitors(snapshot_id, page_size=page_size, cursor=cursor)

    async def delete(self, snapshot_id: str) -> None:
        """
        Delete an own snapshot; asked again, goes on where a crash stopped it.

        Raises:
            Forbidden: it is somebody else's, and the caller may open it.
        """
        deletion = SnapshotDeletion(self._caller_id, self._services)
        snapshot = await self._find(snapshot_id)
        if snapshot is None and await deletion.forget_unfinished(snapshot_id):
            return
        await deletion.delete(await self._find_own(snapshot_id))

    def _told(self, facts: SnapshotFacts) -> SnapshotMetadata:
        return SnapshotMetadata.of(facts, url=f"{self._public_base}/snapshot/{facts.snapshot_id}")

    async def _find(self, snapshot_id: str) -> Snapshot | None:
        if not is_id(snapshot_id):
            return None
        return await self._services.snapshots.find(Snapshot, snapshot_id, snapshot_id)

    async def _find_known(self, snapshot_id: str) -> Snapshot:
        """One that the caller may know of, deleted or not."""
        snapshot = await self._find(snapshot_id)
        if snapshot is None or (snapshot.audience == "owner" and snapshot.owner_id != self._caller_id):
            raise NotFound
        return snapshot

    async def _find_readable(self, snapshot_id: str) -> Snapshot:
        snapshot = await self._find_known(snapshot_id)
        if snapshot.is_deleted:
            raise SnapshotDeleted
        return snapshot

    async def _find_own(self, snapshot_id: str) -> Snapshot:
        snapshot = await self._find_known(snapshot_id)
        if snapshot.owner_id != self._caller_id:
            raise SnapshotDeleted if snapshot.is_deleted else Forbidden
        return snapshot


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
