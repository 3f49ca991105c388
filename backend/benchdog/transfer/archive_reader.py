"""Reading an archive, refused as a whole where anything in it is not as it was written."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import ValidationError

from benchdog.documents.content import Content
from benchdog.documents.i_json import parse_i_json
from benchdog.errors import PersistenceError
from benchdog.transfer.archive_records import (
    ARCHIVE_RECORD,
    ArchivedContent,
    ArchivedMessage,
    ArchivedSession,
    ArchivedSnapshot,
    ArchivedVersion,
    ArchiveEnd,
    ArchiveStart,
)

MAX_LINE_BYTES: Final = 4 * 1024 * 1024


class ArchiveInvalid(ValueError):
    """The file is not a whole archive that this version knows. Nothing of it was imported."""


@dataclass(frozen=True)
class SessionPart:
    """A session, and behind it each of its states with the content that it is the first one to have."""

    session: ArchivedSession


@dataclass(frozen=True)
class VersionPart:
    """`content` is None where an earlier version of the same session had it."""

    version: ArchivedVersion
    content: Content | None


@dataclass(frozen=True)
class MessagePart:
    """Behind the states of its session."""

    message: ArchivedMessage


@dataclass(frozen=True)
class SnapshotPart:
    snapshot: ArchivedSnapshot
    content: Content


ArchivePart: TypeAlias = SessionPart | VersionPart | MessagePart | SnapshotPart


def check_archive(lines: Iterable[bytes]) -> ArchiveStart:
    """
    Reads *lines* to their end and says what they are.

    Raises:
        ArchiveInvalid: cut off, changed, of a newer format, or with something in it that cannot be stored.
    """
    reader = _Reader()
    for _ in reader.parts(lines):
        pass
    return reader.start


def archive_parts(lines: Iterable[bytes]) -> Iterator[ArchivePart]:
    """What `check_archive` found right, piece by piece. Raises ArchiveInvalid like it."""
    return _Reader().parts(lines)


class _Reader:
    def __init__(self) -> None:
        self.start = ArchiveStart(created_at="", has_history=False)
        self._hash = hashlib.sha256()
        self._number = 0
        self._content: Content | None = None
        self._snapshot: ArchivedSnapshot | None = None
        self._session: ArchivedSession | None = None
        self._hashes: set[str] = set()
        self._last = (0, "")
        self._messages = 0

    def parts(self, lines: Iterable[bytes]) -> Iterator[ArchivePart]:
        has_ended = False
        for line in lines:
            if has_ended:
                raise self._invalid("There is more behind the end.")
            record = self._record(line)
            if isinstance(record, ArchiveEnd):
                self._check_end(record)
                has_ended = True
                continue
            self._hash.update(line)
            self._number += 1
            yield from self._part(record)
        if not has_ended:
            raise self._invalid("The end is missing: the file was cut off.")

    def _record(self, line: bytes) -> object:
        if len(line) > MAX_LINE_BYTES:
            raise self._invalid("A line is too long.")
        try:
            record = ARCHIVE_RECORD.validate_python(parse_i_json(line))
        except (ValidationError, PersistenceError) as error:
            raise self._invalid("The line is no record of this format.") from error
        if (self._number == 0) != isinstance(record, ArchiveStart):
            raise self._invalid("An archive begins with its format, and names it once.")
        return record

    def _part(self, record: object) -> Iterator[ArchivePart]:
        match record:
            case ArchiveStart():
                self.start = record
            case ArchivedSession():
                self._begin(session=record)
                yield SessionPart(record)
            case ArchivedSnapshot():
                self._begin(snapshot=record)
            case ArchivedContent() if self._snapshot is not None:
                snapshot, self._snapshot = self._snapshot, None
                yield SnapshotPart(snapshot, self._checked(record))
            case ArchivedContent() if self._session is not None and self._content is None:
                self._content = self._checked(record)
            case ArchivedVersion() if self._session is not None:
                yield self._version(record)
            case ArchivedMessage() if self._session is not None:
                yield self._message(record)
            case _:
                raise self._invalid("The record belongs to nothing before it.")

    def _begin(
        self, *, session: ArchivedSession | None = None, snapshot: ArchivedSnapshot | None = None
    ) -> None:
        """Ends what was before, which has to be whole."""
        if self._snapshot is not None or self._content is not None:
            raise self._invalid("Something before this line is not whole.")
        if self._session is not None and self._last != (self._session.version, self._session.content_hash):
            raise self._invalid("The current state of the session before this line is missing.")
        self._session, self._snapshot = session, snapshot
        self._hashes, self._last, self._messages = set(), (0, ""), 0

    def _version(self, version: ArchivedVersion) -> VersionPart:
        content, self._content = self._content, None
        if content is not None and content.content_hash != version.content_hash:
            raise self._invalid("The content before this version is another one.")
        if content is None and version.content_hash not in self._hashes:
            raise self._invalid("The content of this version is missing.")
        if version.number <= self._last[0] or self._messages:
            raise self._invalid("Versions are not in their order.")
        self._hashes.add(version.content_hash)
        self._last = (version.number, version.content_hash)
        return VersionPart(version, content)

    def _message(self, message: ArchivedMessage) -> MessagePart:
        self._messages += 1
        if message.number != self._messages:
            raise self._invalid("Messages are not in their order.")
        return MessagePart(message)

    def _checked(self, record: ArchivedContent) -> Content:
        try:
            return Content.from_value(record.content, expected_hash=record.content_hash)
        except PersistenceError as error:
            raise self._invalid(error.message) from error

    def _check_end(self, end: ArchiveEnd) -> None:
        self._begin()
        if end.records != self._number or end.sha256 != self._hash.hexdigest():
            raise self._invalid("The file was changed after it was written.")

    def _invalid(self, words: str) -> ArchiveInvalid:
        return ArchiveInvalid(f"Line {self._number + 1}: {words}")
