"""Heads of one owner's sessions: found, and changed without ever losing somebody's save. [S2] [S3] [S5]"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from benchdog.cosmos.batch import BatchOperation, Create, Replace
from benchdog.cosmos.write_errors import DocumentChanged, DocumentMissing
from benchdog.documents.ids import is_id
from benchdog.documents.workbench_session import WorkbenchSessionHead, WorkbenchSessionVersion
from benchdog.errors import DatabaseUnavailable, NotFound, VersionConflict
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.session_metadata import SessionMetadata
from benchdog.stores.store_services import StoreServices

MAX_ROUNDS: Final = 20
"""How often an overwrite (`If-Match: *`) starts again because somebody else was faster."""

Reach = Literal["live", "with_trash", "all"]
"""Which sessions are looked at: `all` also has those whose deletion for good has begun."""


@dataclass(frozen=True)
class HeadChange:
    """
    What is to become of a session, all of it or nothing.

    Attributes:
        version: the version that the head now stands for; None where only the head changes.
        others: written in the same batch.
    """

    head: WorkbenchSessionHead
    version: WorkbenchSessionVersion | None = None
    others: Sequence[BatchOperation] = ()

    def operations(self, write_head: BatchOperation) -> list[BatchOperation]:
        """The head comes first: it is what a conflict is found by, before pieces are written."""
        return [write_head, *([Create(self.version)] if self.version else []), *self.others]


class HeadEdit(Protocol):
    """A wish of the owner, to be applied to whatever head is stored by then."""

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        """Whether *base* is as wished already, so that nothing is written. [S4]"""

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        """What to write over *base*."""


class SessionHeads:
    """Heads in the partition of one owner; nobody else's can be reached through it."""

    def __init__(self, owner_id: str, services: StoreServices) -> None:
        self._owner_id = owner_id
        self._container = services.sessions
        self._writes = services.writes

    async def find(self, session_id: str, *, reach: Reach = "live") -> WorkbenchSessionHead:
        """
        Raises:
            NotFound: unknown, somebody else's, or out of *reach*.
        """
        head = await self._find_any(session_id)
        if head is None or (head.is_deleted and reach == "live") or (head.is_purging and reach != "all"):
            raise NotFound
        return head

    async def create(self, change: HeadChange) -> WorkbenchSessionHead:
        """Writes a session that does not exist yet."""
        return await self._writes.run(
            lambda: self._write(change, Create(change.head)), lambda: self._recall(change)
        )

    async def change(
        self, session_id: str, edit: HeadEdit, *, if_match: ETagCondition, reach: Reach = "live"
    ) -> WorkbenchSessionHead:
        """
        Applies *edit* to the stored head.

        Where the edit is done already, *if_match* is not looked at, so that a request which is repeated after
        a lost answer is answered as the first one was. [S4]

        Raises:
            NotFound: as `find`.
            VersionConflict: the stored ETag is not one of *if_match*; carries the current metadata.
        """
        for _ in range(MAX_ROUNDS):
            base = await self.find(session_id, reach=reach)
            if edit.is_done(base):
                return base
            _require(base, if_match)
            try:
                return await self._replace(base, await edit.change(base))
            except (DocumentChanged, DocumentMissing):
                continue  # the next round says what is there now: a conflict, nothing, or the same work
        raise DatabaseUnavailable

    async def check(self, session_id: str, content_hash: str, *, if_match: ETagCondition) -> None:
        """
        Raises:
            NotFound: as `find`.
            VersionConflict: the stored ETag is not one of *if_match*, and the stored content another one.
        """
        base = await self.find(session_id)
        if base.content_hash != content_hash:
            _require(base, if_match)

    async def _replace(self, base: WorkbenchSessionHead, change: HeadChange) -> WorkbenchSessionHead:
        return await self._writes.run(
            lambda: self._write(change, Replace(change.head, base.etag)), lambda: self._recall(change)
        )

    async def _write(self, change: HeadChange, write_head: BatchOperation) -> WorkbenchSessionHead:
        operations = change.operations(write_head)
        etag, *_ = await self._container.write_batch(self._owner_id, operations)
        return change.head.model_copy(update={"etag": etag})

    async def _recall(self, change: HeadChange) -> WorkbenchSessionHead | None:
        """The head as *change* left it, where *change* was applied although its answer says otherwise."""
        stored = await self._find_any(change.head.id)
        if stored is not None and stored.write_id == change.head.write_id:
            return stored
        if change.version is None:
            return None
        version = await self._container.find(WorkbenchSessionVersion, self._owner_id, change.version.id)
        if version is None or version.write_id != change.head.write_id:
            return None
        # Applied, and somebody saved on top since: this state is stored no longer, so the next save is a
        # conflict.
        return change.head

    async def _find_any(self, session_id: str) -> WorkbenchSessionHead | None:
        if not is_id(session_id):
            return None
        return await self._container.find(WorkbenchSessionHead, self._owner_id, session_id)


def _require(base: WorkbenchSessionHead, if_match: ETagCondition) -> None:
    if not if_match.matches(base.state_tag):
        raise VersionConflict(current=SessionMetadata.of(base).model_dump())
