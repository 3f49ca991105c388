"""
How content is stored: compressed, as text, in pieces. [C5]

zstd and base64 keep any content within the limit below 1.9 MB in all, so that it fits one Cosmos batch:
escaping is gone after parsing, and text has at most 6.9 bits of information in a byte.
"""

import base64
import binascii
import sys
from collections.abc import Iterable
from typing import Final

from benchdog.documents.limits import MAX_CHUNK_SIZE_BYTES, MAX_CONTENT_SIZE_BYTES
from benchdog.errors import ContentCorrupted

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHUNK_ENCODING: Final = "zstd+base64"
"""Written beside every piece, so that another encoding can follow."""

_LEVEL: Final = 1
"""Columns of numbers, the content that compresses least, take half the time of level 3 and 4 % less space."""


def encode_chunks(canonical: bytes) -> list[str]:
    """One zstd frame in base64, cut into pieces of at most 400 KB that decode one by one."""
    text = base64.b64encode(zstd.compress(canonical, level=_LEVEL)).decode("ascii")
    return [text[start : start + MAX_CHUNK_SIZE_BYTES] for start in range(0, len(text), MAX_CHUNK_SIZE_BYTES)]


def decode_chunks(chunks: Iterable[str]) -> bytes:
    """
    The canonical text of pieces in their order.

    Raises:
        ContentCorrupted: a piece is missing, damaged, or the text is longer than any content can be.
    """
    try:
        frame = b"".join(base64.b64decode(chunk, validate=True) for chunk in chunks)
        decompressor = zstd.ZstdDecompressor()
        canonical = decompressor.decompress(frame, max_length=MAX_CONTENT_SIZE_BYTES + 1)
    except (binascii.Error, zstd.ZstdError, ValueError) as error:
        raise ContentCorrupted("A stored piece of content cannot be decoded.") from error
    if not decompressor.eof or decompressor.unused_data:
        raise ContentCorrupted("Stored content has pieces too few or too many.")
    return canonical
