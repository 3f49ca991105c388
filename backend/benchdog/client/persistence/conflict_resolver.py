"""Carries out what lies on the conflict desk. [B4] The twin of `ConflictResolver.ts`."""

from typing import Final

from benchdog.client.persistence.common_version import CommonVersion
from benchdog.client.persistence.comparison import CopyOfWork
from benchdog.client.persistence.conflict_desk import Compared, ConflictDesk
from benchdog.client.persistence.draft_keeper import DraftKeeper
from benchdog.client.persistence.draft_writer import DraftWriter
from benchdog.client.persistence.open_work import OpenWork
from benchdog.client.persistence.save_result import (
    ConflictResult,
    FromNewerVersion,
    NewerCopy,
    Resolved,
    Undecided,
    Unreadable,
    as_conflict_result,
)
from benchdog.client.persistence.session_backend import Refusal, Rejected, SessionBackend, SessionRead
from benchdog.client.persistence.session_source import ContentUnreadable, SessionSource
from benchdog.client.persistence.session_status import SessionStatus
from benchdog.client.persistence.work_saver import WorkSaver

DRAFT_NOT_KEPT: Final = Rejected(
    "draft_not_kept",
    "Your copy cannot be kept on this device. Save it as a copy, or write it to a file first.",
)
"""Without a draft the server's copy would replace the only one of the work."""


class ConflictResolver:
    """The work that is open and the server's become one. No copy is lost by it."""

    def __init__(
        self,
        *,
        source: SessionSource,
        backend: SessionBackend,
        work: OpenWork,
        draft: DraftKeeper,
        writer: DraftWriter,
        common: CommonVersion,
        conflict: ConflictDesk,
        status: SessionStatus,
        saver: WorkSaver,
    ) -> None:
        self._source = source
        self._backend = backend
        self._work = work
        self._draft = draft
        self._writer = writer
        self._common = common
        self._conflict = conflict
        self._status = status
        self._saver = saver

    def compare(self) -> Compared | Refusal | None:
        """None where there is no newer copy."""
        base, newer = self._status.metadata, self._status.newer_copy
        if base is None or newer is None:
            return None
        compared = self._conflict.compare(base, newer.metadata)
        if isinstance(compared, Compared):
            self._status.notice_later(compared.theirs.metadata)
        return compared

    def compare_again(self) -> None:
        """While a person looks at a conflict, a further change on the server joins it."""
        if self._conflict.comparison is not None:
            self.compare()

    def merge(self) -> ConflictResult:
        """Saves both as one, where every part that both changed is decided."""
        compared = self.compare()
        if compared is None:
            return Resolved(undo=None)
        if not isinstance(compared, Compared):
            return compared
        merged, theirs, mine = compared.merged, compared.theirs.metadata, compared.mine
        if merged is None:
            return Undecided()
        if merged.leaves_out_mine and not self._writer.put_aside():
            return DRAFT_NOT_KEPT
        # Changed by another thread while the draft was put aside: it is not in what was merged.
        if compared.edit != self._work.edit:
            return self.merge()
        try:
            self._source.restore(merged.content)
        except ContentUnreadable as error:
            return Unreadable(str(error))
        self._status.start_from(theirs)
        self._work.acknowledge(theirs)
        self._work.change_details(merged.details)
        result = as_conflict_result(self._saver.save(theirs))
        return Resolved(undo=lambda: self._bring_back(mine)) if isinstance(result, Resolved) else result

    def use_server(self, newer: NewerCopy) -> ConflictResult:
        """
        Opens the server's copy.

        The work stays on the device as a draft of its own, and can be brought back.
        """
        read = self._backend.read_session(newer.metadata.id)
        if not isinstance(read, SessionRead):
            return read
        if self._source.is_from_newer_version(read.content):
            return FromNewerVersion(read.metadata.details, read.content)
        measured = self._writer.measure()
        if isinstance(measured, Rejected):
            return measured
        if not self._writer.put_aside():
            return DRAFT_NOT_KEPT
        mine = CopyOfWork(self._work.content(), measured.details)
        try:
            self._source.restore(read.content)
        except ContentUnreadable as error:
            return Unreadable(str(error))
        self._status.start_from(read.metadata)
        self._conflict.clear()
        self._work.change_details(read.metadata.details)
        as_opened = self._work.opened("server", read.metadata)
        self._common.keep(read.metadata.content_hash, as_opened.canonical)
        self._draft.drop(self._work.edit)
        self._status.show_unsaved_or_clean()
        return Resolved(undo=lambda: self._bring_back(mine))

    def replace_server(self, newer: NewerCopy) -> ConflictResult:
        """
        Saves the work on top of the copy that the person saw, which stays in the history.

        A later one is refused and asked about again; one of a newer version is never replaced. [C7]
        """
        compared = self.compare()
        if isinstance(compared, Compared) and self._source.is_from_newer_version(compared.theirs.content):
            return FromNewerVersion(compared.theirs.metadata.details, compared.theirs.content)
        if compared is not None and not isinstance(compared, Compared):
            return compared
        return as_conflict_result(self._saver.save(newer.metadata))

    def _bring_back(self, mine: CopyOfWork) -> None:
        self._source.restore(mine.content)
        self._work.change_details(mine.details)
        self._writer.flush()
