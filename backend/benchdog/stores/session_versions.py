"""What one version of a session consists of, and how it is read again."""

from collections.abc import Sequence

from benchdog.cosmos.batch import BatchOperation, Upsert
from benchdog.documents.content import Content
from benchdog.documents.content_codec import CHUNK_ENCODING
from benchdog.documents.workbench_session import (
    SessionContentChunk,
    WorkbenchSessionHead,
    WorkbenchSessionVersion,
)
from benchdog.stores.store_services import StoreServices


def version_of(head: WorkbenchSessionHead) -> WorkbenchSessionVersion:
    """The version that *head* stands for."""
    return WorkbenchSessionVersion(
        id=WorkbenchSessionVersion.id_of(head.id, head.version),
        owner_id=head.owner_id,
        session_id=head.id,
        number=head.version,
        title=head.title,
        saved_at=head.updated_at,
        saved_by=head.saved_by,
        content_hash=head.content_hash,
        size_bytes=head.size_bytes,
        chunk_count=head.chunk_count,
        write_id=head.write_id,
    )


def chunk_writes(
    owner_id: str, session_id: str, content: Content, pieces: Sequence[str]
) -> list[BatchOperation]:
    """Writes of the pieces of *content*; where they are stored already, nothing changes by them."""
    return [
        Upsert(
            SessionContentChunk(
                id=SessionContentChunk.id_of(session_id, content.content_hash, index),
                owner_id=owner_id,
                session_id=session_id,
                content_hash=content.content_hash,
                index=index,
                encoding=CHUNK_ENCODING,
                data=piece,
            )
        )
        for index, piece in enumerate(pieces)
    ]


async def read_content(
    services: StoreServices,
    owner_id: str,
    session_id: str,
    state: WorkbenchSessionHead | WorkbenchSessionVersion,
) -> bytes:
    """
    The canonical text of the content of *state*.

    Raises:
        ContentCorrupted: it cannot be read as it was written.
    """
    return await services.contents.read(
        services.sessions,
        SessionContentChunk,
        owner_id,
        chunk_ids(session_id, state),
        content_hash=state.content_hash,
        size_bytes=state.size_bytes,
    )


def chunk_ids(session_id: str, state: WorkbenchSessionHead | WorkbenchSessionVersion) -> list[str]:
    return [
        SessionContentChunk.id_of(session_id, state.content_hash, index) for index in range(state.chunk_count)
    ]
