"""
Looks whether the service has a newer copy, and whether it answers again. [B4]

The twin of `NewerCopyWatch.ts`.
"""

from collections.abc import Callable

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.conflict_desk import ConflictDesk
from benchdog.client.persistence.draft_keeper import DraftKeeper
from benchdog.client.persistence.open_work import OpenWork
from benchdog.client.persistence.session_backend import (
    Gone,
    Missing,
    NotModified,
    SessionBackend,
    SessionState,
    SignInRequired,
)
from benchdog.client.persistence.session_state_tracker import is_same_state
from benchdog.client.persistence.session_status import SessionStatus
from benchdog.client.persistence.work_saver import WorkSaver
from benchdog.client.workbench_sessions_client import SessionMetadata


class NewerCopyWatch:
    """
    Args:
        on_newer_copy: somebody else has saved; the newer copy is in the status.
        save: saves what waited for the service to know the person again. [B7]
    """

    def __init__(
        self,
        *,
        backend: SessionBackend,
        work: OpenWork,
        draft: DraftKeeper,
        sync: BackendSyncManager,
        conflict: ConflictDesk,
        status: SessionStatus,
        saver: WorkSaver,
        on_newer_copy: Callable[[], object],
        save: Callable[[], object],
    ) -> None:
        self._backend = backend
        self._work = work
        self._draft = draft
        self._sync = sync
        self._conflict = conflict
        self._status = status
        self._saver = saver
        self._on_newer_copy = on_newer_copy
        self._save = save

    def poll(self) -> None:
        base = self._status.metadata
        if base is None:
            return
        newer = self._status.newer_copy
        seen = base if newer is None else newer.metadata
        result = self._backend.read_metadata(base.id, if_none_match=seen.etag)
        if isinstance(result, SessionState):
            self._noticed(result.metadata, base)
        if isinstance(result, SessionState | NotModified):
            self._reached()
        if isinstance(result, SignInRequired | Missing | Gone):
            self._status.show_refusal(result, None)

    def _noticed(self, found: SessionMetadata, base: SessionMetadata) -> None:
        """A copy without anybody else's work becomes the base, without a word."""
        if found.etag == base.etag:
            return
        self._work.measure()
        current = self._work.current or base
        is_known = is_same_state(found, base) or is_same_state(found, current)
        if not is_known and not self._sync.may_have_made(found):
            self._status.notice(found)
            self._on_newer_copy()
            return
        self._status.start_from(found)
        self._conflict.clear()
        self._work.acknowledge(found)
        if not self._work.is_dirty:
            self._draft.drop(self._work.edit)
        self._status.show_rest()

    def _reached(self) -> None:
        """The service answers, and has the session: what said otherwise and is not tried again is over."""
        self._status.end_outage()
        shown = self._status.save
        if shown.kind == "sign_in_required" and self._saver.waits_for_sign_in:
            self._save()
            return
        is_over = shown.kind in {"sign_in_required", "missing"}
        if is_over or (shown.kind == "unreachable" and shown.retry_at is None):
            self._status.show_unsaved_or_clean()
