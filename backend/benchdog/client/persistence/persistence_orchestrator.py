"""
Decides when a draft is written and when the service is asked. [B1] [B2] [B4]

The twin of `PersistenceOrchestrator.ts`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import assert_never

from benchdog.client.persistence.conflict_desk import Compared
from benchdog.client.persistence.orchestrator_parts import (
    OpenedSession,
    OrchestratorSurroundings,
    create_orchestrator_parts,
)
from benchdog.client.persistence.persistence_state import PersistenceState
from benchdog.client.persistence.save_result import (
    Conflict,
    ConflictChoice,
    ConflictResult,
    Resolved,
    SaveResult,
    as_conflict_result,
    undone_alone,
)
from benchdog.client.persistence.session_backend import (
    Refusal,
    Rejected,
    SessionWrite,
    SnapshotWriteResult,
    TooLarge,
)
from benchdog.client.persistence.session_source import SessionSource
from benchdog.client.persistence.session_state_tracker import StateHashes
from benchdog.client.snapshots_client import DEFAULT_SHARING, Sharing
from benchdog.documents.merge_parts import Side
from benchdog.documents.metadata import SessionDetails
from benchdog.resilience.correlation import correlation_id, new_correlation_id


class PersistenceOrchestrator:
    """
    One open session has one orchestrator. Nothing here raises for what the service or the disk answers: the
    outcomes of what a person asked for are values. It starts no thread; several threads may share it.

    What is changed in the source needs no announcement, but it has no draft before `keep_draft`, `poll` or
    `save`.
    """

    def __init__(
        self, source: SessionSource, opened: OpenedSession, surroundings: OrchestratorSurroundings
    ) -> None:
        self._opened = opened
        self._lock = RLock()
        self._is_closed = False
        self._limit_bytes = surroundings.limit_bytes
        parts = create_orchestrator_parts(source, opened, surroundings)
        self._sync = parts.sync
        self._work = parts.work
        self._draft = parts.draft
        self._retry = parts.retry
        self._common = parts.common
        self._conflict = parts.conflict
        self._status = parts.status
        self._writer = parts.writer
        self._saver = parts.saver
        self._resolver = parts.resolver
        self._watch = parts.watch

    @property
    def state(self) -> PersistenceState:
        with self._lock:
            return self._status.state

    @property
    def session_id(self) -> str | None:
        """None until it was saved for the first time."""
        metadata = self._status.metadata
        return None if metadata is None else metadata.id

    @property
    def draft_id(self) -> str:
        """Under which the draft of this session is kept."""
        return self._draft.draft_id

    def start(self) -> None:
        """
        Measures what was opened.

        Raises:
            ContentInvalid: it cannot be written as JSON. [C1]
        """
        with self._lock:
            opened = self._opened
            self._draft.take_place(opened.draft_id)
            work = self._work.opened(opened.origin, opened.base)
            if opened.origin == "server" and opened.base is not None:
                self._common.keep(opened.base.content_hash, work.canonical)
            if opened.origin == "draft" and self._work.is_dirty:
                self._work.note_edit()
            self._status.show_rest()

    def change_details(self, details: SessionDetails) -> None:
        """Changes title, description or tags. They are saved with the next save."""
        with self._lock:
            self._work.change_details(details)
            self._status.show_rest()

    def keep_draft(self) -> None:
        """
        Writes the draft, where it does not hold the newest work.

        `state.draft_failure` says whether it is kept.
        """
        with self._lock:
            self._writer.flush()

    def save(self) -> SaveResult:
        """
        Saves what is there now.

        The draft is written first, and goes only when the service has acknowledged exactly what it holds.
        """
        with self._operation():
            return self._saver.save(self._status.metadata)

    def save_and_merge(self) -> SaveResult | ConflictResult:
        """
        Saves; where somebody else saved other parts meanwhile, both become one without a question. [B4]

        Returns:
            `Resolved`, whose `undo` takes the merge back, where both became one. `Conflict` where both
            changed a part: `state.comparison` has the parts, `choose` and `resolve` go on.
        """
        with self._operation():
            result = self._saver.save(self._status.metadata)
            if not isinstance(result, Conflict):
                return result
            compared = self._resolver.compare()
            is_settled = isinstance(compared, Compared) and compared.merged is not None
            return undone_alone(self._resolver.merge(), self._lock) if is_settled else result

    def save_as_copy(self, title: str) -> SaveResult:
        """
        Saves the work under another title as a session of its own; the program goes on with the copy.

        Raises:
            pydantic.ValidationError: no title. [C6]
        """
        with self._operation():
            before = self._work.details
            return self._saver.save_copy(
                SessionDetails(title=title, description=before.description, tags=before.tags)
            )

    def create_snapshot(
        self, title: str, description: str = "", *, sharing: Sharing = DEFAULT_SHARING
    ) -> SnapshotWriteResult:
        """
        An immutable copy of what is there now, saved or not; its `url` is the link to share. [N1]

        Raises:
            pydantic.ValidationError: no title, or no description. [C6]
        """
        details = SessionDetails(title=title, description=description)
        with self._operation():
            work = self._writer.measure()
            if isinstance(work, Rejected):
                return work
            if len(work.canonical) > self._limit_bytes:
                return TooLarge(len(work.canonical), self._limit_bytes)
            content_hash = work.hashes.content_hash
            write = SessionWrite(details, work.canonical, content_hash)
            hashes = StateHashes(content_hash, details.metadata_hash)
            return self._sync.create_snapshot(write, sharing, hashes)

    def poll(self) -> None:
        """
        What a browser does by itself: keeps the draft, sends again what waited long enough, and looks whether
        the service has a newer copy. One without anybody else's work becomes the base, without a word. [B4]
        [B7]
        """
        with self._operation():
            if self._is_closed:
                return
            self._writer.flush()
            if self._retry.is_due:
                self._saver.save(self._status.metadata)
            else:
                self._watch.poll()

    def resume(self) -> None:
        """Goes on when there is a network, or a sign-in, again: what waited is saved now. [B7]"""
        with self._operation():
            if self._is_closed:
                return
            if self._saver.waits_for_sign_in or self._retry.is_waiting:
                self._saver.save(self._status.metadata)
            elif self._status.save.kind == "sign_in_required":
                self._status.show_unsaved_or_clean()
            self._watch.poll()

    def compare(self) -> Refusal | None:
        """
        Compares the newer copy on the server with what is here; `state.comparison` says what differs. [B4]

        Returns:
            Why it could not be compared; None where it was, or where there is no newer copy.
        """
        with self._operation():
            compared = self._resolver.compare()
            return None if compared is None or isinstance(compared, Compared) else compared

    def choose(self, key: str, side: Side) -> None:
        """Takes a part of `state.comparison` from one side; it stays chosen whatever is changed meanwhile."""
        with self._lock:
            self._conflict.choose(key, side)

    def resolve(self, choice: ConflictChoice, *, copy_title: str = "Copy") -> ConflictResult:
        """
        Carries out what the person chose for a newer copy on the server. No copy is lost by any of them.

        Args:
            copy_title: of the session that `keep_both` makes.
        """
        with self._operation():
            newer = self._status.newer_copy
            if newer is None:
                return Resolved(undo=None)
            match choice:
                case "merge":
                    return undone_alone(self._resolver.merge(), self._lock)
                case "keep_both":
                    return as_conflict_result(self.save_as_copy(copy_title))
                case "use_server":
                    return undone_alone(self._resolver.use_server(newer), self._lock)
                case "replace_server":
                    return self._resolver.replace_server(newer)
            assert_never(choice)

    def release_draft(self) -> None:
        """Another session takes over this program's draft: nothing here writes it any more."""
        self._draft.release()

    def close(self) -> None:
        """
        Writes the draft if it is not written; nothing is sent by itself after it. Safe to call twice.

        What the source holds may be another session by then, which must not be saved as this one.
        """
        with self._lock:
            self.keep_draft()
            self._is_closed = True

    @contextmanager
    def _operation(self) -> Iterator[None]:
        """One thing after the other; every request that it takes carries one correlation id. [E4]"""
        with self._lock:
            token = None if correlation_id.get() else correlation_id.set(new_correlation_id())
            try:
                yield
            finally:
                if token is not None:
                    correlation_id.reset(token)
