"""Keeping history useful and small: the last 50 versions, one a day for 90 days, named ones for ever. [S7]"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from benchdog.cosmos.batch import BatchOperation, Delete
from benchdog.cosmos.container import MAX_BATCH_OPERATIONS
from benchdog.cosmos.filters import FilterFactory, Query, all_of
from benchdog.cosmos.write_errors import DocumentChanged, DocumentMissing
from benchdog.documents.workbench_session import (
    SessionContentChunk,
    WorkbenchSessionHead,
    WorkbenchSessionVersion,
)
from benchdog.resilience.clock import parse_timestamp
from benchdog.stores.store_services import StoreServices

KEPT_LAST: Final = 50
ONE_A_DAY: Final = timedelta(days=90)
_EVERYTHING: Final = sys.maxsize


def versions_to_remove(
    versions: Iterable[WorkbenchSessionVersion], now: datetime
) -> list[WorkbenchSessionVersion]:
    """Of all *versions* of one session, those that nobody is promised any more. Days are those of UTC."""
    newest_first = sorted(versions, key=lambda version: version.number, reverse=True)
    seen_days: set[str] = set()
    removed = []
    for version in newest_first[KEPT_LAST:]:
        day = version.saved_at[:10]
        is_last_of_its_day = day not in seen_days
        seen_days.add(day)
        is_recent = now - parse_timestamp(version.saved_at) <= ONE_A_DAY
        if version.label is None and not (is_last_of_its_day and is_recent):
            removed.append(version)
    return removed


@dataclass(frozen=True)
class _Piece:
    """A piece of content, without its data."""

    id: str
    etag: str
    content_hash: str


async def thin_versions(services: StoreServices, owner_id: str, session_id: str) -> int:
    """
    How many versions of a session were removed.

    Versions and pieces are removed under their ETags, all that have one content together: whoever restores
    a version, or saves the same content again, meanwhile, changes an ETag, and its removal is left to the
    next time.
    """
    pieces = await _pieces(services, owner_id, session_id)  # before the versions that may come to name them
    head = await services.sessions.find(WorkbenchSessionHead, owner_id, session_id)
    versions = await _versions(services, owner_id, session_id)
    if head is None or head.is_purging:
        return 0
    removed = versions_to_remove(versions, services.clock())
    gone = {version.number for version in removed}
    named = {version.content_hash for version in versions if version.number not in gone}
    named.add(head.content_hash)

    count = 0
    for content_hash, together in _by_content(removed).items():
        unnamed = (
            [] if content_hash in named else [each for each in pieces if each.content_hash == content_hash]
        )
        count += await _remove(services, owner_id, together, unnamed)
    return count


def _by_content(
    versions: Iterable[WorkbenchSessionVersion],
) -> dict[str, list[WorkbenchSessionVersion]]:
    found = defaultdict(list)
    for version in versions:
        found[version.content_hash].append(version)
    return found


async def _remove(
    services: StoreServices,
    owner_id: str,
    versions: Sequence[WorkbenchSessionVersion],
    pieces: Sequence[_Piece],
) -> int:
    """The pieces go with the last of the versions that name them."""
    operations: list[BatchOperation] = [Delete(version.id, version.etag) for version in versions]
    operations += [Delete(piece.id, piece.etag) for piece in pieces]
    first, rest = operations[: -MAX_BATCH_OPERATIONS or None], operations[-MAX_BATCH_OPERATIONS:]
    try:
        while first:
            await services.sessions.write_batch(owner_id, first[:MAX_BATCH_OPERATIONS])
            first = first[MAX_BATCH_OPERATIONS:]
        await services.sessions.write_batch(owner_id, rest)
    except (DocumentChanged, DocumentMissing):
        return 0
    return len(versions)


async def _versions(services: StoreServices, owner_id: str, session_id: str) -> list[WorkbenchSessionVersion]:
    filters = FilterFactory(WorkbenchSessionVersion)
    wanted = all_of(filters.equals("kind", "version"), filters.equals("session_id", session_id))
    query = Query.select("*", wanted)
    return await services.sessions.select_documents(
        WorkbenchSessionVersion, owner_id, query, limit=_EVERYTHING
    )


async def _pieces(services: StoreServices, owner_id: str, session_id: str) -> list[_Piece]:
    filters = FilterFactory(SessionContentChunk)
    wanted = all_of(filters.equals("kind", "chunk"), filters.equals("session_id", session_id))
    query = Query.select("c.id, c._etag, c.content_hash", wanted)
    rows = await services.sessions.select(owner_id, query, limit=_EVERYTHING)
    return [_Piece(row["id"], row["_etag"], row["content_hash"]) for row in rows]
