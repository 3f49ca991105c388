"""One save, from the draft before it to what its answer means. [B1] The twin of `WorkSaver.ts`."""

from collections.abc import Callable
from typing import Final

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.common_version import CommonVersion
from benchdog.client.persistence.conflict_desk import ConflictDesk
from benchdog.client.persistence.draft_keeper import DraftKeeper
from benchdog.client.persistence.draft_writer import DraftWriter
from benchdog.client.persistence.open_work import MeasuredWork, OpenWork
from benchdog.client.persistence.retry_schedule import RetrySchedule
from benchdog.client.persistence.save_result import AlreadySaved, Conflict, Saved, SaveResult, Unconfirmed
from benchdog.client.persistence.session_backend import (
    NewerVersion,
    Rejected,
    SessionState,
    SessionWrite,
    SignInRequired,
    TooLarge,
    UnknownOutcome,
    Unreachable,
    WriteResult,
)
from benchdog.client.persistence.session_state_tracker import StateHashes
from benchdog.client.persistence.session_status import SessionStatus
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.metadata import SessionDetails

_IS_SENT_LATER: Final = (Unreachable, UnknownOutcome, SignInRequired)
"""After these a save is sent again by itself."""


class WorkSaver:
    """
    Args:
        on_newer_copy: the service has refused a save because of a newer copy, which is in the status.
    """

    def __init__(
        self,
        *,
        work: OpenWork,
        draft: DraftKeeper,
        writer: DraftWriter,
        sync: BackendSyncManager,
        retry: RetrySchedule,
        common: CommonVersion,
        conflict: ConflictDesk,
        status: SessionStatus,
        limit_bytes: int,
        on_newer_copy: Callable[[], object],
    ) -> None:
        self._work = work
        self._draft = draft
        self._writer = writer
        self._sync = sync
        self._retry = retry
        self._common = common
        self._conflict = conflict
        self._status = status
        self._limit_bytes = limit_bytes
        self._on_newer_copy = on_newer_copy
        self._waits_for_sign_in = False

    @property
    def waits_for_sign_in(self) -> bool:
        """Whether a save waits for the person to sign in again. [B7]"""
        return self._waits_for_sign_in

    def save(self, base: SessionMetadata | None) -> SaveResult:
        """Saves on top of *base*, or as a new session where it is None."""
        self._retry.cancel()
        try:
            return self._send(base)
        finally:
            is_dirty = self._work.is_dirty
            needs_draft = is_dirty and not self._draft.is_kept(self._work.edit)
            has_needless_draft = not is_dirty and self._draft.may_exist
            if needs_draft or has_needless_draft:
                self._writer.write()

    def save_copy(self, details: SessionDetails) -> SaveResult:
        """Saves with *details* as a session of its own. Where it does not come about, all is as before."""
        before = self._work.details
        was_save_waiting = self._draft.is_save_queued
        self._work.change_details(details)
        result = self.save(None)
        if isinstance(result, Saved):
            return result
        self._work.change_details(before)
        # A copy was asked for: the session itself is not saved in its place, but where that was asked before.
        if was_save_waiting:
            self._wait_again()
        else:
            self._give_up()
        self._writer.flush()
        return result

    def _wait_again(self) -> None:
        """A save that waited for the service before something else was tried waits again. [B7]"""
        self._queue(is_queued=True)
        if not self._waits_for_sign_in and not self._retry.is_waiting:
            self._retry.try_again(None)

    def _give_up(self) -> None:
        """What was to be sent again by itself is not."""
        self._retry.cancel()
        self._waits_for_sign_in = False
        self._queue(is_queued=False)
        self._status.show_without_retry()

    def _send(self, base: SessionMetadata | None) -> SaveResult:
        # What a person asks to save is theirs, edited or not: it needs a draft until the service has it.
        if self._status.metadata is None and self._work.edit == 0:
            self._work.note_edit()
        measured = self._writer.measure()
        if isinstance(measured, Rejected):
            return measured
        is_present_base = base is not None and base is self._status.metadata
        if is_present_base and not self._work.is_dirty and not self._sync.is_uncertain:
            self._status.show_rest()
            return AlreadySaved()
        size_bytes = len(measured.canonical)
        if size_bytes > self._limit_bytes:
            return self._concluded(TooLarge(size_bytes, self._limit_bytes), measured, base)
        return self._concluded(self._sent(base, measured), measured, base)

    def _sent(self, base: SessionMetadata | None, measured: MeasuredWork) -> WriteResult:
        def keep_draft() -> None:
            # A program that dies before the answer leaves a save that is sent again, and counts once. [R4]
            self._draft.queue_save(is_queued=base is self._status.metadata)
            self._writer.keep(measured)

        hashes = measured.hashes
        write = SessionWrite(measured.details, measured.canonical, hashes.content_hash)
        if base is None:
            return self._sync.create(write, hashes, keep_draft)
        is_present_base = base is self._status.metadata
        if is_present_base and not self._work.is_content_dirty and not self._sync.is_uncertain:
            with_its_content = StateHashes(base.content_hash, hashes.metadata_hash)
            return self._sync.change_details(measured.details, base, with_its_content, keep_draft)
        return self._sync.save(write, base, hashes, keep_draft)

    def _concluded(self, result: WriteResult, sent: MeasuredWork, base: SessionMetadata | None) -> SaveResult:
        self._waits_for_sign_in = isinstance(result, SignInRequired)
        if not isinstance(result, SessionState):
            # A copy or a replacement that did not come about is not followed by a save of the session itself.
            is_of_session = base is self._status.metadata
            self._queue(is_queued=is_of_session and isinstance(result, _IS_SENT_LATER))
        if isinstance(result, SessionState):
            self._acknowledged(result.metadata, sent)
            return Saved(result.metadata)
        if isinstance(result, NewerVersion):
            noticed = self._status.notice(result.current)
            self._on_newer_copy()
            self._status.show_unsaved_or_clean()
            return Conflict(self._status.newer_copy or noticed)
        if isinstance(result, UnknownOutcome):
            self._status.show_unconfirmed(self._retry.try_again(None))
            return Unconfirmed()
        retry_at = None
        if isinstance(result, Unreachable):
            retry_at = self._retry.try_again(result.retry_after_seconds)
        self._status.show_refusal(result, retry_at)
        return result

    def _queue(self, *, is_queued: bool) -> None:
        """
        One save waits for the service at most, with the newest work, whether this program lives or not.

        [B7]
        """
        is_queued_anew = self._draft.queue_save(is_queued=is_queued)
        if not is_queued_anew and self._draft.tells_what_was_sent(self._status.metadata):
            return
        measured = self._writer.measure()
        if not isinstance(measured, Rejected) and self._work.is_dirty:
            self._writer.keep(measured)

    def _acknowledged(self, metadata: SessionMetadata, sent: MeasuredWork) -> None:
        """The service has exactly what was sent; later changes stay unsaved and keep their draft."""
        self._retry.succeeded()
        self._status.end_outage()
        self._status.start_from(metadata)
        self._conflict.clear()
        self._draft.queue_save(is_queued=False)
        if sent.hashes.content_hash == metadata.content_hash:
            self._common.keep(metadata.content_hash, sent.canonical)
        self._work.acknowledge(StateHashes(metadata.content_hash, sent.hashes.metadata_hash))
        former_draft = self._draft.move_to(metadata.id)
        measured = self._writer.measure()
        if not self._work.is_dirty:
            self._draft.drop(self._work.edit)
        elif not isinstance(measured, Rejected):
            self._writer.keep(measured)
        if former_draft is not None and self._draft.is_kept(self._work.edit):
            self._draft.remove(former_draft)
        self._status.show_unsaved_or_clean()
