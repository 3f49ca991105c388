"""Keeps the draft of the open session. [B2] The twin of `DraftKeeper.ts`."""

from contextlib import suppress
from typing import Final
from uuid import uuid4

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.draft import Draft, DraftBase, KeptDraft, draft_id_of
from benchdog.client.persistence.intentions import Intentions
from benchdog.client.persistence.local_backup_manager import DraftFailed, DraftFailure, LocalBackupManager
from benchdog.client.persistence.open_work import MeasuredWork
from benchdog.client.persistence.running_programs import RunningProgram
from benchdog.client.persistence.session_state_tracker import StateHashes, is_same_state
from benchdog.client.workbench_sessions_client import SessionMetadata

_NOTHING_KEPT: Final = -1
"""No edit has this number or a smaller one."""


class DraftKeeper:
    """
    Knows under which id, up to which edit, and whether the device takes it.

    Args:
        session_id: None until the session was saved for the first time.
    """

    def __init__(
        self,
        drafts: LocalBackupManager,
        intentions: Intentions,
        sync: BackendSyncManager,
        *,
        user_id: str,
        program: RunningProgram,
        session_id: str | None,
    ) -> None:
        self._drafts = drafts
        self._intentions = intentions
        self._sync = sync
        self._user_id = user_id
        # Whoever keeps drafts keeps the claim of the program to them.
        self._program = program
        self._session_id = session_id
        # Of the draft's id; empty unless the usual one is taken.
        self._suffix = ""
        # The newest edit that a draft holds, or that needs none, and the draft.
        self._kept_edit = 0
        self._kept_in = self.draft_id
        self._may_exist = True
        self._failure: DraftFailure | None = None
        self._is_released = False
        self._is_save_queued = False
        # What the draft says was sent without an answer.
        self._unanswered: tuple[StateHashes, ...] = ()

    @property
    def draft_id(self) -> str:
        """Another one in a process that was forked off: it is another program."""
        return draft_id_of(self._user_id, self._program.program_id, self._session_id) + self._suffix

    @property
    def failure(self) -> DraftFailure | None:
        """Why the newest draft could not be written; None where it could."""
        return self._failure

    @property
    def may_exist(self) -> bool:
        """False only where it is certain that there is no draft under the present id."""
        return self._may_exist

    def is_kept(self, edit: int) -> bool:
        return self._kept_edit >= edit and self._kept_in == self.draft_id

    def take_place(self, opened_draft_id: str | None) -> None:
        """
        Puts aside what was left behind where the draft is to be written.

        Where the disk refuses, that is left alone, and the draft is kept under an id of its own.

        Args:
            opened_draft_id: of the draft that was opened, which is no other work; None where none was.
        """
        if self.draft_id != opened_draft_id and not self._drafts.put_aside(self.draft_id):
            self._suffix = f"/apart-{uuid4().hex}"
            self._kept_in = self.draft_id

    def keep(self, work: MeasuredWork, base: SessionMetadata | None, edited_at: str) -> None:
        if self._is_released:
            return
        self._may_exist = True
        draft_id = self.draft_id
        self._unanswered = self._sync.unanswered_of(None if base is None else base.id)
        kept = KeptDraft(
            draft_id=draft_id,
            user_id=self._user_id,
            program_id=self._program.program_id,
            session_id=None if base is None else base.id,
            base=None if base is None else _base_of(base),
            details=work.details,
            content_hash=work.hashes.content_hash,
            metadata_hash=work.hashes.metadata_hash,
            size_bytes=len(work.canonical),
            edited_at=edited_at,
            is_save_queued=self._is_save_queued,
            intentions=self._intentions.pending if self._is_save_queued else {},
            unanswered=self._unanswered,
        )
        result = self._drafts.write(Draft(kept, work.canonical))
        if isinstance(result, DraftFailed):
            # What was kept before lacks nothing.
            self._failure = None if self.is_kept(work.edit) else result.reason
        else:
            self._failure = None
            self._note_kept(work.edit, draft_id)

    @property
    def is_save_queued(self) -> bool:
        """Whether a person asked to save, and no answer has come."""
        return self._is_save_queued

    def queue_save(self, *, is_queued: bool) -> bool:
        """
        Whether a person asked to save, and no answer has come; written with the draft, for after a restart.
        [B7]

        Returns:
            Whether the draft has to be written again.
        """
        is_changed = self._is_save_queued != is_queued
        self._is_save_queued = is_queued
        return is_changed

    def tells_what_was_sent(self, base: SessionMetadata | None) -> bool:
        """False where it names a save that the service has refused by now: that is no answer to look for."""
        sent = self._sync.unanswered_of(None if base is None else base.id)
        return all(any(is_same_state(one, told) for one in sent) for told in self._unanswered)

    def drop(self, edit: int) -> None:
        """The server has what was there at *edit*: no draft is needed."""
        self._note_kept(edit, self.draft_id)
        self._failure = None
        self._is_save_queued = False
        if self._may_exist:
            self._may_exist = False
            self.remove(self.draft_id)

    def move_to(self, session_id: str) -> str | None:
        """
        The session has this id from now on; nothing is kept under it yet.

        Returns:
            The id under which the draft was, for `remove`; None where it is the same.
        """
        before = self.draft_id
        self._session_id = session_id
        if before == self.draft_id:
            return None
        self._kept_edit = _NOTHING_KEPT
        self._may_exist = True
        return before

    def put_aside(self) -> bool:
        """The present draft stays on the device as one of its own. Returns whether it does."""
        return self._drafts.put_aside(self.draft_id)

    def release(self) -> None:
        """Another session takes over this program's draft: nothing here writes or removes it any more."""
        self._is_released = True

    def remove(self, draft_id: str) -> None:
        """One that cannot be removed is offered later, where its hash equals the server's and it goes."""
        if not self._is_released:
            with suppress(OSError):
                self._drafts.remove(draft_id)

    def _note_kept(self, edit: int, draft_id: str) -> None:
        before = self._kept_edit if self._kept_in == draft_id else _NOTHING_KEPT
        self._kept_edit, self._kept_in = max(before, edit), draft_id


def _base_of(base: SessionMetadata) -> DraftBase:
    return DraftBase(
        etag=base.etag,
        content_hash=base.content_hash,
        metadata_hash=base.metadata_hash,
        version=base.version,
        details=base.details,
    )
