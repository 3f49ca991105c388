"""The conversation of a session: read, and added to. [S9]"""

from typing import Final, Self

from pydantic import BaseModel

from benchdog.cosmos.batch import Create, Replace
from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, DocumentMissing
from benchdog.documents.session_message import SessionConversation, SessionMessage
from benchdog.errors import DatabaseTimeout, DatabaseUnavailable, NotFound, PersistenceError
from benchdog.resilience.clock import timestamp
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.session_heads import SessionHeads
from benchdog.stores.session_purge import purge_session
from benchdog.stores.store_services import StoreServices

MAX_ROUNDS: Final = 100
"""How often a message takes the next number because another one was faster."""


class Message(BaseModel):
    """
    Attributes:
        number: counts from 1 within the session, without gaps.
        author_id: user id of who wrote it.
        at: ISO 8601 in UTC with milliseconds; never before that of the message with the number before.
    """

    number: int
    text: str
    author_id: str
    at: str

    @classmethod
    def of(cls, stored: SessionMessage) -> Self:
        return cls.model_validate(stored, from_attributes=True)


class ConversationStatus(BaseModel):
    """`last_at` is null before the first message."""

    count: int
    last_at: str | None


class SessionConversationStore:
    """
    Conversations of one owner's sessions; messages are only ever added.

    They are documents of their own, so the ETag of the session stays. Unknown sessions, somebody else's and
    those in the trash raise NotFound alike. [S2]
    """

    def __init__(self, owner_id: str, services: StoreServices) -> None:
        self._owner_id = owner_id
        self._container = services.sessions
        self._services = services
        self._heads = SessionHeads(owner_id, services)

    async def status(self, session_id: str) -> ConversationStatus:
        """Reads no message."""
        await self._heads.find(session_id)
        so_far = await self._so_far(session_id)
        if so_far is None:
            return ConversationStatus(count=0, last_at=None)
        return ConversationStatus(count=so_far.count, last_at=so_far.last_at)

    async def page(self, session_id: str, *, page_size: int, cursor: str | None) -> Page[Message]:
        """Oldest first. Raises CursorInvalid. [L1]"""
        await self._heads.find(session_id)
        fixed: dict[str, str | bool] = {"kind": "message", "session_id": session_id}
        listing = Listing(self._container, SessionMessage, self._owner_id, fixed)
        request = PageRequest("number", is_descending=False, page_size=page_size, cursor=cursor)
        found = await listing.page(request)
        return Page([Message.of(message) for message in found.items], found.next_cursor)

    async def add(self, session_id: str, text: str) -> Message:
        """The message with *text* as stored, behind all others."""
        message_id = SessionMessage.id_of(session_id, self._services.new_id())
        for _ in range(MAX_ROUNDS):
            await self._heads.find(session_id)
            so_far = await self._so_far(session_id)
            message = self._behind(so_far, session_id, message_id, text)
            try:
                stored = await self._write(message, so_far)
            except (DocumentChanged, DocumentExists, DocumentMissing):
                continue  # the next round takes the next number, or finds the session gone
            if so_far is None:
                await self._check_not_purged_meanwhile(session_id)
            return Message.of(stored)
        raise DatabaseUnavailable

    def _behind(
        self, so_far: SessionConversation | None, session_id: str, message_id: str, text: str
    ) -> SessionMessage:
        now = timestamp(self._services.clock())
        return SessionMessage(
            id=message_id,
            owner_id=self._owner_id,
            session_id=session_id,
            number=1 if so_far is None else so_far.count + 1,
            text=text,
            author_id=self._owner_id,
            # A clock that goes back must not put a message before the one that it answers.
            at=now if so_far is None else max(now, so_far.last_at),
        )

    async def _write(self, message: SessionMessage, so_far: SessionConversation | None) -> SessionMessage:
        conversation = SessionConversation(
            id=SessionConversation.id_of(message.session_id),
            owner_id=message.owner_id,
            session_id=message.session_id,
            count=message.number,
            last_at=message.at,
        )
        count = Create(conversation) if so_far is None else Replace(conversation, so_far.etag)

        async def write() -> SessionMessage:
            await self._container.write_batch(self._owner_id, [count, Create(message)])
            return message

        # Its id is ours alone: whatever its number by now, it is the message that we wrote.
        return await self._services.writes.run(
            write, lambda: self._container.find(SessionMessage, self._owner_id, message.id)
        )

    async def _check_not_purged_meanwhile(self, session_id: str) -> None:
        """
        Nothing in the batch of a first message fails where the session is gone; later ones change the count.

        Raises:
            NotFound: it is, and so is the message again.
            DatabaseTimeout: it cannot be told; the message was written.
        """
        try:
            await self._heads.find(session_id, reach="with_trash")
        except NotFound:
            await purge_session(self._container, self._owner_id, session_id)
            raise
        except PersistenceError as error:
            raise DatabaseTimeout from error

    async def _so_far(self, session_id: str) -> SessionConversation | None:
        conversation_id = SessionConversation.id_of(session_id)
        return await self._container.find(SessionConversation, self._owner_id, conversation_id)
