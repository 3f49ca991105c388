"""What an archive is read as, piece by piece."""

from dataclasses import dataclass
from typing import TypeAlias

from benchdog.documents.content import Content
from benchdog.survey.recorded import RecordedSurvey
from benchdog.transfer.archive_records import (
    ArchivedMessage,
    ArchivedSession,
    ArchivedSnapshot,
    ArchivedUserSession,
    ArchivedVersion,
)


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


@dataclass(frozen=True)
class UserSessionPart:
    user_session: ArchivedUserSession


@dataclass(frozen=True)
class SurveyPart:
    """With its whole history."""

    user_id: str
    survey: RecordedSurvey


ArchivePart: TypeAlias = SessionPart | VersionPart | MessagePart | SnapshotPart | UserSessionPart | SurveyPart
