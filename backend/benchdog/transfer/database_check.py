"""Whether everything that the database promises is there: versions, pieces, hashes, and nothing left over."""

import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal

from benchdog.cosmos.filters import Filter, Query
from benchdog.documents.snapshot import Snapshot, SnapshotListing
from benchdog.documents.workbench_session import WorkbenchSessionHead, WorkbenchSessionVersion
from benchdog.errors import ContentCorrupted
from benchdog.stores.session_versions import read_content
from benchdog.stores.snapshot_reader import read_snapshot_content
from benchdog.stores.store_services import StoreServices

FindingKind = Literal[
    "content_damaged",
    "version_missing",
    "version_without_session",
    "message_without_session",
    "content_without_version",
    "deletion_unfinished",
    "entry_without_snapshot",
    "snapshot_without_entry",
]

SETTLED_AFTER: Final = timedelta(hours=1)
"""What is younger may belong to something that is being written at this moment, such as an import."""

_EVERYTHING: Final = Query.select(
    "c.id, c.kind, c.session_id, c.number, c.version, c.content_hash, c.is_purging, c.is_deleted, "
    "c.snapshot_id, c._ts",
    Filter("true"),
)


@dataclass(frozen=True)
class Finding:
    """
    Something that is not as it should be.

    Attributes:
        partition: the owner's id; of a snapshot, the snapshot's.
        item_ids: the documents in that partition that it is about.
    """

    kind: FindingKind
    partition: str
    item_ids: tuple[str, ...]


async def check_database(services: StoreServices) -> AsyncIterator[Finding]:
    """Reads everything, each content once; changes nothing."""
    for owner_id in await services.sessions.partitions(WorkbenchSessionHead, "owner_id"):
        async for finding in _check_owner(services, owner_id):
            yield finding
    for snapshot_id in await services.snapshots.partitions(Snapshot, "snapshot_id"):
        async for finding in _check_snapshot(services, snapshot_id):
            yield finding


async def _check_owner(services: StoreServices, owner_id: str) -> AsyncIterator[Finding]:
    rows = await services.sessions.select(owner_id, _EVERYTHING, limit=sys.maxsize)
    heads = {row["id"]: row for row in _of_kind(rows, "session")}
    versions = {row["id"]: row for row in _of_kind(rows, "version")}
    settled = services.clock().timestamp() - SETTLED_AFTER.total_seconds()
    old = [row for row in rows if row["_ts"] < settled]

    for head in heads.values():
        if head.get("is_purging"):
            yield Finding("deletion_unfinished", owner_id, (head["id"],))
        elif WorkbenchSessionVersion.id_of(head["id"], head["version"]) not in versions:
            yield Finding("version_missing", owner_id, (head["id"],))
    lost = [row["id"] for row in _of_kind(old, "version") if row["session_id"] not in heads]
    if lost:
        yield Finding("version_without_session", owner_id, tuple(lost))
    conversations = [*_of_kind(old, "message"), *_of_kind(old, "conversation")]
    unheard = [row["id"] for row in conversations if row["session_id"] not in heads]
    if unheard:
        yield Finding("message_without_session", owner_id, tuple(unheard))

    named = {(row["session_id"], row["content_hash"]) for row in versions.values()}
    named |= {(row["id"], row["content_hash"]) for row in heads.values()}
    unnamed = [
        row["id"] for row in _of_kind(old, "chunk") if (row["session_id"], row["content_hash"]) not in named
    ]
    if unnamed:
        yield Finding("content_without_version", owner_id, tuple(unnamed))

    checked: set[tuple[str, str]] = set()
    for row in versions.values():
        content = (row["session_id"], row["content_hash"])
        if row["session_id"] in heads and content not in checked:
            checked.add(content)
            if not await _is_version_whole(services, owner_id, row["id"]):
                yield Finding("content_damaged", owner_id, (row["id"],))
    for row in _of_kind(old, "snapshot_listing"):
        snapshot_id = row["snapshot_id"]
        if await services.snapshots.find(Snapshot, snapshot_id, snapshot_id) is None:
            yield Finding("entry_without_snapshot", owner_id, (row["id"],))


async def _check_snapshot(services: StoreServices, snapshot_id: str) -> AsyncIterator[Finding]:
    snapshot = await services.snapshots.find(Snapshot, snapshot_id, snapshot_id)
    if snapshot is None or snapshot.is_deleted:
        return
    entry_id = SnapshotListing.id_of(snapshot_id)
    if await services.sessions.find(SnapshotListing, snapshot.owner_id, entry_id) is None:
        yield Finding("snapshot_without_entry", snapshot_id, (snapshot_id,))
    try:
        await read_snapshot_content(services, snapshot)
    except ContentCorrupted:
        yield Finding("content_damaged", snapshot_id, (snapshot_id,))


async def _is_version_whole(services: StoreServices, owner_id: str, version_id: str) -> bool:
    version = await services.sessions.find(WorkbenchSessionVersion, owner_id, version_id)
    if version is None:  # thinned or deleted since the rows were read
        return True
    try:
        await read_content(services, owner_id, version.session_id, version)
    except ContentCorrupted:
        return False
    return True


def _of_kind(rows: Iterable[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["kind"] == kind]
