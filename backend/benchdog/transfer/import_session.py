"""One session of an archive on its way into the database."""

from typing import Any, Final, Literal, Protocol

from benchdog.cosmos.batch import BatchOperation, Upsert
from benchdog.documents.content import Content
from benchdog.documents.session_message import SessionConversation, SessionMessage
from benchdog.documents.workbench_session import (
    WorkbenchSessionHead,
    WorkbenchSessionVersion,
    details_members,
)
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.session_metadata import SessionDraft
from benchdog.stores.session_versions import chunk_writes
from benchdog.stores.store_services import StoreServices
from benchdog.stores.workbench_session_store import WorkbenchSessionStore
from benchdog.transfer.archive_parts import MessagePart, VersionPart
from benchdog.transfer.archive_records import ArchivedSession

WhereTaken = Literal["skip", "replace", "copy"]
"""
What becomes of something whose id is taken: left out; saved as a new version on top of what is there, which
stays in the history, and so does its conversation (a snapshot never changes, so it is left out); or imported
under an id of its own.
"""

Outcome = Literal["imported", "skipped", "replaced", "copied"]

IMPORTED_BY: Final = "import"
"""What stands for the device in a version that an import saves on top."""


class SessionImport(Protocol):
    async def add(self, part: VersionPart) -> None:
        """The next version of the session."""

    async def add_message(self, part: MessagePart) -> None:
        """The next message of its conversation, behind all versions."""

    async def finish(self) -> Outcome:
        """After the last version. Raises PersistenceError where the database refuses or fails."""


async def begin_session(
    services: StoreServices, archived: ArchivedSession, owner_id: str, where_taken: WhereTaken
) -> SessionImport:
    """What to do with *archived* among the sessions of *owner_id*."""
    taken = await services.sessions.find(WorkbenchSessionHead, owner_id, archived.id)
    if taken is None:
        return _NewSession(services, archived, owner_id, archived.id, "imported")
    if where_taken == "copy":
        return _NewSession(services, archived, owner_id, services.new_id(), "copied")
    if where_taken == "replace" and not taken.is_purging:
        return _VersionOnTop(services, archived, taken)
    return _Skipped()


class _Skipped:
    async def add(self, part: VersionPart) -> None:
        """Left out."""

    async def add_message(self, part: MessagePart) -> None:
        """Left out."""

    async def finish(self) -> Outcome:
        return "skipped"


class _NewSession:
    """Versions, content and messages first, the head last: nobody sees a session that is not whole."""

    def __init__(
        self,
        services: StoreServices,
        archived: ArchivedSession,
        owner_id: str,
        session_id: str,
        outcome: Outcome,
    ) -> None:
        self._services = services
        self._archived = archived
        self._owner_id = owner_id
        self._id = session_id
        self._outcome = outcome
        self._write_id = services.new_id()
        self._measures: dict[str, dict[str, Any]] = {}

    async def add(self, part: VersionPart) -> None:
        chunks = await self._chunks(part.content) if part.content is not None else []
        archived = part.version
        version = WorkbenchSessionVersion(
            id=WorkbenchSessionVersion.id_of(self._id, archived.number),
            owner_id=self._owner_id,
            session_id=self._id,
            write_id=self._write_id,
            **archived.model_dump(exclude={"record"}),
            **self._measures[archived.content_hash],
        )
        await self._services.sessions.write_batch(self._owner_id, [Upsert(version), *chunks])

    async def add_message(self, part: MessagePart) -> None:
        archived = part.message
        message = SessionMessage(
            # Named by its number, so that an import which is repeated writes it over and not once more.
            id=SessionMessage.id_of(self._id, str(archived.number)),
            owner_id=self._owner_id,
            session_id=self._id,
            **archived.model_dump(exclude={"record"}),
        )
        conversation = SessionConversation(
            id=SessionConversation.id_of(self._id),
            owner_id=self._owner_id,
            session_id=self._id,
            count=archived.number,
            last_at=archived.at,
        )
        await self._services.sessions.write_batch(self._owner_id, [Upsert(message), Upsert(conversation)])

    async def finish(self) -> Outcome:
        archived = self._archived
        head = WorkbenchSessionHead(
            id=self._id,
            owner_id=self._owner_id,
            write_id=self._write_id,
            is_deleted=archived.deleted_at is not None,
            **archived.model_dump(exclude={"record", "id", "owner_id", "details"}, exclude_none=True),
            **details_members(archived.details),
            **self._measures[archived.content_hash],
        )
        await self._services.sessions.create(self._owner_id, head)
        return self._outcome

    async def _chunks(self, content: Content) -> list[BatchOperation]:
        pieces = await self._services.contents.encode(content)
        measures = {"size_bytes": content.size_bytes, "chunk_count": len(pieces)}
        self._measures[content.content_hash] = measures
        return chunk_writes(self._owner_id, self._id, content, pieces)


class _VersionOnTop:
    """Only the current state of the archive goes on top; what was there stays in the history."""

    def __init__(
        self, services: StoreServices, archived: ArchivedSession, taken: WorkbenchSessionHead
    ) -> None:
        self._store = WorkbenchSessionStore(taken.owner_id, IMPORTED_BY, services)
        self._archived = archived
        self._taken = taken
        self._content: Content | None = None

    async def add(self, part: VersionPart) -> None:
        if part.version.content_hash == self._archived.content_hash:
            self._content = part.content or self._content

    async def add_message(self, part: MessagePart) -> None:
        """The conversation that is there stays."""

    async def finish(self) -> Outcome:
        if self._content is None:
            raise ValueError("The archive was not checked: the content of a session is missing.")
        if self._taken.is_deleted:
            await self._store.restore(self._taken.id)
        draft = SessionDraft(self._archived.details, self._content)
        await self._store.save(self._taken.id, draft, if_match=ETagCondition.anything())
        return "replaced"
