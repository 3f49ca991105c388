"""The history of a session: listed, read, named, brought back on top. [S7]"""

from benchdog.cosmos.write_errors import DocumentChanged
from benchdog.documents.workbench_session import WorkbenchSessionVersion
from benchdog.errors import DatabaseUnavailable, NotFound
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.listing import Listing, Page, PageRequest
from benchdog.stores.session_edits import RestoreVersion
from benchdog.stores.session_heads import MAX_ROUNDS, SessionHeads
from benchdog.stores.session_metadata import OpenedVersion, SessionMetadata, VersionMetadata
from benchdog.stores.session_versions import read_content
from benchdog.stores.store_services import StoreServices


class SessionVersionStore:
    """Versions of one owner's sessions. Unknown ones and somebody else's raise NotFound. [S2]"""

    def __init__(self, owner_id: str, device: str, services: StoreServices) -> None:
        self._owner_id = owner_id
        self._device = device
        self._services = services
        self._heads = SessionHeads(owner_id, services)

    async def page(self, session_id: str, *, page_size: int, cursor: str | None) -> Page[VersionMetadata]:
        """Newest first. Raises CursorInvalid. [L1]"""
        await self._heads.find(session_id)
        fixed: dict[str, str | bool] = {"kind": "version", "session_id": session_id}
        listing = Listing(self._services.sessions, WorkbenchSessionVersion, self._owner_id, fixed)
        found = await listing.page(PageRequest("number", page_size=page_size, cursor=cursor))
        return Page([VersionMetadata.of(version) for version in found.items], found.next_cursor)

    async def open(self, session_id: str, number: int) -> OpenedVersion:
        """
        Raises:
            ContentCorrupted: the stored content is damaged; nothing of it is handed out.
        """
        version = await self._find(session_id, number)
        canonical = await read_content(self._services, self._owner_id, session_id, version)
        return OpenedVersion(VersionMetadata.of(version), canonical)

    async def label(self, session_id: str, number: int, label: str | None) -> VersionMetadata:
        """Name a version, or take its name away with None. The last of several wins."""
        for _ in range(MAX_ROUNDS):
            version = await self._find(session_id, number)
            labelled = version.model_copy(update={"label": label})
            try:
                stored = await self._services.sessions.replace(
                    self._owner_id, labelled, if_match=version.etag
                )
            except DocumentChanged:
                continue
            return VersionMetadata.of(stored)
        raise DatabaseUnavailable

    async def restore(self, session_id: str, number: int, *, if_match: ETagCondition) -> SessionMetadata:
        """
        Write a new version on top with the content of an earlier one; later versions stay.

        Raises:
            VersionConflict: the stored ETag is no longer *if_match*; carries the current metadata. [S3]
        """
        version = await self._find(session_id, number)
        edit = RestoreVersion(version, self._device, self._services)
        return SessionMetadata.of(await self._heads.change(session_id, edit, if_match=if_match))

    async def _find(self, session_id: str, number: int) -> WorkbenchSessionVersion:
        await self._heads.find(session_id)
        version_id = WorkbenchSessionVersion.id_of(session_id, number)
        version = await self._services.sessions.find(WorkbenchSessionVersion, self._owner_id, version_id)
        if version is None:
            raise NotFound
        return version
