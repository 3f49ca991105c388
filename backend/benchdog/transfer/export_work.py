"""Everything that people saved, as the lines of an archive."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from benchdog.documents.metadata import SessionDetails
from benchdog.documents.session_message import SessionMessage
from benchdog.documents.snapshot import Snapshot, SnapshotListing
from benchdog.documents.user_session import StoredUserSession, UserSessionHead
from benchdog.documents.workbench_session import WorkbenchSessionHead, WorkbenchSessionVersion
from benchdog.resilience.clock import timestamp
from benchdog.stores.listing import MAX_PAGE_SIZE, Document, Listing, PageRequest
from benchdog.stores.session_versions import read_content
from benchdog.stores.snapshot_reader import read_snapshot_content
from benchdog.stores.store_services import StoreServices
from benchdog.survey.store import SurveyStore
from benchdog.transfer.archive_records import (
    ArchivedMessage,
    ArchivedSession,
    ArchivedSnapshot,
    ArchivedUserSession,
    ArchivedVersion,
    ArchiveStart,
)
from benchdog.transfer.archive_writer import ArchiveLines
from benchdog.transfer.survey_records import survey_records

_OLDEST_FIRST: Final = "created_at"


async def archive_of(
    services: StoreServices, surveys: SurveyStore, owner_ids: Sequence[str], *, has_history: bool
) -> AsyncIterator[bytes]:
    """
    The lines of an archive with what *owner_ids* own: sessions, those in the trash included, snapshots, user
    sessions and survey sessions.

    Each of them is as it was at one moment; what is saved meanwhile may be in it or not.

    Raises:
        ContentCorrupted: stored content is damaged. What was written so far is no whole archive.
    """
    lines = ArchiveLines()
    yield lines.line(ArchiveStart(created_at=timestamp(services.clock()), has_history=has_history))
    for owner_id in owner_ids:
        for is_deleted in (False, True):
            fixed: dict[str, str | bool] = {"kind": "session", "is_deleted": is_deleted}
            heads = Listing(services.sessions, WorkbenchSessionHead, owner_id, fixed)
            async for head in _all(heads, _OLDEST_FIRST):
                if not head.is_purging:
                    async for line in _session_lines(services, lines, head, has_history=has_history):
                        yield line
        kept: dict[str, str | bool] = {"kind": "snapshot_listing", "is_deleted": False}
        async for entry in _all(Listing(services.sessions, SnapshotListing, owner_id, kept), _OLDEST_FIRST):
            async for line in _snapshot_lines(services, lines, entry.snapshot_id):
                yield line
        for user_session in await _user_sessions(services, owner_id):
            yield lines.line(user_session)
        survey = await surveys.recorded(owner_id)
        for record in survey_records(owner_id, survey) if survey is not None else ():
            yield lines.line(record)
    yield lines.end()


async def everybody(services: StoreServices, surveys: SurveyStore) -> list[str]:
    """The ids of all who own something that an archive can hold, sorted."""
    owners = await services.sessions.partitions(WorkbenchSessionHead, "owner_id")
    users = await services.user_sessions.partitions(UserSessionHead, "user_id")
    return sorted({*owners, *users, *await surveys.people()})


async def _session_lines(
    services: StoreServices, lines: ArchiveLines, head: WorkbenchSessionHead, *, has_history: bool
) -> AsyncIterator[bytes]:
    yield lines.line(
        ArchivedSession(
            id=head.id,
            owner_id=head.owner_id,
            details=head.details(),
            starred=head.starred,
            created_at=head.created_at,
            updated_at=head.updated_at,
            last_opened_at=head.last_opened_at,
            version=head.version,
            content_hash=head.content_hash,
            saved_by=head.saved_by,
            deleted_at=head.deleted_at if head.is_deleted else None,
        )
    )
    written: set[str] = set()
    async for version in _versions(services, head, has_history=has_history):
        if version.content_hash not in written:
            written.add(version.content_hash)
            canonical = await read_content(services, head.owner_id, head.id, version)
            yield lines.content_line(version.content_hash, canonical)
        yield lines.line(
            ArchivedVersion(
                number=version.number,
                title=version.title,
                saved_at=version.saved_at,
                saved_by=version.saved_by,
                content_hash=version.content_hash,
                label=version.label,
            )
        )
    async for line in _message_lines(services, lines, head):
        yield line


async def _message_lines(
    services: StoreServices, lines: ArchiveLines, head: WorkbenchSessionHead
) -> AsyncIterator[bytes]:
    fixed: dict[str, str | bool] = {"kind": "message", "session_id": head.id}
    conversation = Listing(services.sessions, SessionMessage, head.owner_id, fixed)
    async for message in _all(conversation, "number"):
        yield lines.line(
            ArchivedMessage(
                number=message.number, text=message.text, author_id=message.author_id, at=message.at
            )
        )


async def _versions(
    services: StoreServices, head: WorkbenchSessionHead, *, has_history: bool
) -> AsyncIterator[WorkbenchSessionVersion]:
    """Up to the one that *head* stands for: what is saved meanwhile belongs to a later head."""
    if not has_history:
        version_id = WorkbenchSessionVersion.id_of(head.id, head.version)
        version = await services.sessions.find(WorkbenchSessionVersion, head.owner_id, version_id)
        if version is not None:
            yield version
        return
    fixed: dict[str, str | bool] = {"kind": "version", "session_id": head.id}
    listing = Listing(services.sessions, WorkbenchSessionVersion, head.owner_id, fixed)
    async for version in _all(listing, "number"):
        if version.number <= head.version:
            yield version


async def _user_sessions(services: StoreServices, user_id: str) -> list[ArchivedUserSession]:
    """By their ids, which stay: the list is sorted by what is saved last, and moves while it is read."""
    fixed: dict[str, str | bool] = {"kind": "user_session"}
    heads = Listing(services.user_sessions, UserSessionHead, user_id, fixed, is_projected=True)
    ids = {head.id: None async for head in _all(heads, "updated_at")}
    found = [await services.user_sessions.find(StoredUserSession, user_id, each) for each in ids]
    return [
        ArchivedUserSession(
            id=stored.id,
            user_id=stored.user_id,
            app=stored.app,
            created_at=stored.created_at,
            updated_at=stored.updated_at,
            state=stored.state(),
        )
        for stored in found
        if stored is not None
    ]


async def _snapshot_lines(
    services: StoreServices, lines: ArchiveLines, snapshot_id: str
) -> AsyncIterator[bytes]:
    snapshot = await services.snapshots.find(Snapshot, snapshot_id, snapshot_id)
    if snapshot is None or snapshot.is_deleted:
        return
    yield lines.line(
        ArchivedSnapshot(
            id=snapshot.id,
            owner_id=snapshot.owner_id,
            details=SessionDetails(title=snapshot.title, description=snapshot.description),
            created_at=snapshot.created_at,
            audience=snapshot.audience,
            expires_at=snapshot.expires_at,
            is_paused=snapshot.is_paused,
            session_id=snapshot.session_id,
            session_version=snapshot.session_version,
        )
    )
    canonical = await read_snapshot_content(services, snapshot)
    yield lines.content_line(snapshot.content_hash, canonical)


async def _all(listing: Listing[Document], sort_by: str) -> AsyncIterator[Document]:
    """Every document of *listing*, the smallest value of *sort_by* first."""
    cursor: str | None = None
    while True:
        request = PageRequest(sort_by, is_descending=False, page_size=MAX_PAGE_SIZE, cursor=cursor)
        page = await listing.page(request)
        for document in page.items:
            yield document
        cursor = page.next_cursor
        if cursor is None:
            return
