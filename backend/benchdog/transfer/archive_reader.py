"""Reading an archive, refused as a whole where anything in it is not as it was written."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from pydantic import ValidationError

from benchdog.documents.content import Content
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.documents.i_json import parse_i_json
from benchdog.errors import PersistenceError
from benchdog.stores.user_session_store import canonical_state
from benchdog.survey.recorded import RecordedEntry, RecordedSurvey
from benchdog.survey.session import check_session
from benchdog.transfer.archive_parts import (
    ArchivePart,
    MessagePart,
    SessionPart,
    SnapshotPart,
    SurveyPart,
    UserSessionPart,
    VersionPart,
)
from benchdog.transfer.archive_records import (
    ARCHIVE_RECORD,
    ArchivedContent,
    ArchivedMessage,
    ArchivedSession,
    ArchivedSnapshot,
    ArchivedSurveyChange,
    ArchivedSurveySession,
    ArchivedUserSession,
    ArchivedVersion,
    ArchiveEnd,
    ArchiveStart,
)
from benchdog.transfer.survey_records import recorded_entry, survey_session

MAX_LINE_BYTES: Final = 4 * 1024 * 1024

NO_SCHEMAS: Final = ContentSchemas({})
"""Any content fits."""


class ArchiveInvalid(ValueError):
    """The file is not a whole archive that this version knows. Nothing of it was imported."""


def check_archive(lines: Iterable[bytes], schemas: ContentSchemas) -> ArchiveStart:
    """
    Reads *lines* to their end and says what they are.

    Args:
        schemas: that content has to fit which names them. [C7]

    Raises:
        ArchiveInvalid: cut off, changed, of a newer format, or with something in it that cannot be stored;
            names the line.
    """
    reader = _Reader(schemas)
    for _ in reader.parts(lines):
        pass
    return reader.start


def archive_parts(lines: Iterable[bytes]) -> Iterator[ArchivePart]:
    """What `check_archive` found right, piece by piece. Raises ArchiveInvalid like it."""
    return _Reader(NO_SCHEMAS).parts(lines)


class _Reader:
    def __init__(self, schemas: ContentSchemas) -> None:
        self._schemas = schemas
        self.start = ArchiveStart(created_at="", has_history=False)
        self._hash = hashlib.sha256()
        self._line = 0
        self._content: Content | None = None
        self._snapshot: ArchivedSnapshot | None = None
        self._session: ArchivedSession | None = None
        self._survey: ArchivedSurveySession | None = None
        self._changes: list[RecordedEntry] = []
        self._hashes: set[str] = set()
        self._last = (0, "")
        self._messages = 0

    def parts(self, lines: Iterable[bytes]) -> Iterator[ArchivePart]:
        has_ended = False
        for line in lines:
            self._line += 1
            if has_ended:
                raise self._invalid("There is more behind the end.")
            record = self._record(line)
            if isinstance(record, ArchiveEnd):
                self._check_end(record)
                has_ended = True
                continue
            self._hash.update(line)
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
        if (self._line == 1) != isinstance(record, ArchiveStart):
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
            case ArchivedUserSession():
                self._begin()
                yield UserSessionPart(self._bounded(record))
            case ArchivedSurveySession():
                self._begin(survey=record)
                yield from self._whole_survey()
            case ArchivedSurveyChange() if self._survey is not None:
                self._changes.append(recorded_entry(record))
                yield from self._whole_survey()
            case _:
                raise self._invalid("The record belongs to nothing before it.")

    def _begin(
        self,
        *,
        session: ArchivedSession | None = None,
        snapshot: ArchivedSnapshot | None = None,
        survey: ArchivedSurveySession | None = None,
    ) -> None:
        """Ends what was before, which has to be whole."""
        if self._snapshot is not None or self._content is not None or self._survey is not None:
            raise self._invalid("Something before this line is not whole.")
        if self._session is not None and self._last != (self._session.version, self._session.content_hash):
            raise self._invalid("The current state of the session before this line is missing.")
        self._session, self._snapshot, self._survey = session, snapshot, survey
        self._hashes, self._last, self._messages = set(), (0, ""), 0
        self._changes = []

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

    def _whole_survey(self) -> Iterator[SurveyPart]:
        """Nothing until all of its changes are there."""
        if self._survey is None or len(self._changes) < self._survey.changes:
            return
        survey, self._survey = self._survey, None
        session = survey_session(survey)
        with self._refusing():
            check_session(session)
        yield SurveyPart(survey.user_id, RecordedSurvey(session, self._changes))

    def _bounded(self, record: ArchivedUserSession) -> ArchivedUserSession:
        state = record.state.bounded()
        with self._refusing():
            canonical_state(state)
        return record.model_copy(update={"state": state})

    def _checked(self, record: ArchivedContent) -> Content:
        with self._refusing():
            content = Content.from_value(record.content, expected_hash=record.content_hash)
            self._schemas.check(record.content)
        return content

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """What could not be saved is not imported either."""
        try:
            yield
        except PersistenceError as error:
            raise self._invalid(error.message) from error

    def _check_end(self, end: ArchiveEnd) -> None:
        self._begin()
        if end.records != self._line - 1 or end.sha256 != self._hash.hexdigest():
            raise self._invalid("The file was changed after it was written.")

    def _invalid(self, words: str) -> ArchiveInvalid:
        return ArchiveInvalid(f"Line {self._line}: {words}")
