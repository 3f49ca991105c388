"""
Visits of snapshots, counted exactly. [N4]

The count is kept in the visitor's access log and changed under its ETag. The copy in the snapshot's
partition, from which the owner's totals are made, holds absolute numbers: written twice or late it is
still right, and a copy that a crash prevented comes with the visitor's next visit.
"""

import logging
import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from benchdog.cosmos.filters import FilterFactory, Query, all_of
from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, DocumentMissing
from benchdog.documents.snapshot import DayVisits, Snapshot, SnapshotVisitor
from benchdog.documents.snapshot_access_log import SnapshotAccessLog
from benchdog.errors import DatabaseUnavailable, PersistenceError
from benchdog.resilience.clock import parse_timestamp, timestamp
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.snapshot_metadata import DayTotals, VisitorMetadata, VisitTotals
from benchdog.stores.store_services import StoreServices

MAX_ROUNDS: Final = 20
"""How often counting starts again because the same visitor was faster elsewhere."""

REMEMBERED_DAYS: Final = 90

REMEMBERED_WRITES: Final = 16
"""More than can be on their way at once from one visitor to one snapshot within a retry."""

log = logging.getLogger(__name__)


class SnapshotVisits:
    """Counts visits, and tells the owner about them."""

    def __init__(self, services: StoreServices) -> None:
        self._services = services

    async def record(self, snapshot: Snapshot, visitor_id: str) -> None:
        """
        Count a visit, unless the last counted one of this visitor is less than five minutes old.

        Never raises what the database does: a failure to log must not fail the opening. It is reported in the
        log of the service.
        """
        try:
            counted = await self._count(snapshot, visitor_id)
            if counted is not None:
                await self._copy_to_snapshot(counted)
        except PersistenceError:
            log.warning("a visit could not be recorded", exc_info=True)

    async def totals(self, snapshot_id: str) -> VisitTotals:
        filters = FilterFactory(SnapshotVisitor)
        others = all_of(filters.equals("kind", "visitor"), filters.equals("is_owner", value=False))
        sums = "COUNT(1) AS visitors, SUM(c.visits) AS visits, MAX(c.last_visited_at) AS last_visited_at"
        [row] = await self._services.snapshots.select(snapshot_id, Query.select(sums, others), limit=1)
        return VisitTotals(
            visits=row.get("visits", 0),
            visitors=row["visitors"],
            last_visited_at=row.get("last_visited_at"),
        )

    async def days(self, snapshot_id: str) -> list[DayTotals]:
        """Days of UTC on which somebody but the owner came, of the last 90, oldest first."""
        since = (self._services.clock() - timedelta(days=REMEMBERED_DAYS)).date().isoformat()
        query = Query(
            "SELECT d.day AS day, SUM(d.visits) AS visits, COUNT(1) AS visitors FROM c JOIN d IN c.days "
            "WHERE c.kind = 'visitor' AND c.is_owner = false AND d.day > @since GROUP BY d.day",
            {"@since": since},
        )
        rows = await self._services.snapshots.select(snapshot_id, query, limit=REMEMBERED_DAYS + 1)
        return sorted((DayTotals.model_validate(row) for row in rows), key=lambda total: total.day)

    async def visitors(
        self, snapshot_id: str, *, page_size: int, cursor: str | None
    ) -> Page[VisitorMetadata]:
        """Everybody but the owner, the last visitor first. Raises CursorInvalid. [L1]"""
        fixed: dict[str, str | bool] = {"kind": "visitor", "is_owner": False}
        listing = Listing(self._services.snapshots, SnapshotVisitor, snapshot_id, fixed)
        found = await listing.page(PageRequest("last_visited_at", page_size=page_size, cursor=cursor))
        return Page([VisitorMetadata.of(visitor) for visitor in found.items], found.next_cursor)

    async def visitor_ids(self, snapshot_id: str) -> Sequence[str]:
        """The owner and everybody else who ever opened it."""
        filters = FilterFactory(SnapshotVisitor)
        visitors = filters.equals("kind", "visitor")
        query = Query.select("VALUE c.visitor_id", visitors)
        return await self._services.snapshots.select(snapshot_id, query, limit=sys.maxsize)

    async def _count(self, snapshot: Snapshot, visitor_id: str) -> SnapshotAccessLog | None:
        for _ in range(MAX_ROUNDS):
            stored = await self._find_log(snapshot.id, visitor_id)
            if stored is not None and self._is_within_window(stored):
                return None
            counted = await self._with_one_more(snapshot, visitor_id, stored)
            try:
                return await self._services.writes.run(
                    partial(self._write, counted, stored), partial(self._recall, counted)
                )
            except (DocumentChanged, DocumentExists, DocumentMissing):
                continue
        raise DatabaseUnavailable

    def _is_within_window(self, stored: SnapshotAccessLog) -> bool:
        since = self._services.clock() - parse_timestamp(stored.last_visited_at)
        return timedelta(0) <= since < self._services.visit_window

    async def _with_one_more(
        self, snapshot: Snapshot, visitor_id: str, stored: SnapshotAccessLog | None
    ) -> SnapshotAccessLog:
        now, write_id = timestamp(self._services.clock()), self._services.new_id()
        if stored is not None:
            return stored.model_copy(
                update={
                    "visits": stored.visits + 1,
                    "last_visited_at": max(now, stored.last_visited_at),
                    "days": self._with_today(stored.days),
                    "write_ids": [*stored.write_ids, write_id][-REMEMBERED_WRITES:],
                }
            )
        copy = await self._find_copy(snapshot.id, visitor_id)
        return SnapshotAccessLog(
            id=snapshot.id,
            visitor_id=visitor_id,
            snapshot_id=snapshot.id,
            owner_id=snapshot.owner_id,
            title=snapshot.title,
            title_lower=snapshot.title_lower,
            description=snapshot.description,
            description_lower=snapshot.description_lower,
            snapshot_created_at=snapshot.created_at,
            visits=1,
            forgotten_visits=copy.visits if copy is not None else 0,
            first_visited_at=now,
            last_visited_at=now,
            days=self._with_today(copy.days if copy is not None else []),
            write_ids=[write_id],
        )

    def _with_today(self, days: Sequence[DayVisits]) -> list[DayVisits]:
        """One visit more on this day, and no more days than are told."""
        today = self._services.clock().date().isoformat()
        counts = {each.day: each.visits for each in days}
        counts[today] = counts.get(today, 0) + 1
        return [DayVisits(day=day, visits=counts[day]) for day in sorted(counts)[-REMEMBERED_DAYS:]]

    async def _write(self, counted: SnapshotAccessLog, stored: SnapshotAccessLog | None) -> SnapshotAccessLog:
        logs = self._services.access_logs
        if stored is None:
            return await logs.create(counted.visitor_id, counted)
        return await logs.replace(counted.visitor_id, counted, if_match=stored.etag)

    async def _recall(self, counted: SnapshotAccessLog) -> SnapshotAccessLog | None:
        stored = await self._find_log(counted.snapshot_id, counted.visitor_id)
        is_applied = stored is not None and counted.write_ids[-1] in stored.write_ids
        return stored if is_applied else None

    async def _find_log(self, snapshot_id: str, visitor_id: str) -> SnapshotAccessLog | None:
        return await self._services.access_logs.find(SnapshotAccessLog, visitor_id, snapshot_id)

    async def _find_copy(self, snapshot_id: str, visitor_id: str) -> SnapshotVisitor | None:
        copy_id = SnapshotVisitor.id_of(snapshot_id, visitor_id)
        return await self._services.snapshots.find(SnapshotVisitor, snapshot_id, copy_id)

    async def _copy_to_snapshot(self, counted: SnapshotAccessLog) -> None:
        snapshots, partition = self._services.snapshots, counted.snapshot_id
        copy = SnapshotVisitor(
            id=SnapshotVisitor.id_of(counted.snapshot_id, counted.visitor_id),
            snapshot_id=counted.snapshot_id,
            visitor_id=counted.visitor_id,
            is_owner=counted.visitor_id == counted.owner_id,
            visits=counted.forgotten_visits + counted.visits,
            first_visited_at=counted.first_visited_at,
            last_visited_at=counted.last_visited_at,
            days=counted.days,
        )
        for _ in range(MAX_ROUNDS):
            stored = await self._find_copy(counted.snapshot_id, counted.visitor_id)
            if stored is not None and stored.visits >= copy.visits:
                return
            try:
                if stored is None:
                    await snapshots.create(partition, copy)
                else:
                    await snapshots.replace(partition, copy, if_match=stored.etag)
            except (DocumentChanged, DocumentExists, DocumentMissing):
                continue
            return
