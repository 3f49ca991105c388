"""Workbench sessions: created, opened, saved, renamed, listed, deleted and brought back. [S1]–[S6]"""

import asyncio
from collections.abc import Mapping
from typing import Any

from benchdog.documents.workbench_session import WorkbenchSessionHead, details_members
from benchdog.resilience.clock import timestamp
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.list_filters import SessionFilter
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.session_edits import BeginPurge, EditDetails, MoveToTrash, SaveDraft, TakeFromTrash
from benchdog.stores.session_heads import HeadChange, SessionHeads
from benchdog.stores.session_metadata import OpenedSession, SessionDraft, SessionMetadata
from benchdog.stores.session_openings import record_opening
from benchdog.stores.session_purge import purge_session
from benchdog.stores.session_versions import chunk_writes, read_content, version_of
from benchdog.stores.store_services import StoreServices


class WorkbenchSessionStore:
    """
    Workbench sessions of one owner: every rule about who may do what lives here, so no router can forget one.

    Unknown ids and somebody else's raise NotFound, in the same way. [S2]

    Args:
        device: the label of the device that the owner uses, kept with every save.
    """

    def __init__(self, owner_id: str, device: str, services: StoreServices) -> None:
        self._owner_id = owner_id
        self._device = device
        self._services = services
        self._heads = SessionHeads(owner_id, services)

    async def create(self, draft: SessionDraft) -> SessionMetadata:
        """Write a new session with its first version. [S5]"""
        pieces = await self._services.contents.encode(draft.content)
        now = timestamp(self._services.clock())
        head = WorkbenchSessionHead(
            id=self._services.new_id(),
            owner_id=self._owner_id,
            created_at=now,
            updated_at=now,
            last_opened_at=now,
            version=1,
            content_hash=draft.content.content_hash,
            size_bytes=draft.content.size_bytes,
            chunk_count=len(pieces),
            saved_by=self._device,
            write_id=self._services.new_id(),
            **details_members(draft.details),
        )
        chunks = chunk_writes(self._owner_id, head.id, draft.content, pieces)
        return SessionMetadata.of(await self._heads.create(HeadChange(head, version_of(head), chunks)))

    async def metadata(self, session_id: str) -> SessionMetadata:
        """Reads no content: this is what polling uses."""
        return SessionMetadata.of(await self._heads.find(session_id))

    async def open(self, session_id: str, *, unless: ETagCondition | None = None) -> OpenedSession:
        """
        The session with its content, which is left out where *unless* names the stored ETag.

        Records that its owner opened it. [S10]

        Raises:
            ContentCorrupted: the stored content is damaged; nothing of it is handed out.
        """
        head = await self._heads.find(session_id)
        if unless is not None and unless.matches(head.state_tag):
            await record_opening(head, self._services)
            return OpenedSession(SessionMetadata.of(head), canonical=None)
        canonical, _ = await asyncio.gather(
            read_content(self._services, self._owner_id, head.id, head), record_opening(head, self._services)
        )
        return OpenedSession(SessionMetadata.of(head), canonical)

    async def save(self, session_id: str, draft: SessionDraft, *, if_match: ETagCondition) -> SessionMetadata:
        """
        Write a new version on top of the one named by *if_match*. [S3] [S5]

        What is stored already is left as it is, whatever *if_match* says. [S4]

        Raises:
            VersionConflict: the stored ETag is no longer *if_match*; carries the current metadata.
        """
        edit = SaveDraft(draft, self._device, self._services)
        return SessionMetadata.of(await self._heads.change(session_id, edit, if_match=if_match))

    async def check_save(self, session_id: str, content_hash: str, *, if_match: ETagCondition) -> None:
        """
        Whether saving a content with this hash may succeed, before the content is there.

        Raises:
            VersionConflict: as `save`, which is sure to raise it.
        """
        await self._heads.check(session_id, content_hash, if_match=if_match)

    async def edit_details(
        self, session_id: str, members: Mapping[str, Any], *, if_match: ETagCondition
    ) -> SessionMetadata:
        """
        Change some of title, description, tags and starred; the content and its version stay.

        Raises:
            VersionConflict: the stored ETag is no longer *if_match*; carries the current metadata.
        """
        edit = EditDetails(members, self._services)
        return SessionMetadata.of(await self._heads.change(session_id, edit, if_match=if_match))

    async def page(
        self, request: PageRequest, filters: SessionFilter, *, is_deleted: bool = False
    ) -> Page[SessionMetadata]:
        """The owner's sessions, or those in the trash, without content. Raises CursorInvalid. [L1]"""
        fixed: dict[str, str | bool] = {"kind": "session", "is_deleted": is_deleted}
        listing = Listing(self._services.sessions, WorkbenchSessionHead, self._owner_id, fixed)
        found = await listing.page(request, filters.conditions(listing.filters))
        return Page([SessionMetadata.of(head) for head in found.items], found.next_cursor)

    async def delete(
        self, session_id: str, *, if_match: ETagCondition | None = None, is_permanent: bool = False
    ) -> None:
        """
        Move a session to the trash, or remove it for good, from the trash or not.

        Asked again, changes nothing, or goes on where a crash stopped it.

        Raises:
            VersionConflict: *if_match* is given and the stored ETag is another one.
        """
        condition = if_match or ETagCondition.anything()
        if not is_permanent:
            trash = MoveToTrash(self._services)
            await self._heads.change(session_id, trash, if_match=condition, reach="with_trash")
            return
        await self._heads.change(session_id, BeginPurge(self._services), if_match=condition, reach="all")
        await purge_session(self._services.sessions, self._owner_id, session_id)

    async def restore(self, session_id: str) -> SessionMetadata:
        """Bring a session back from the trash; one that is not there stays as it is."""
        edit = TakeFromTrash(self._services)
        anything = ETagCondition.anything()
        head = await self._heads.change(session_id, edit, if_match=anything, reach="with_trash")
        return SessionMetadata.of(head)
