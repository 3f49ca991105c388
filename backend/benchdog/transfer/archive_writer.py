"""The lines of an archive, written one behind the other."""

import hashlib

from benchdog.transfer.archive_records import ArchiveEnd, ArchiveRecord


class ArchiveLines:
    """Turns records into lines, and counts and hashes them for the last one."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._records = 0

    def line(self, record: ArchiveRecord) -> bytes:
        return self._counted(record.model_dump_json(exclude_none=True).encode())

    def content_line(self, content_hash: str, canonical: bytes) -> bytes:
        """As `line` of an ArchivedContent; *canonical* is JSON already and is not parsed."""
        head = b'{"record":"content","content_hash":"' + content_hash.encode() + b'","content":'
        return self._counted(head + canonical + b"}")

    def end(self) -> bytes:
        end = ArchiveEnd(records=self._records, sha256=self._hash.hexdigest())
        return end.model_dump_json().encode() + b"\n"

    def _counted(self, text: bytes) -> bytes:
        line = text + b"\n"
        self._hash.update(line)
        self._records += 1
        return line
