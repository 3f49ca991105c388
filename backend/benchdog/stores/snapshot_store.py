"""Snapshots of one owner: made, listed, shared, paused, deleted and brought back. [N1]–[N5]"""

from collections.abc import Mapping
from typing import Any

from benchdog.documents.snapshot import Snapshot, SnapshotListing
from benchdog.errors import Forbidden, SnapshotDeleted, ValidationFailed
from benchdog.resilience.clock import parse_timestamp
from benchdog.stores.list_filters import SnapshotFilter
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.snapshot_changes import SnapshotChanges
from benchdog.stores.snapshot_creation import SnapshotCreation
from benchdog.stores.snapshot_metadata import (
    DayTotals,
    SnapshotDraft,
    SnapshotFromSession,
    SnapshotMetadata,
    VisitorMetadata,
    VisitTotals,
)
from benchdog.stores.snapshot_reader import SnapshotReader
from benchdog.stores.store_services import StoreServices


class SnapshotStore(SnapshotReader):
    """
    Snapshots as one signed-in person sees them: the own ones to manage, the others' to open.

    About a snapshot of somebody else that the person may open, what is for the owner raises Forbidden.

    Args: as SnapshotReader takes them.
    """

    def __init__(
        self, caller_id: str, public_base: str, services: StoreServices, *, allows_public: bool = False
    ) -> None:
        super().__init__(caller_id, public_base, services, allows_public=allows_public)
        self._caller_id = caller_id
        self._changes = SnapshotChanges(services)

    async def create(self, draft: SnapshotDraft | SnapshotFromSession) -> SnapshotMetadata:
        """
        Make a snapshot; counts as its owner's first visit. [N4]

        Raises:
            NotFound: the session or the version to take the content from does not exist.
            Forbidden: it would be public, and that is not allowed here.
        """
        self._check_audience(draft.audience)
        self._check_expiry(draft.expires_at)
        stored = await SnapshotCreation(self._caller_id, self._services).create(draft)
        await self._visits.record(stored, self._caller_id)
        return self._told(stored)

    async def page(
        self, request: PageRequest, filters: SnapshotFilter, *, is_deleted: bool = False
    ) -> Page[SnapshotMetadata]:
        """The caller's own, or those in the trash, without content. Raises CursorInvalid. [L1]"""
        fixed: dict[str, str | bool] = {"kind": "snapshot_listing", "is_deleted": is_deleted}
        listing = Listing(self._services.sessions, SnapshotListing, self._caller_id, fixed)
        found = await listing.page(request, filters.conditions(listing.filters))
        return Page([self._told(entry) for entry in found.items], found.next_cursor)

    async def visit_totals(self, snapshot_id: str) -> VisitTotals:
        """Everybody's visits but the owner's, for the owner alone."""
        await self._find_own(snapshot_id)
        return await self._visits.totals(snapshot_id)

    async def visit_days(self, snapshot_id: str) -> list[DayTotals]:
        """The same, day by day of the last 90, for the owner alone."""
        await self._find_own(snapshot_id)
        return await self._visits.days(snapshot_id)

    async def visitors(
        self, snapshot_id: str, *, page_size: int, cursor: str | None
    ) -> Page[VisitorMetadata]:
        """Who opened it, the last one first, for the owner alone. Raises CursorInvalid. [L1]"""
        await self._find_own(snapshot_id)
        return await self._visits.visitors(snapshot_id, page_size=page_size, cursor=cursor)

    async def share_otherwise(self, snapshot_id: str, members: Mapping[str, Any]) -> SnapshotMetadata:
        """
        Change some of `audience`, `expires_at` and `is_paused`; the content can never change. [N2]

        Raises:
            SnapshotDeleted: it has to be brought back first.
            Forbidden: it would be public, and that is not allowed here.
        """
        self._check_audience(members.get("audience"))
        self._check_expiry(members.get("expires_at"))
        snapshot = await self._find_own(snapshot_id)
        if snapshot.is_deleted:
            raise SnapshotDeleted
        return self._told(await self._changes.share_otherwise(snapshot, members))

    async def delete(self, snapshot_id: str) -> None:
        """Move an own snapshot to the trash; asked again, goes on where a crash stopped it."""
        snapshot = await self._find(snapshot_id)
        if snapshot is None and await self._changes.forget_unfinished(self._caller_id, snapshot_id):
            return
        await self._changes.delete(await self._find_own(snapshot_id))

    async def restore(self, snapshot_id: str) -> SnapshotMetadata:
        """Bring an own snapshot back from the trash; one that is not there stays as it is."""
        return self._told(await self._changes.restore(await self._find_own(snapshot_id)))

    def _check_audience(self, audience: Any) -> None:
        if audience == "public" and not self._allows_public:
            raise Forbidden("Snapshots cannot be public here.")

    def _check_expiry(self, expires_at: str | None) -> None:
        if expires_at is not None and parse_timestamp(expires_at) <= self._services.clock():
            raise ValidationFailed("It must be a moment to come.", field="expires_at")

    async def _find_own(self, snapshot_id: str) -> Snapshot:
        snapshot = await self._find_known(snapshot_id)
        if snapshot.owner_id != self._caller_id:
            raise SnapshotDeleted if snapshot.is_deleted else Forbidden
        return snapshot
