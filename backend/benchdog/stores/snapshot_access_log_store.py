"""Access logs: what one visitor opened. [N4]"""

from benchdog.cosmos.write_errors import DocumentMissing
from benchdog.documents.ids import is_id
from benchdog.documents.snapshot_access_log import SnapshotAccessLog
from benchdog.errors import NotFound
from benchdog.stores.list_filters import AccessLogFilter
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.snapshot_metadata import AccessLogMetadata
from benchdog.stores.store_services import StoreServices


class SnapshotAccessLogStore:
    """Access logs of one visitor; they are written where snapshots are opened."""

    def __init__(self, visitor_id: str, services: StoreServices) -> None:
        self._visitor_id = visitor_id
        self._logs = services.access_logs

    async def page(self, request: PageRequest, filters: AccessLogFilter) -> Page[AccessLogMetadata]:
        """The visitor's own logs, with what is known of each snapshot. Raises CursorInvalid. [L1]"""
        fixed: dict[str, str | bool] = {"kind": "access_log"}
        listing = Listing(self._logs, SnapshotAccessLog, self._visitor_id, fixed)
        found = await listing.page(request, filters.conditions(listing.filters))
        return Page([AccessLogMetadata.of(entry) for entry in found.items], found.next_cursor)

    async def forget(self, snapshot_id: str) -> None:
        """
        Delete the visitor's log of one snapshot, nothing else: the owner's totals stay.

        Raises:
            NotFound: the visitor has no such log.
        """
        try:
            if not is_id(snapshot_id):
                raise NotFound
            await self._logs.delete(self._visitor_id, snapshot_id)
        except DocumentMissing:
            raise NotFound from None
