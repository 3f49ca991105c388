"""Puts right what can be put right without losing anything that anybody can still reach."""

from typing import Final

from benchdog.cosmos.write_errors import DocumentMissing
from benchdog.documents.snapshot import Snapshot, SnapshotListing
from benchdog.stores.session_purge import purge_session
from benchdog.stores.store_services import StoreServices
from benchdog.transfer.database_check import Finding, FindingKind

REPAIRABLE: Final[frozenset[FindingKind]] = frozenset(
    (
        "version_without_session",
        "message_without_session",
        "content_without_version",
        "deletion_unfinished",
        "entry_without_snapshot",
        "snapshot_without_entry",
    )
)


async def repair(services: StoreServices, finding: Finding) -> bool:
    """
    Whether *finding* was put right; safe to repeat.

    Damaged or missing content is left as it is: an earlier version may be whole, and only its owner can say
    which one to go on from.
    """
    match finding.kind:
        case "deletion_unfinished":
            for session_id in finding.item_ids:
                await purge_session(services.sessions, finding.partition, session_id)
        case "snapshot_without_entry":
            snapshot = await services.snapshots.find(Snapshot, finding.partition, finding.partition)
            if snapshot is not None:
                await services.sessions.create(snapshot.owner_id, SnapshotListing.of(snapshot))
        case kind if kind in REPAIRABLE:
            for item_id in finding.item_ids:
                await _remove(services, finding.partition, item_id)
        case _:
            return False
    return True


async def _remove(services: StoreServices, owner_id: str, item_id: str) -> None:
    try:
        await services.sessions.delete(owner_id, item_id)
    except DocumentMissing:
        return
