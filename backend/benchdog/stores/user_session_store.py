"""User sessions: started, saved by the app that uses them, found again, forgotten. [U1]"""

from typing import Final

from benchdog.cosmos.write_errors import DocumentChanged, DocumentMissing
from benchdog.documents.content import largest_parts
from benchdog.documents.ids import is_id
from benchdog.documents.user_session import (
    MAX_STATE_SIZE_BYTES,
    StoredUserSession,
    UserSessionHead,
    UserSessionState,
    state_members,
)
from benchdog.errors import ContentTooLarge, DatabaseUnavailable, NotFound, VersionConflict
from benchdog.resilience.clock import timestamp
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.store_services import StoreServices
from benchdog.stores.user_session_metadata import UserSessionMetadata, UserSessionWithState

MAX_ROUNDS: Final = 20
"""How often an overwrite (`If-Match: *`) starts again because somebody else was faster."""


class UserSessionStore:
    """
    User sessions of one user: unknown ids, expired ones and somebody else's raise NotFound alike. [S2]

    Each save puts off the expiry; the database removes what expired.
    """

    def __init__(self, user_id: str, services: StoreServices) -> None:
        self._user_id = user_id
        self._container = services.user_sessions
        self._services = services
        self._ttl_seconds = int(services.user_session_time.total_seconds())

    async def start(self, app: str) -> UserSessionWithState:
        """A new session of *app*, with nothing in it."""
        now = timestamp(self._services.clock())
        started = StoredUserSession(
            id=self._services.new_id(),
            user_id=self._user_id,
            app=app,
            created_at=now,
            updated_at=now,
            write_id=self._services.new_id(),
            ttl=self._ttl_seconds,
            **state_members(UserSessionState()),
        )
        stored = await self._services.writes.run(
            lambda: self._container.create(self._user_id, started),
            # Its id is ours alone: what has it was started by us, even if it was saved since.
            lambda: self._container.find(StoredUserSession, self._user_id, started.id),
        )
        return UserSessionWithState.of(stored)

    async def read(self, session_id: str) -> UserSessionWithState:
        return UserSessionWithState.of(await self._find(session_id))

    async def save(
        self, session_id: str, state: UserSessionState, *, if_match: ETagCondition
    ) -> UserSessionMetadata:
        """
        Write *state* over the one named by *if_match*; of its history the newest entries are kept. [S3]

        What is stored already is left as it is, whatever *if_match* says. [S4]

        Raises:
            ContentTooLarge: more than 512 KiB; carries the largest parts.
            VersionConflict: the stored ETag is no longer *if_match*; carries the current metadata.
        """
        wanted = state.bounded()
        canonical = canonical_state(wanted)
        for _ in range(MAX_ROUNDS):
            base = await self._find(session_id)
            if base.state().canonical() == canonical:
                return UserSessionMetadata.of(base)
            if not if_match.matches(base.etag):
                raise VersionConflict(current=UserSessionMetadata.of(base).model_dump())
            try:
                return UserSessionMetadata.of(await self._replace(base, wanted))
            except (DocumentChanged, DocumentMissing):
                continue  # the next round says what is there now: a conflict, nothing, or the same state
        raise DatabaseUnavailable

    async def delete(self, session_id: str) -> None:
        """For good: there is no trash for what an app writes by itself."""
        await self._find(session_id)
        try:
            await self._container.delete(self._user_id, session_id)
        except DocumentMissing:
            raise NotFound from None

    async def page(self, request: PageRequest, *, app: str | None) -> Page[UserSessionMetadata]:
        """The user's sessions, of all apps or of one. Raises CursorInvalid. [L1]"""
        fixed: dict[str, str | bool] = {"kind": "user_session"}
        if app is not None:
            fixed["app"] = app
        listing = Listing(self._container, UserSessionHead, self._user_id, fixed, is_projected=True)
        found = await listing.page(request)
        return Page([UserSessionMetadata.of(head) for head in found.items], found.next_cursor)

    async def _replace(self, base: StoredUserSession, state: UserSessionState) -> StoredUserSession:
        now = timestamp(self._services.clock())
        changed = base.with_state(
            state,
            updated_at=max(now, base.updated_at),
            write_id=self._services.new_id(),
            ttl=self._ttl_seconds,
        )
        return await self._services.writes.run(
            lambda: self._container.replace(self._user_id, changed, if_match=base.etag),
            lambda: self._recall(changed),
        )

    async def _recall(self, written: StoredUserSession) -> StoredUserSession | None:
        """The session as *written* left it, where that was applied although its answer was lost."""
        stored = await self._container.find(StoredUserSession, self._user_id, written.id)
        return stored if stored is not None and stored.write_id == written.write_id else None

    async def _find(self, session_id: str) -> StoredUserSession:
        if not is_id(session_id):
            raise NotFound
        found = await self._container.find(StoredUserSession, self._user_id, session_id)
        if found is None:
            raise NotFound
        return found


def canonical_state(state: UserSessionState) -> bytes:
    """
    Raises:
        ContentTooLarge: more than 512 KiB; carries the largest parts.
    """
    canonical = state.canonical()
    if len(canonical) > MAX_STATE_SIZE_BYTES:
        raise ContentTooLarge(
            size_bytes=len(canonical),
            limit_bytes=MAX_STATE_SIZE_BYTES,
            largest_parts=largest_parts(state.model_dump()),
        )
    return canonical
