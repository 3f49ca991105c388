"""Finds drafts that a crash or an ended program left behind. [B3] The twin of `SessionRecoveryManager.ts`."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeAlias

from benchdog.client.persistence.draft import KeptDraft
from benchdog.client.persistence.local_backup_manager import LocalBackupManager
from benchdog.client.persistence.running_programs import RunningProgram
from benchdog.client.persistence.session_backend import (
    Gone,
    MetadataResult,
    Missing,
    SessionBackend,
    SessionState,
)
from benchdog.client.persistence.session_state_tracker import StateHashes, is_same_state
from benchdog.client.workbench_sessions_client import SessionMetadata


@dataclass(frozen=True, slots=True)
class NeverSaved:
    kind: ClassVar = "never_saved"


@dataclass(frozen=True, slots=True)
class SavedThere:
    """`is_newer`: saved after the draft was begun, so opening the draft meets a conflict."""

    kind: ClassVar = "saved"
    updated_at: str
    saved_by: str
    is_newer: bool


@dataclass(frozen=True, slots=True)
class GoneThere:
    kind: ClassVar = "gone"


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The service could not be asked."""

    kind: ClassVar = "unknown"


ServerCopy: TypeAlias = NeverSaved | SavedThere | GoneThere | NotKnown


@dataclass(frozen=True, slots=True)
class RecoverableDraft:
    draft: KeptDraft
    server: ServerCopy


@dataclass(frozen=True, slots=True)
class Recoverable:
    """`drafts` newest first; `damaged` are files that cannot be read, kept for whoever can."""

    drafts: tuple[RecoverableDraft, ...]
    damaged: tuple[Path, ...]


def recoverable_drafts(
    drafts: LocalBackupManager, backend: SessionBackend, program: RunningProgram
) -> Recoverable:
    """
    Every draft that says something else than the server's copy; those of programs that run are left alone.

    Nothing is deleted but what the server has.

    Raises:
        OSError: the disk cannot be read.
    """
    kept = drafts.list()
    orphans = [each for each in kept.drafts if not program.is_running(each.program_id)]
    offered = [(each, _server_copy_of(each, drafts, backend)) for each in orphans]
    return Recoverable(
        tuple(RecoverableDraft(each, server) for each, server in offered if server is not None), kept.damaged
    )


def _server_copy_of(
    draft: KeptDraft, drafts: LocalBackupManager, backend: SessionBackend
) -> ServerCopy | None:
    """None where the server has what is in the draft, which goes then."""
    if draft.session_id is None:
        return NeverSaved()
    read = backend.read_metadata(draft.session_id, if_none_match=None)
    if isinstance(read, SessionState) and is_same_state(read.metadata, draft):
        # The service may have been slow, and newer work lies there by now.
        drafts.remove_saved(draft)
        return None
    return _described(read, draft)


def _described(read: MetadataResult, draft: KeptDraft) -> ServerCopy:
    if isinstance(read, SessionState):
        # By hashes: a star changes the ETag, and makes no conflict.
        is_newer = not draft.starts_from(read.metadata)
        return SavedThere(read.metadata.updated_at, read.metadata.saved_by, is_newer)
    return GoneThere() if isinstance(read, Missing | Gone) else NotKnown()


@dataclass(frozen=True, slots=True)
class SavedState:
    """What a draft began on, what the server has now where that is newer, what was sent and not answered."""

    base: SessionMetadata | None = None
    newer: SessionMetadata | None = None
    unanswered: tuple[StateHashes, ...] = ()


def saved_state_of(kept: KeptDraft, backend: SessionBackend) -> SavedState:
    """Nothing of it where the session is gone: it is created anew."""
    if kept.session_id is None:
        return SavedState(unanswered=kept.unanswered)
    remembered = remembered_state(kept)
    if remembered is None:
        return SavedState()
    read = backend.read_metadata(remembered.id, if_none_match=None)
    if isinstance(read, SessionState) and kept.starts_from(read.metadata):
        return SavedState(read.metadata, None, kept.unanswered)
    if isinstance(read, Missing | Gone):
        return SavedState()
    return SavedState(remembered, read.metadata if isinstance(read, SessionState) else None, kept.unanswered)


def remembered_state(kept: KeptDraft) -> SessionMetadata | None:
    """
    The saved state as far as a draft remembers it: enough to save on top of it, or to be refused.

    None where it was never saved.
    """
    base = kept.base
    if kept.session_id is None or base is None:
        return None
    return SessionMetadata(
        id=kept.session_id,
        **base.details.model_dump(),
        starred=False,
        created_at=kept.edited_at,
        updated_at=kept.edited_at,
        last_opened_at=kept.edited_at,
        version=base.version,
        content_hash=base.content_hash,
        metadata_hash=base.metadata_hash,
        size_bytes=kept.size_bytes,
        saved_by="",
        etag=base.etag,
    )
