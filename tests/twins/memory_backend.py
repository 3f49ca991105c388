"""The service as the port describes it, with faults on command: `MemoryBackend.ts`, number by number."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

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
from benchdog.client.snapshots_client import Sharing, SnapshotMetadata
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails

Result = TypeVar("Result")
Lost = TypeVar("Lost")
Fault = Refusal | Literal["answer_lost", "lost_on_the_way"]

FAULTS: dict[str, Fault] = {
    "answer_lost": "answer_lost",
    "lost_on_the_way": "lost_on_the_way",
    "unreachable": Unreachable(),
    "busy": Unreachable(retry_after_seconds=1),
    "sign_in_required": SignInRequired(),
    "not_found": Missing(),
    "gone": Gone("session_deleted", "Deleted."),
    "content_too_large": TooLarge(size_bytes=2, limit_bytes=1),
    "idempotency_in_progress": Rejected("idempotency_in_progress", "Not now."),
}


@dataclass
class Stored:
    metadata: SessionMetadata
    canonical: bytes


class MemoryBackend:
    """
    Attributes:
        calls: by the names that the TypeScript double gives them.
        keys: the idempotency keys of the writes, in their order.
    """

    def __init__(self) -> None:
        self.sessions: dict[str, Stored] = {}
        self.calls: list[str] = []
        self.keys: list[str] = []
        self._versions: dict[tuple[str, int], Stored] = {}
        self._created: dict[str, str] = {}
        self._faults: deque[Fault] = deque()
        self._counter = 0

    def fail_next(self, *names: str) -> None:
        """One call each."""
        self._faults.extend(FAULTS[name] for name in names)

    def forget_versions(self) -> None:
        """The history is thinned to nothing. [S7]"""
        self._versions.clear()

    def content_of(self, session_id: str) -> JsonObject:
        return parsed_content(self.sessions[session_id].canonical)

    def save_elsewhere(self, session_id: str, content: JsonObject) -> SessionMetadata:
        """Somebody else, or the same person elsewhere, saves."""
        stored = self.sessions[session_id]
        return self._put(session_id, stored.metadata.details, Content.from_value(content).canonical)

    def create_session(self, write: SessionWrite, *, key: str) -> WriteResult:
        def create() -> WriteResult:
            replayed = self.sessions.get(self._created.get(key, ""))
            if replayed is not None:
                return SessionState(replayed.metadata)
            self._counter += 1
            session_id = f"session-{self._counter:04}"
            self._created[key] = session_id
            return SessionState(self._put(session_id, write.details, write.canonical))

        return self._written("create", key, create)

    def find_created(self, hashes: HashedState) -> MetadataResult:
        def find() -> MetadataResult:
            stored = (each.metadata for each in self.sessions.values())
            return next((SessionState(each) for each in stored if is_same_state(each, hashes)), Missing())

        return self._read("readCreated", find)

    def save_session(self, session_id: str, write: SessionWrite, *, if_match: str, key: str) -> WriteResult:
        return self._written(
            "save",
            key,
            lambda: self._changed(
                session_id, if_match, lambda stored: self._put(session_id, write.details, write.canonical)
            ),
        )

    def change_details(
        self, session_id: str, details: SessionDetails, *, if_match: str, key: str
    ) -> WriteResult:
        return self._written(
            "changeDetails",
            key,
            lambda: self._changed(
                session_id, if_match, lambda stored: self._put(session_id, details, stored.canonical)
            ),
        )

    def read_session(self, session_id: str) -> SessionReadResult:
        def read() -> SessionReadResult:
            stored = self.sessions.get(session_id)
            if stored is None:
                return Missing()
            return SessionRead(stored.metadata, parsed_content(stored.canonical))

        return self._read("read", read)

    def read_version(self, session_id: str, version: int) -> VersionReadResult:
        def read() -> VersionReadResult:
            found = self._versions.get((session_id, version))
            if found is None:
                return Missing()
            return VersionRead(found.metadata.content_hash, parsed_content(found.canonical))

        return self._read("readVersion", read)

    def read_metadata(self, session_id: str, *, if_none_match: str | None) -> MetadataResult:
        def read() -> MetadataResult:
            stored = self.sessions.get(session_id)
            if stored is None:
                return Missing()
            is_known = stored.metadata.etag == if_none_match
            return NotModified() if is_known else SessionState(stored.metadata)

        return self._read("readMetadata", read)

    def create_snapshot(self, write: SessionWrite, sharing: Sharing, *, key: str) -> SnapshotWriteResult:
        def create() -> SnapshotWriteResult:
            return SnapshotMade(
                SnapshotMetadata(
                    id="snapshot-001",
                    title=write.details.title,
                    description=write.details.description,
                    created_at="",
                    content_hash=write.content_hash,
                    size_bytes=len(write.canonical),
                    session_id=None,
                    session_version=None,
                    audience=sharing.audience,
                    expires_at=None,
                    is_paused=False,
                    url="/snapshot/snapshot-001",
                )
            )

        return self._written("createSnapshot", key, create)

    def _written(self, name: str, key: str, apply: Callable[[], Result]) -> Result | Refusal | UnknownOutcome:
        self.keys.append(key)
        return self._answered(name, apply, UnknownOutcome())

    def _read(self, name: str, apply: Callable[[], Result]) -> Result | Refusal:
        return self._answered(name, apply, Unreachable())

    def _answered(self, name: str, apply: Callable[[], Result], lost: Lost) -> Result | Refusal | Lost:
        self.calls.append(name)
        fault = self._faults.popleft() if self._faults else None
        if fault == "lost_on_the_way":
            return lost
        if fault is not None and fault != "answer_lost":
            return fault
        result = apply()
        return lost if fault == "answer_lost" else result

    def _changed(
        self, session_id: str, if_match: str, change: Callable[[Stored], SessionMetadata]
    ) -> WriteResult:
        stored = self.sessions.get(session_id)
        if stored is None:
            return Missing()
        if if_match != stored.metadata.etag:
            return NewerVersion(stored.metadata)
        return SessionState(change(stored))

    def _put(self, session_id: str, details: SessionDetails, canonical: bytes) -> SessionMetadata:
        before = self.sessions.get(session_id)
        self._counter += 1
        metadata = SessionMetadata(
            id=session_id,
            **details.model_dump(),
            starred=False,
            created_at="",
            updated_at=str(self._counter),
            last_opened_at="",
            version=1 if before is None else before.metadata.version + 1,
            content_hash=Content.from_value(parsed_content(canonical)).content_hash,
            metadata_hash=details.metadata_hash,
            size_bytes=len(canonical),
            saved_by="a device",
            etag=f'"{self._counter}"',
        )
        self.sessions[session_id] = Stored(metadata, canonical)
        self._versions[session_id, metadata.version] = self.sessions[session_id]
        return metadata
