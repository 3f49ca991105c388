"""Talks to the service about one session, and finds out what became of a change whose answer was lost."""

from collections.abc import Callable
from typing import Final, TypeVar

from benchdog.client.persistence.intentions import Intentions
from benchdog.client.persistence.session_backend import (
    Missing,
    NewerVersion,
    NotModified,
    SessionBackend,
    SessionState,
    SessionWrite,
    SignInRequired,
    SnapshotWriteResult,
    UnknownOutcome,
    Unreachable,
    WriteResult,
)
from benchdog.client.persistence.session_state_tracker import HashedState, is_same_state
from benchdog.client.snapshots_client import Sharing
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.metadata import SessionDetails

Result = TypeVar("Result")
Send = Callable[[str, str], WriteResult]
"""Sends a change with an ETag and an idempotency key."""

OnKeyed = Callable[[], None]
"""Hears, before anything is sent, that the change has its key: whatever comes, it can be sent again."""

_UNDECIDED: Final = (UnknownOutcome, Unreachable, SignInRequired)
"""After these nobody knows what became of the change, or it is going to be sent once more as it is."""


class BackendSyncManager:
    """
    It never says saved before the service has said so, in its answer or when it is read again. A change that
    may be under way still is called unreachable, never lost: repeating it is harmless, because a save names
    the version it started from, and a creation is looked for before it is repeated. Every repetition carries
    the idempotency key of the first. [R4] The twin of `BackendSyncManager.ts`.
    """

    def __init__(self, backend: SessionBackend, intentions: Intentions) -> None:
        self._backend = backend
        self._intentions = intentions
        # A creation whose answer was lost, and that was not found by reading either.
        self._unconfirmed_creation: HashedState | None = None
        # Saves whose answers were lost since the last one that came: the service may have any of them.
        self._unconfirmed_saves: list[HashedState] = []

    @property
    def is_uncertain(self) -> bool:
        """Whether the service may have something else than it last said."""
        return bool(self._unconfirmed_saves)

    def may_have_made(self, found: HashedState) -> bool:
        """Whether *found* can be what this program sent itself, without ever hearing of it again."""
        return any(is_same_state(sent, found) for sent in self._unconfirmed_saves)

    def save(
        self, write: SessionWrite, base: SessionMetadata, hashes: HashedState, on_keyed: OnKeyed
    ) -> WriteResult:
        """Saves on top of *base*."""

        def send(if_match: str, key: str) -> WriteResult:
            return self._backend.save_session(base.id, write, if_match=if_match, key=key)

        return self._sent("save", base, hashes, send, on_keyed)

    def change_details(
        self, details: SessionDetails, base: SessionMetadata, hashes: HashedState, on_keyed: OnKeyed
    ) -> WriteResult:
        """Title, description and tags only."""

        def send(if_match: str, key: str) -> WriteResult:
            return self._backend.change_details(base.id, details, if_match=if_match, key=key)

        return self._sent("change_details", base, hashes, send, on_keyed)

    def create_snapshot(
        self, write: SessionWrite, sharing: Sharing, hashes: HashedState
    ) -> SnapshotWriteResult:
        """An immutable copy; *hashes* are those of the copy."""
        intention = f"{_named('share', hashes)} {sharing.audience} {sharing.expires_at}"
        return self._as_one_intention(
            intention, lambda key: self._backend.create_snapshot(write, sharing, key=key)
        )

    def create(self, write: SessionWrite, hashes: HashedState, on_keyed: OnKeyed) -> WriteResult:
        """Creates a session; one that an earlier call created, whose answer was lost, is saved on top of."""

        def send(key: str) -> WriteResult:
            on_keyed()
            return self._created(write, hashes, key, on_keyed)

        return self._as_one_intention(_named("create", hashes), send)

    def _created(self, write: SessionWrite, hashes: HashedState, key: str, on_keyed: OnKeyed) -> WriteResult:
        if self._unconfirmed_creation is not None:
            found = self._backend.find_created(self._unconfirmed_creation)
            if isinstance(found, NotModified):
                return Unreachable()
            if isinstance(found, SessionState):
                self._unconfirmed_creation = None
                is_it = is_same_state(found.metadata, hashes)
                return found if is_it else self.save(write, found.metadata, hashes, on_keyed)
            if not isinstance(found, Missing):
                return found
        result = self._backend.create_session(write, key=key)
        if not isinstance(result, UnknownOutcome):
            self._unconfirmed_creation = None
            return result
        self._unconfirmed_creation = hashes
        found = self._backend.find_created(hashes)
        if not isinstance(found, SessionState):
            return Unreachable()
        self._unconfirmed_creation = None
        return found

    def _sent(
        self, change: str, base: SessionMetadata, hashes: HashedState, send: Send, on_keyed: OnKeyed
    ) -> WriteResult:
        """Sends a change; once more where the newer copy holds nobody else's work. [B4]"""

        def send_and_decide(key: str) -> WriteResult:
            on_keyed()
            return self._decided(send(base.etag, key), base, hashes)

        intention = _named(f"{change} {base.id} {base.etag}", hashes)
        result = self._as_one_intention(intention, send_and_decide)
        if isinstance(result, SessionState):
            self._unconfirmed_saves = []
        if not isinstance(result, NewerVersion) or result.current.etag == base.etag:
            return result
        current = result.current
        holds_others_work = not is_same_state(current, base) and not self.may_have_made(current)
        return result if holds_others_work else self._sent(change, current, hashes, send, on_keyed)

    def _as_one_intention(self, name: str, send: Callable[[str], Result]) -> Result:
        """Gives what *send* sends the key of this intention, which lasts until its outcome is known. [R4]"""
        result = send(self._intentions.key_of(name))
        if not isinstance(result, _UNDECIDED):
            self._intentions.settle(name)
        return result

    def _decided(self, result: WriteResult, base: SessionMetadata, hashes: HashedState) -> WriteResult:
        """Whether the service has *hashes* by now."""
        if isinstance(result, NewerVersion) and is_same_state(result.current, hashes):
            return SessionState(result.current)
        if not isinstance(result, UnknownOutcome):
            return result
        if not self.may_have_made(hashes):
            self._unconfirmed_saves.append(hashes)
        read = self._backend.read_metadata(base.id, if_none_match=None)
        if isinstance(read, Unreachable):
            return read
        if not isinstance(read, SessionState):
            return result
        if is_same_state(read.metadata, hashes):
            return read
        return Unreachable() if read.metadata.etag == base.etag else NewerVersion(read.metadata)


def _named(change: str, hashes: HashedState) -> str:
    return f"{change} {hashes.content_hash} {hashes.metadata_hash}"
