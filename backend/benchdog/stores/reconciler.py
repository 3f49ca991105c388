"""
Finishes what a request began or time brought about: at least once, by one process at a time. [N5] [S7]

Nothing here has a list of its own of what there is to do: the documents say it. So a run may end at any
place, and the next one, in whichever process, goes on.
"""

import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from benchdog.cosmos.batch import Upsert
from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.filters import Filter, Query
from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, DocumentMissing
from benchdog.documents.reconciler_lease import RECONCILER, ReconcilerLease, ThinningMark
from benchdog.documents.snapshot import Snapshot
from benchdog.documents.workbench_session import WorkbenchSessionHead
from benchdog.errors import PersistenceError
from benchdog.resilience.clock import parse_timestamp, timestamp
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.snapshot_changes import SnapshotChanges
from benchdog.stores.snapshot_settlement import SnapshotSettlement
from benchdog.stores.store_services import StoreServices
from benchdog.stores.version_thinning import KEPT_LAST, thin_versions
from benchdog.stores.workbench_session_store import WorkbenchSessionStore

LEASE: Final = timedelta(minutes=5)
LEASE_ID: Final = "lease"
THINNED_EVERY: Final = timedelta(days=1)

Work = TypeVar("Work")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReconcilerReport:
    """
    What one run did.

    Attributes:
        has_run: False where another process holds the lease.
        failures: what was left for the next run, because the database failed.
    """

    has_run: bool
    settled_snapshots: int = 0
    buried_snapshots: int = 0
    purged_sessions: int = 0
    thinned_sessions: int = 0
    failures: int = 0


class Reconciler:
    """
    Args:
        holder: names this process among all others.
    """

    def __init__(self, services: StoreServices, holder: str) -> None:
        self._services = services
        self._holder = holder
        self._settlement = SnapshotSettlement(services)
        self._failures = 0

    async def run(self) -> ReconcilerReport:
        """
        One look at everything, unless another process holds the lease.

        Two at once do no harm, so a run may outlast its lease.

        Raises:
            PersistenceError: the database did not even say what there is to do.
        """
        if not await self._takes_lease():
            return ReconcilerReport(has_run=False)
        return await self.run_at_once()

    async def run_at_once(self) -> ReconcilerReport:
        """As `run`, whatever other processes do."""
        self._failures = 0
        return ReconcilerReport(
            has_run=True,
            settled_snapshots=await self._each(await self._unsettled(), self._settlement.finish),
            buried_snapshots=await self._each(await self._expired(), self._bury),
            purged_sessions=await self._each(await self._in_the_trash_too_long(), self._purge),
            thinned_sessions=await self._each(await self._with_long_history(), self._thin),
            failures=self._failures,
        )

    async def _each(self, works: Iterable[Work], do: Callable[[Work], Awaitable[object]]) -> int:
        """How many of *works* had to be done, and were; one that fails keeps no other from being done."""
        done = 0
        for work in works:
            try:
                done += await do(work) is not False
            except PersistenceError:
                self._failures += 1
                log.warning("work was left for the next run", exc_info=True)
        return done

    async def _takes_lease(self) -> bool:
        sessions, now = self._services.sessions, self._services.clock()
        lease = ReconcilerLease(id=LEASE_ID, holder=self._holder, until=timestamp(now + LEASE))
        stored = await sessions.find(ReconcilerLease, RECONCILER, LEASE_ID)
        if stored is not None and stored.holder != self._holder and parse_timestamp(stored.until) > now:
            return False
        try:
            if stored is None:
                await sessions.create(RECONCILER, lease)
            else:
                await sessions.replace(RECONCILER, lease, if_match=stored.etag)
        except (DocumentChanged, DocumentExists, DocumentMissing):
            return False
        return True

    async def _unsettled(self) -> list[str]:
        return await self._found(
            self._services.snapshots, "VALUE c.id", "c.kind = 'snapshot' AND c.is_settled = false"
        )

    async def _expired(self) -> list[str]:
        """Those that nobody need remember any more. [N3]"""
        return await self._found(
            self._services.snapshots,
            "VALUE c.id",
            "c.kind = 'snapshot' AND c.is_deleted = false AND c.expires_at <= @moment",
            moment=self._a_trash_time_ago(),
        )

    async def _in_the_trash_too_long(self) -> list[dict[str, str]]:
        return await self._found(
            self._services.sessions,
            "c.id, c.owner_id",
            "c.kind = 'session' AND c.is_deleted = true AND (c.deleted_at <= @moment OR c.is_purging = true)",
            moment=self._a_trash_time_ago(),
        )

    async def _with_long_history(self) -> list[dict[str, Any]]:
        return await self._found(
            self._services.sessions,
            "c.id, c.owner_id, c.version",
            "c.kind = 'session' AND c.version > @most",
            most=KEPT_LAST,
        )

    async def _found(
        self, container: DocumentContainer, projection: str, where: str, **bound: str | int
    ) -> list[Any]:
        parameters = {f"@{name}": value for name, value in bound.items()}
        query = Query.select(projection, Filter(where, parameters))
        return await container.select(None, query, limit=sys.maxsize)

    def _a_trash_time_ago(self) -> str:
        return timestamp(self._services.clock() - self._services.trash_time)

    async def _bury(self, snapshot_id: str) -> None:
        snapshot = await self._services.snapshots.find(Snapshot, snapshot_id, snapshot_id)
        if snapshot is not None:
            await SnapshotChanges(self._services).delete(snapshot)

    async def _purge(self, row: Mapping[str, str]) -> None:
        """As its owner would do it for good, unless the owner brought it back this very moment."""
        head = await self._services.sessions.find(WorkbenchSessionHead, row["owner_id"], row["id"])
        if head is None or not head.is_deleted:
            return
        store = WorkbenchSessionStore(head.owner_id, "", self._services)
        await store.delete(head.id, if_match=ETagCondition.exactly(head.state_tag), is_permanent=True)

    async def _thin(self, row: Mapping[str, Any]) -> bool:
        """
        Once for each version that is newer, and once a day for what became older meanwhile.

        False where that was done already.
        """
        sessions, owner_id, now = self._services.sessions, row["owner_id"], self._services.clock()
        mark_id = ThinningMark.id_of(row["id"])
        mark = await sessions.find(ThinningMark, owner_id, mark_id)
        if mark is not None:
            is_fresh = now - parse_timestamp(mark.thinned_at) < THINNED_EVERY
            if is_fresh and mark.version == row["version"]:
                return False
        await thin_versions(self._services, owner_id, row["id"])
        thinned = ThinningMark(
            id=mark_id,
            owner_id=owner_id,
            session_id=row["id"],
            version=row["version"],
            thinned_at=timestamp(now),
        )
        await sessions.write_batch(owner_id, [Upsert(thinned)])
        return True
