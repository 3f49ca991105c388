"""One snapshot of an archive on its way into the database."""

from benchdog.documents.snapshot import Snapshot
from benchdog.documents.stored_document import folded
from benchdog.stores.snapshot_creation import SnapshotCreation
from benchdog.stores.store_services import StoreServices
from benchdog.transfer.archive_parts import SnapshotPart
from benchdog.transfer.import_session import Outcome, WhereTaken


async def import_snapshot(
    services: StoreServices, part: SnapshotPart, owner_id: str, where_taken: WhereTaken
) -> Outcome:
    """
    A snapshot keeps its id, which is in links that people have; ids are taken across all owners.

    Raises:
        PersistenceError: the database refuses or fails.
    """
    taken = await services.snapshots.find(Snapshot, part.snapshot.id, part.snapshot.id)
    if taken is not None and where_taken != "copy":
        return "skipped"
    pieces = await services.contents.encode(part.content)
    snapshot_id = services.new_id() if taken is not None else part.snapshot.id
    snapshot = _snapshot(part, snapshot_id, owner_id, len(pieces))
    await SnapshotCreation(owner_id, services).write(snapshot, pieces)
    return "copied" if taken is not None else "imported"


def _snapshot(part: SnapshotPart, snapshot_id: str, owner_id: str, chunk_count: int) -> Snapshot:
    """Alike at every attempt, so that an import which is repeated after a crash finds what it wrote."""
    archived = part.snapshot
    return Snapshot(
        id=snapshot_id,
        snapshot_id=snapshot_id,
        owner_id=owner_id,
        title=archived.details.title,
        title_lower=folded(archived.details.title),
        description=archived.details.description,
        description_lower=folded(archived.details.description),
        content_hash=part.content.content_hash,
        size_bytes=part.content.size_bytes,
        chunk_count=chunk_count,
        write_id=snapshot_id,
        **archived.model_dump(exclude={"record", "id", "owner_id", "details"}),
    )
