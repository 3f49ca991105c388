"""
The port to the service, and everything that it can say.

The twin of `SessionBackend.ts`: `kind` is the same word.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeAlias

from benchdog.client.persistence.session_state_tracker import HashedState
from benchdog.client.snapshots_client import Sharing, SnapshotMetadata
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails


@dataclass(frozen=True, slots=True)
class SessionWrite:
    """Content as it is sent: `canonical` is RFC 8785 text in UTF-8, whose hash is `content_hash`."""

    details: SessionDetails
    canonical: bytes
    content_hash: str


@dataclass(frozen=True, slots=True)
class SignInRequired:
    kind: ClassVar = "sign_in_required"


@dataclass(frozen=True, slots=True)
class Missing:
    """It is not there, or somebody else's. [S2]"""

    kind: ClassVar = "not_found"


@dataclass(frozen=True, slots=True)
class Gone:
    """It was there. [N3]"""

    kind: ClassVar = "gone"
    code: str
    user_message: str


@dataclass(frozen=True, slots=True)
class TooLarge:
    """Sizes are of the canonical text. [C4]"""

    kind: ClassVar = "content_too_large"
    size_bytes: int
    limit_bytes: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refusal with words for the person; `code` is stable. [E1]"""

    kind: ClassVar = "rejected"
    code: str
    user_message: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """`retry_after_seconds` is what the service asked for; None where nobody answered, or it did not say."""

    kind: ClassVar = "unreachable"
    retry_after_seconds: float | None = None


Refusal: TypeAlias = SignInRequired | Missing | Gone | TooLarge | Rejected | Unreachable
"""The service said no, or could not be asked. Nothing was changed by any of these."""


@dataclass(frozen=True, slots=True)
class UnknownOutcome:
    """No whole answer came: only reading tells whether the change was made."""

    kind: ClassVar = "unknown_outcome"


@dataclass(frozen=True, slots=True)
class SessionState:
    """What the service has, as it says itself."""

    kind: ClassVar = "ok"
    metadata: SessionMetadata


@dataclass(frozen=True, slots=True)
class NewerVersion:
    """The change started from another version than the current one. [S3]"""

    kind: ClassVar = "version_conflict"
    current: SessionMetadata


@dataclass(frozen=True, slots=True)
class NotModified:
    kind: ClassVar = "not_modified"


@dataclass(frozen=True, slots=True)
class SessionRead:
    kind: ClassVar = "ok"
    metadata: SessionMetadata
    content: JsonObject


@dataclass(frozen=True, slots=True)
class VersionRead:
    kind: ClassVar = "ok"
    content_hash: str
    content: JsonObject


@dataclass(frozen=True, slots=True)
class SnapshotMade:
    kind: ClassVar = "ok"
    snapshot: SnapshotMetadata


WriteResult: TypeAlias = SessionState | NewerVersion | UnknownOutcome | Refusal
MetadataResult: TypeAlias = SessionState | NotModified | Refusal
SessionReadResult: TypeAlias = SessionRead | Refusal
VersionReadResult: TypeAlias = VersionRead | Refusal
SnapshotWriteResult: TypeAlias = SnapshotMade | UnknownOutcome | Refusal


class SessionBackend(Protocol):
    """
    No method raises for what can be expected: every outcome is a value.

    `if_match` is the ETag that the change starts from [S3]; `key` is the idempotency key of the intention
    [R4].
    """

    def create_session(self, write: SessionWrite, *, key: str) -> WriteResult: ...

    def find_created(self, hashes: HashedState) -> MetadataResult:
        """A session that was created lately with exactly this state; `Missing` where there is none."""

    def save_session(
        self, session_id: str, write: SessionWrite, *, if_match: str, key: str
    ) -> WriteResult: ...

    def change_details(
        self, session_id: str, details: SessionDetails, *, if_match: str, key: str
    ) -> WriteResult: ...

    def read_session(self, session_id: str) -> SessionReadResult: ...

    def read_version(self, session_id: str, version: int) -> VersionReadResult:
        """One saved state out of the history."""

    def read_metadata(self, session_id: str, *, if_none_match: str | None) -> MetadataResult: ...

    def create_snapshot(self, write: SessionWrite, sharing: Sharing, *, key: str) -> SnapshotWriteResult: ...
