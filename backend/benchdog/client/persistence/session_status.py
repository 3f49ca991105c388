"""What is known of the open session, in one place. The twin of `SessionStatus.ts` and `saveStates.ts`."""

from datetime import datetime
from typing import Final

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.conflict_desk import ConflictDesk
from benchdog.client.persistence.draft_keeper import DraftKeeper
from benchdog.client.persistence.open_work import OpenWork
from benchdog.client.persistence.persistence_state import PersistenceState, SaveState, SaveStateKind
from benchdog.client.persistence.save_result import NewerCopy
from benchdog.client.persistence.session_backend import (
    Gone,
    Missing,
    Refusal,
    Rejected,
    SignInRequired,
    TooLarge,
    Unreachable,
)
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.resilience.clock import Clock, timestamp

_SHOWN_AS: Final[dict[type[Refusal], SaveStateKind]] = {
    Unreachable: "unreachable",
    SignInRequired: "sign_in_required",
    TooLarge: "too_large",
    Missing: "missing",
    Gone: "missing",
    Rejected: "failed",
}
_LASTS: Final = frozenset({"missing", "sign_in_required"})
_LASTS_WHILE_UNSAVED: Final = frozenset({"unreachable", "unconfirmed"})


class SessionStatus:
    """
    Args:
        base: the saved state that the work starts from; None for a session that was never saved.
        newer: what the server has now, where that is newer than *base*.
    """

    def __init__(
        self,
        *,
        work: OpenWork,
        draft: DraftKeeper,
        sync: BackendSyncManager,
        conflict: ConflictDesk,
        clock: Clock,
        limit_bytes: int,
        base: SessionMetadata | None,
        newer: SessionMetadata | None,
    ) -> None:
        self._work = work
        self._draft = draft
        self._sync = sync
        self._conflict = conflict
        self._clock = clock
        self._limit_bytes = limit_bytes
        self._metadata = base
        self._newer_copy: NewerCopy | None = None
        self._save = SaveState("new", None)
        # What is shown holds until the work is edited.
        self._shown_edit = 0
        self._unreached_since: str | None = None
        if newer is not None:
            self.notice(newer)

    @property
    def state(self) -> PersistenceState:
        """As it is at this moment: the work is measured first."""
        is_dirty = self._work.is_dirty
        if self._work.edit != self._shown_edit:
            self.show_rest()
        return PersistenceState(
            save=self._save,
            details=self._work.details,
            metadata=self._metadata,
            newer_copy=self._newer_copy,
            comparison=self._conflict.comparison,
            draft_failure=self._draft.failure,
            size_bytes=self._work.size_bytes,
            limit_bytes=self._limit_bytes,
            is_dirty=is_dirty,
            is_at_risk=is_dirty and not self._draft.is_kept(self._work.edit),
        )

    @property
    def save(self) -> SaveState:
        return self._save

    @property
    def metadata(self) -> SessionMetadata | None:
        """Of the saved state that the work starts from; None until it was saved for the first time."""
        return self._metadata

    @property
    def newer_copy(self) -> NewerCopy | None:
        return self._newer_copy

    def start_from(self, metadata: SessionMetadata) -> None:
        self._metadata = metadata
        self._newer_copy = None
        self._conflict.carried_out()

    def notice(self, newer: SessionMetadata) -> NewerCopy:
        self._newer_copy = NewerCopy(newer, timestamp(self._clock()))
        return self._newer_copy

    def notice_later(self, metadata: SessionMetadata) -> None:
        """The newer copy turned out to be a later one of the same conflict."""
        if self._newer_copy is not None:
            self._newer_copy = NewerCopy(metadata, self._newer_copy.noticed_at)

    def end_outage(self) -> None:
        """The service said something."""
        self._unreached_since = None

    def show_unconfirmed(self, retry_at: datetime) -> None:
        self._show(SaveState("unconfirmed", timestamp(self._clock()), retry_at=retry_at))

    def show_rest(self) -> None:
        self._show(self._at_rest())

    def show_unsaved_or_clean(self) -> None:
        self._show(self._unsaved_or_clean())

    def show_refusal(self, refusal: Refusal, retry_at: datetime | None) -> None:
        """An outage begins with the first try that fails, and lasts until the service says anything else."""
        now = timestamp(self._clock())
        is_outage = isinstance(refusal, Unreachable)
        self._unreached_since = (self._unreached_since or now) if is_outage else None
        since = self._unreached_since or now
        self._show(SaveState(_SHOWN_AS[type(refusal)], since, refusal, retry_at))

    def show_without_retry(self) -> None:
        """What was to be sent again by itself is not."""
        if self._save.kind == "unreachable":
            self._show(SaveState("unreachable", self._save.since, self._save.refusal))

    def _show(self, save: SaveState) -> None:
        self._save = save
        self._shown_edit = self._work.edit

    def _at_rest(self) -> SaveState:
        """What follows while nothing new is known of the service: an edit does not hide what matters more."""
        if self._save.kind in _LASTS:
            return self._save
        needs_service = self._work.is_dirty or self._sync.is_uncertain
        if self._save.kind in _LASTS_WHILE_UNSAVED and needs_service:
            return self._save
        return self._unsaved_or_clean()

    def _unsaved_or_clean(self) -> SaveState:
        if self._work.is_dirty:
            return SaveState("unsaved", self._work.edited_at)
        if self._metadata is None:
            return SaveState("new", None)
        return SaveState("clean", self._metadata.updated_at)
