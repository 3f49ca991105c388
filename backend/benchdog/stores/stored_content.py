"""Content on its way into pieces and back. [C5]"""

from collections.abc import Sequence
from typing import TypeVar

from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.write_errors import DocumentMissing
from benchdog.documents.content import Content, hash_canonical
from benchdog.documents.content_codec import CHUNK_ENCODING, decode_chunks, encode_chunks
from benchdog.documents.stored_document import ContentChunk
from benchdog.errors import ContentCorrupted
from benchdog.stores.content_cache import ContentCache
from benchdog.stores.content_threads import ContentThreads

Chunk = TypeVar("Chunk", bound=ContentChunk)


class StoredContent:
    """Encodes and decodes content, off the event loop where it is large, and checks what was stored."""

    def __init__(self, threads: ContentThreads, cache: ContentCache) -> None:
        self._threads = threads
        self._cache = cache

    async def encode(self, content: Content) -> list[str]:
        """The pieces to store."""
        return await self._threads.run(content.size_bytes, encode_chunks, content.canonical)

    async def read_chunks(
        self, container: DocumentContainer, kind: type[Chunk], partition: str, ids: Sequence[str]
    ) -> list[Chunk]:
        """
        Raises:
            ContentCorrupted: a piece is missing, or in an encoding that this code does not know.
        """
        try:
            chunks = await container.find_all(kind, partition, ids)
        except DocumentMissing as error:
            raise ContentCorrupted("A piece of stored content is missing.") from error
        if any(chunk.encoding != CHUNK_ENCODING for chunk in chunks):
            raise ContentCorrupted("Stored content is in an encoding that is not known.")
        return chunks

    async def read(
        self,
        container: DocumentContainer,
        kind: type[Chunk],
        partition: str,
        ids: Sequence[str],
        *,
        content_hash: str,
        size_bytes: int,
    ) -> bytes:
        """
        The canonical text whose pieces are *ids*.

        Raises:
            ContentCorrupted: it does not have *content_hash*. Nothing of it is handed out.
        """
        key = f"{partition}/{ids[0]}/{content_hash}"
        canonical = self._cache.get(key)
        if canonical is None:
            chunks = await self.read_chunks(container, kind, partition, ids)
            data = [chunk.data for chunk in chunks]
            canonical = await self._threads.run(size_bytes, _decoded, data, content_hash)
            self._cache.put(key, canonical)
        return canonical


def _decoded(data: Sequence[str], content_hash: str) -> bytes:
    canonical = decode_chunks(data)
    if hash_canonical(canonical) != content_hash:
        raise ContentCorrupted("Stored content does not have the stored hash.")
    return canonical
