"""Making a snapshot: the owner's entry, then the snapshot with its content."""

from collections.abc import Sequence

from benchdog.cosmos.batch import Create
from benchdog.documents.content_codec import CHUNK_ENCODING
from benchdog.documents.snapshot import Snapshot, SnapshotContentChunk, SnapshotListing
from benchdog.documents.stored_document import folded
from benchdog.resilience.clock import timestamp
from benchdog.stores.snapshot_content_source import ContentSource, source_of
from benchdog.stores.snapshot_metadata import SnapshotDraft, SnapshotFromSession
from benchdog.stores.store_services import StoreServices


class SnapshotCreation:
    """
    Makes snapshots of one owner.

    The owner's entry is written before the snapshot: a crash in between leaves an entry that its owner sees
    and can delete. The other way round it would leave content that nobody can find any more.
    """

    def __init__(self, owner_id: str, services: StoreServices) -> None:
        self._owner_id = owner_id
        self._services = services

    async def create(self, draft: SnapshotDraft | SnapshotFromSession) -> Snapshot:
        """
        Raises:
            NotFound: the session or the version to take the content from does not exist.
        """
        source = await source_of(draft, self._owner_id, self._services)
        return await self.write(self._new_snapshot(draft, source), source.pieces)

    async def write(self, snapshot: Snapshot, pieces: Sequence[str]) -> Snapshot:
        """Stores a snapshot that is made up already, with its content in *pieces*."""
        await self._write_listing(snapshot)
        return await self._services.writes.run(
            lambda: self._write_new(snapshot, pieces), lambda: self._recall(snapshot)
        )

    def _new_snapshot(self, draft: SnapshotDraft | SnapshotFromSession, source: ContentSource) -> Snapshot:
        snapshot_id = self._services.new_id()
        return Snapshot(
            id=snapshot_id,
            snapshot_id=snapshot_id,
            owner_id=self._owner_id,
            title=draft.details.title,
            title_lower=folded(draft.details.title),
            description=draft.details.description,
            description_lower=folded(draft.details.description),
            created_at=timestamp(self._services.clock()),
            content_hash=source.content_hash,
            size_bytes=source.size_bytes,
            chunk_count=len(source.pieces),
            session_id=source.session_id,
            session_version=source.session_version,
            audience=draft.audience,
            expires_at=draft.expires_at,
            write_id=self._services.new_id(),
        )

    async def _write_listing(self, snapshot: Snapshot) -> None:
        listing = SnapshotListing.of(snapshot)
        container, partition = self._services.sessions, self._owner_id
        await self._services.writes.run(
            lambda: container.create(partition, listing),
            lambda: container.find(SnapshotListing, partition, listing.id),
        )

    async def _write_new(self, snapshot: Snapshot, pieces: Sequence[str]) -> Snapshot:
        chunks = [
            Create(
                SnapshotContentChunk(
                    id=SnapshotContentChunk.id_of(snapshot.id, index),
                    snapshot_id=snapshot.id,
                    content_hash=snapshot.content_hash,
                    index=index,
                    encoding=CHUNK_ENCODING,
                    data=piece,
                )
            )
            for index, piece in enumerate(pieces)
        ]
        await self._services.snapshots.write_batch(snapshot.id, [Create(snapshot), *chunks])
        return snapshot

    async def _recall(self, snapshot: Snapshot) -> Snapshot | None:
        stored = await self._services.snapshots.find(Snapshot, snapshot.id, snapshot.id)
        return stored if stored is not None and stored.write_id == snapshot.write_id else None
