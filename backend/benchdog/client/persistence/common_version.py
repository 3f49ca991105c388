"""The content of the saved state that the work starts from. [B4] The twin of `CommonVersion.ts`."""

import json

from benchdog.client.persistence.session_backend import SessionBackend, VersionRead
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.json_value import JsonObject


class CommonVersion:
    """
    It is kept from when it was opened or sent; after a restart, or where a save turned out to have been
    applied unheard, the version is read from the history. It is never guessed: content with another hash is
    not the base.
    """

    def __init__(self, backend: SessionBackend) -> None:
        self._backend = backend
        self._content_hash: str | None = None
        self._canonical = b""

    def keep(self, content_hash: str, canonical: bytes) -> None:
        """*canonical* is what this program makes of the content with that hash."""
        self._content_hash = content_hash
        self._canonical = canonical

    def content_of(self, base: SessionMetadata) -> JsonObject | None:
        """None where it cannot be found any more."""
        if self._content_hash == base.content_hash:
            return parsed_content(self._canonical)
        read = self._backend.read_version(base.id, base.version)
        is_base = isinstance(read, VersionRead) and read.content_hash == base.content_hash
        return read.content if isinstance(read, VersionRead) and is_base else None


def parsed_content(canonical: bytes) -> JsonObject:
    """Content again of its canonical text."""
    content: JsonObject = json.loads(canonical)
    return content
