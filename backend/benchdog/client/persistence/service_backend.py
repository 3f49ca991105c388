"""The port to the service, over HTTP. The twin of `HttpSessionBackend.ts`."""

from typing import Final

from pydantic import ValidationError

from benchdog.client.benchdog_client import BenchdogClient
from benchdog.client.persistence.common_version import parsed_content
from benchdog.client.persistence.session_backend import (
    Gone,
    MetadataResult,
    Missing,
    NewerVersion,
    NotModified,
    Refusal,
    Rejected,
    SessionRead,
    SessionReadResult,
    SessionState,
    SessionWrite,
    SignInRequired,
    SnapshotMade,
    SnapshotWriteResult,
    TooLarge,
    UnknownOutcome,
    Unreachable,
    VersionRead,
    VersionReadResult,
    WriteResult,
)
from benchdog.client.persistence.session_state_tracker import HashedState, is_same_state
from benchdog.client.snapshots_client import Sharing
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.limits import MAX_CONTENT_SIZE_BYTES
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import (
    AuthenticationRequired,
    BodyTooLarge,
    ContentTooLarge,
    NotFound,
    PersistenceError,
    SessionExpired,
    SnapshotGone,
    VersionConflict,
)
from benchdog.resilience.transient import hint_seconds_of

LATELY_CREATED: Final = 10
"""How many of the newest sessions are looked through for one whose creation was not confirmed."""

_NOT_NOW: Final = frozenset({408, 429, 449, 503})
"""The request was turned away before anything was done."""
_NO_ANSWER_IN_TIME: Final = frozenset({502, 504})


class ServiceBackend:
    """Never raises for what the service answers. [S3] [E1]"""

    def __init__(self, client: BenchdogClient) -> None:
        self._client = client

    def create_session(self, write: SessionWrite, *, key: str) -> WriteResult:
        try:
            content = parsed_content(write.canonical)
            return SessionState(self._client.sessions.create(write.details, content, idempotency_key=key))
        except PersistenceError as error:
            return _refused_write(error)

    def find_created(self, hashes: HashedState) -> MetadataResult:
        try:
            newest = self._client.sessions.page(
                sort_by="created_at", sort_direction="desc", page_size=LATELY_CREATED
            )
        except PersistenceError as error:
            return _refused_read(error)
        return next((SessionState(each) for each in newest.items if is_same_state(each, hashes)), Missing())

    def save_session(self, session_id: str, write: SessionWrite, *, if_match: str, key: str) -> WriteResult:
        content = parsed_content(write.canonical)
        try:
            saved = self._client.sessions.save(
                session_id, write.details, content, if_match=if_match, idempotency_key=key
            )
        except PersistenceError as error:
            return _refused_write(error)
        return SessionState(saved)

    def change_details(
        self, session_id: str, details: SessionDetails, *, if_match: str, key: str
    ) -> WriteResult:
        try:
            changed = self._client.sessions.edit(
                session_id, details.model_dump(), if_match=if_match, idempotency_key=key
            )
        except PersistenceError as error:
            return _refused_write(error)
        return SessionState(changed)

    def read_session(self, session_id: str) -> SessionReadResult:
        try:
            read = self._client.sessions.open(session_id)
        except PersistenceError as error:
            return _refused_read(error)
        return SessionRead(read.metadata, read.content)

    def read_version(self, session_id: str, version: int) -> VersionReadResult:
        try:
            read = self._client.versions.open(session_id, version)
        except PersistenceError as error:
            return _refused_read(error)
        return VersionRead(read.metadata.content_hash, read.content)

    def read_metadata(self, session_id: str, *, if_none_match: str | None) -> MetadataResult:
        try:
            if if_none_match is None:
                return SessionState(self._client.sessions.metadata(session_id))
            newer = self._client.sessions.newer_metadata(session_id, than=if_none_match)
        except PersistenceError as error:
            return _refused_read(error)
        return NotModified() if newer is None else SessionState(newer)

    def create_snapshot(self, write: SessionWrite, sharing: Sharing, *, key: str) -> SnapshotWriteResult:
        try:
            made = self._client.snapshots.create(
                write.details.title,
                parsed_content(write.canonical),
                description=write.details.description,
                sharing=sharing,
                idempotency_key=key,
            )
        except PersistenceError as error:
            return UnknownOutcome() if error.outcome == "unknown" else _refusal(error)
        return SnapshotMade(made)


def _refused_read(error: PersistenceError) -> Refusal:
    """Reading changes nothing, so no outcome is unknown."""
    if error.http_status in _NO_ANSWER_IN_TIME:
        return Unreachable(hint_seconds_of(error))
    return _refusal(error)


def _refused_write(error: PersistenceError) -> WriteResult:
    """
    A connection that failed does not say whether the request arrived, so it is an unknown outcome; so is a
    refusal after an earlier try whose answer was lost, for as long as the service says that it is.
    """
    if isinstance(error, VersionConflict):
        try:
            return NewerVersion(SessionMetadata.model_validate(error.details["current"]))
        except (KeyError, ValidationError):
            return _refusal(error)
    return UnknownOutcome() if error.outcome == "unknown" else _refusal(error)


def _refusal(error: PersistenceError) -> Refusal:
    match error:
        case AuthenticationRequired() | SessionExpired():
            return SignInRequired()
        case NotFound():
            return Missing()
        case SnapshotGone():
            return Gone(error.code, error.words_for_people())
        case ContentTooLarge() | BodyTooLarge():
            limit_bytes = int(error.details.get("limit_bytes", MAX_CONTENT_SIZE_BYTES))
            return TooLarge(int(error.details.get("size_bytes", limit_bytes)), limit_bytes)
        case PersistenceError(http_status=status) if status in _NOT_NOW:
            return Unreachable(hint_seconds_of(error))
        case _:
            return Rejected(error.code, error.words_for_people())
