"""Sends what people asked to save before their program ended, without anybody opening the draft. [B7] [R4]"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.draft import Draft
from benchdog.client.persistence.draft_recovery import remembered_state
from benchdog.client.persistence.intentions import Intentions
from benchdog.client.persistence.local_backup_manager import LocalBackupManager
from benchdog.client.persistence.running_programs import RunningProgram
from benchdog.client.persistence.session_backend import (
    SessionBackend,
    SessionState,
    SessionWrite,
    SignInRequired,
    UnknownOutcome,
    Unreachable,
    WriteResult,
)
from benchdog.client.persistence.session_state_tracker import StateHashes


@dataclass(frozen=True, slots=True)
class QueuedSaveNews:
    """
    What became of a save that waited. The twin of `QueuedSaves.ts`.

    Attributes:
        kind: `saved`; `kept_as_draft`, where the server has a newer copy or refused: the draft is the
            person's to open; `waiting`, where nobody answered: it is sent again the next time.
        session_id: None where the session was never saved.
    """

    kind: Literal["saved", "kept_as_draft", "waiting"]
    title: str
    session_id: str | None


def send_queued_saves(
    drafts: LocalBackupManager,
    backend: SessionBackend,
    intentions: Intentions,
    program: RunningProgram,
    *,
    open_draft_id: str | None,
) -> tuple[QueuedSaveNews, ...]:
    """
    Each is sent once, with the key that it was sent with before. Those of programs that run are left alone.

    Args:
        open_draft_id: of the session that is open in *program*, which saves it by itself; None for none.

    Raises:
        OSError: the disk cannot be read.
    """
    waiting = [each for each in drafts.list().drafts if each.is_save_queued]
    ended = [each for each in waiting if not program.is_running(each.program_id)]
    left = [drafts.read(each.draft_id) for each in ended if each.draft_id != open_draft_id]
    return tuple(_sent(draft, drafts, backend, intentions) for draft in left if draft is not None)


def _sent(
    draft: Draft, drafts: LocalBackupManager, backend: SessionBackend, intentions: Intentions
) -> QueuedSaveNews:
    kept = draft.kept
    intentions.adopt(kept.intentions)
    sync = BackendSyncManager(backend, intentions, session_id=kept.session_id, unanswered=kept.unanswered)
    result = _answer(draft, sync)
    if isinstance(result, SessionState):
        # One that cannot be removed is sent again with its key, and is saved already.
        with suppress(OSError):
            drafts.remove_saved(kept)
        return QueuedSaveNews("saved", kept.details.title, result.metadata.id)
    if isinstance(result, Unreachable | UnknownOutcome | SignInRequired):
        return QueuedSaveNews("waiting", kept.details.title, kept.session_id)
    with suppress(OSError):
        drafts.keep_unsent(kept)
    return QueuedSaveNews("kept_as_draft", kept.details.title, kept.session_id)


def _answer(draft: Draft, sync: BackendSyncManager) -> WriteResult:
    kept = draft.kept
    write = SessionWrite(kept.details, draft.canonical, kept.content_hash)
    hashes = StateHashes(kept.content_hash, kept.metadata_hash)
    base = remembered_state(kept)
    if base is None:
        return sync.create(write, hashes, _is_kept_already)
    return sync.save(write, base, hashes, _is_kept_already)


def _is_kept_already() -> None:
    """The draft holds the key; another one, on top of a copy that holds nobody else's work, is as good."""
