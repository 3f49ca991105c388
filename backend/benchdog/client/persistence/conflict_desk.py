"""Where a conflict lies until it is decided. [B4] The twin of `ConflictDesk.ts`."""

from dataclasses import dataclass

from benchdog.client.persistence.common_version import CommonVersion
from benchdog.client.persistence.comparison import (
    CommonCopy,
    Comparison,
    CopyOfWork,
    MergedWork,
    compare_copies,
)
from benchdog.client.persistence.open_work import OpenWork
from benchdog.client.persistence.session_backend import Refusal, Rejected, SessionBackend, SessionRead
from benchdog.client.persistence.session_source import SessionSource
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.merge_parts import Side


@dataclass(frozen=True, slots=True)
class Compared:
    """
    Attributes:
        theirs: the server's copy that was compared; it may be newer than the one that was noticed.
        mine: the work that was compared.
        edit: the number of the edit that it holds.
        merged: None until every part is decided.
    """

    theirs: SessionRead
    mine: CopyOfWork
    edit: int
    merged: MergedWork | None


@dataclass(frozen=True, slots=True)
class _Material:
    theirs: SessionRead
    base: CommonCopy


class ConflictDesk:
    """
    Has the copies, what differs, and what the person chose so far.

    A choice belongs to a part and not to a copy, so a further change on the server or here loses none.
    """

    def __init__(
        self, source: SessionSource, backend: SessionBackend, common: CommonVersion, work: OpenWork
    ) -> None:
        self._source = source
        self._backend = backend
        self._common = common
        self._work = work
        self._choices: dict[str, Side] = {}
        self._material: _Material | None = None
        self._comparison: Comparison | None = None

    @property
    def comparison(self) -> Comparison | None:
        """What differs as it was compared last; None where nothing was."""
        return self._comparison

    def choose(self, key: str, side: Side) -> None:
        self._choices[key] = side
        if self._material is not None:
            self._compared(self._material)

    def compare(self, base: SessionMetadata, newer: SessionMetadata) -> Compared | Refusal:
        """Compares what is there now with the server's copy."""
        material = self._material
        if material is None or material.theirs.metadata.etag != newer.etag:
            theirs = self._backend.read_session(newer.id)
            content = self._common.content_of(base)
            if not isinstance(theirs, SessionRead):
                return theirs
            is_known = base.details.metadata_hash == base.metadata_hash
            material = _Material(theirs, CommonCopy(content, base.details if is_known else None))
            self._material = material
        return self._compared(material)

    def carried_out(self) -> None:
        """What was decided is carried out and not saved yet: the choices hold for a further copy."""
        self._material = None
        self._comparison = None

    def clear(self) -> None:
        """Everything is decided, or there is nothing to decide any more."""
        self._choices.clear()
        self.carried_out()

    def _compared(self, material: _Material) -> Compared | Rejected:
        measured = self._work.measure()
        if isinstance(measured, Rejected):
            return measured
        theirs = material.theirs
        mine = CopyOfWork(self._work.content(), measured.details)
        self._comparison, merged = compare_copies(
            self._source,
            base=material.base,
            mine=mine,
            theirs=CopyOfWork(theirs.content, theirs.metadata.details),
            choices=self._choices,
        )
        return Compared(theirs, mine, measured.edit, merged if self._comparison.is_decided else None)
