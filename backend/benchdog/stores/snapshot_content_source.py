"""Where the content of a new snapshot comes from: sent along, or a saved state of a session."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchdog.documents.workbench_session import (
    SessionContentChunk,
    WorkbenchSessionHead,
    WorkbenchSessionVersion,
)
from benchdog.errors import NotFound
from benchdog.stores.session_heads import SessionHeads
from benchdog.stores.session_versions import chunk_ids
from benchdog.stores.snapshot_metadata import SnapshotDraft, SnapshotFromSession
from benchdog.stores.store_services import StoreServices


@dataclass(frozen=True, slots=True)
class ContentSource:
    """Stored pieces, and what they are pieces of; the session where they come from one."""

    pieces: Sequence[str]
    content_hash: str
    size_bytes: int
    session_id: str | None = None
    session_version: int | None = None


async def source_of(
    draft: SnapshotDraft | SnapshotFromSession, caller_id: str, services: StoreServices
) -> ContentSource:
    """
    Raises:
        NotFound: there is no such session of the caller's, or no such version of it.
        ContentCorrupted: a stored piece is missing.
    """
    if isinstance(draft, SnapshotDraft):
        pieces = await services.contents.encode(draft.content)
        return ContentSource(pieces, draft.content.content_hash, draft.content.size_bytes)
    state, number = await _saved_state(draft, caller_id, services)
    ids = chunk_ids(draft.session_id, state)
    chunks = await services.contents.read_chunks(services.sessions, SessionContentChunk, caller_id, ids)
    return ContentSource(
        [chunk.data for chunk in chunks], state.content_hash, state.size_bytes, draft.session_id, number
    )


async def _saved_state(
    draft: SnapshotFromSession, caller_id: str, services: StoreServices
) -> tuple[WorkbenchSessionHead | WorkbenchSessionVersion, int]:
    head = await SessionHeads(caller_id, services).find(draft.session_id)
    if draft.version is None or draft.version == head.version:
        return head, head.version
    version_id = WorkbenchSessionVersion.id_of(draft.session_id, draft.version)
    version = await services.sessions.find(WorkbenchSessionVersion, caller_id, version_id)
    if version is None:
        raise NotFound
    return version, version.number
