"""Talks to the service about one session, and finds out what became of a change whose answer was lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from benchdog.client.persistence.intentions import Intentions
from benchdog.client.persistence.session_backend import (
    MetadataResult,
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
from benchdog.client.persistence.session_state_tracker import HashedState, StateHashes, is_same_state
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


@dataclass(frozen=True, slots=True)
class _UnderWay:
    hashes: HashedState
    is_creation: bool


class BackendSyncManager:
    """
    It never says saved before the service has said so, in its answer or when it is read again. A change that
    may be under way still is called unreachable, never lost: repeating it is harmless, because a save names
    the version it started from, and a creation is looked for before it is repeated. Every repetition carries
    the idempotency key of the first. [R4] The twin of `BackendSyncManager.ts`.

    Args:
        session_id: None until the session was saved for the first time.
        unanswered: what another program sent of the session without an answer.
    """

    def __init__(
        self,
        backend: SessionBackend,
        intentions: Intentions,
        *,
        session_id: str | None,
        unanswered: tuple[StateHashes, ...] = (),
    ) -> None:
        self._backend = backend
        self._intentions = intentions
        is_created = session_id is not None
        # What the session may be saved as that was created, or not, and whose id nobody has told.
        self._unconfirmed_creations = () if is_created else unanswered
        # Saves whose answers were lost since the last one that came: the service may have any of them.
        self._unconfirmed_saves = unanswered if is_created else ()
        self._under_way: _UnderWay | None = None

    @property
    def is_uncertain(self) -> bool:
        """Whether the service may have something else than it last said."""
        return bool(self._unconfirmed_saves)

    def may_have_made(self, found: HashedState) -> bool:
        """Whether *found* can be what this program sent itself, without ever hearing of it again."""
        return any(is_same_state(sent, found) for sent in self._unconfirmed_saves)

    def unanswered_of(self, session_id: str | None) -> tuple[StateHashes, ...]:
        """
        What was sent without an answer so far, of the session with this id or of one that has none yet.

        It is kept with the draft, because the program that waits for the answer may die. [B4] [R4]
        """
        is_creation = session_id is None
        unconfirmed = self._unconfirmed_creations if is_creation else self._unconfirmed_saves
        under_way = self._under_way
        if under_way is None or under_way.is_creation != is_creation:
            return unconfirmed
        return _with_state(unconfirmed, under_way.hashes)

    def save(
        self, write: SessionWrite, base: SessionMetadata, hashes: HashedState, on_keyed: OnKeyed
    ) -> WriteResult:
        """Saves on top of *base*."""
        with self._sending(hashes, is_creation=False):
            return self._saved(write, base, hashes, on_keyed)

    def change_details(
        self, details: SessionDetails, base: SessionMetadata, hashes: HashedState, on_keyed: OnKeyed
    ) -> WriteResult:
        """Title, description and tags only."""

        def send(if_match: str, key: str) -> WriteResult:
            return self._backend.change_details(base.id, details, if_match=if_match, key=key)

        with self._sending(hashes, is_creation=False):
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

        with self._sending(hashes, is_creation=True):
            result = self._as_one_intention(_named("create", hashes), send)
        if isinstance(result, SessionState):
            self._confirmed()
        return result

    def _created(self, write: SessionWrite, hashes: HashedState, key: str, on_keyed: OnKeyed) -> WriteResult:
        earlier = self._found_creation()
        if isinstance(earlier, NotModified):
            return Unreachable()
        if isinstance(earlier, SessionState):
            if is_same_state(earlier.metadata, hashes):
                return earlier
            # This answer may be lost, too, and then the session is found by what it has since.
            self._unconfirmed_creations = _with_state(self._unconfirmed_creations, hashes)
            return self._saved(write, earlier.metadata, hashes, on_keyed)
        if not isinstance(earlier, Missing):
            return earlier
        result = self._backend.create_session(write, key=key)
        if not isinstance(result, UnknownOutcome):
            return result
        self._unconfirmed_creations = _with_state(self._unconfirmed_creations, hashes)
        found = self._backend.find_created(hashes)
        return found if isinstance(found, SessionState) else Unreachable()

    def _found_creation(self) -> MetadataResult:
        """What an earlier creation has made, looked for by the last state that was sent first."""
        for sent in reversed(self._unconfirmed_creations):
            found = self._backend.find_created(sent)
            if not isinstance(found, Missing):
                return found
        return Missing()

    def _saved(
        self, write: SessionWrite, base: SessionMetadata, hashes: HashedState, on_keyed: OnKeyed
    ) -> WriteResult:
        def send(if_match: str, key: str) -> WriteResult:
            return self._backend.save_session(base.id, write, if_match=if_match, key=key)

        return self._sent("save", base, hashes, send, on_keyed)

    def _confirmed(self) -> None:
        self._unconfirmed_creations = ()
        self._unconfirmed_saves = ()

    @contextmanager
    def _sending(self, hashes: HashedState, *, is_creation: bool) -> Iterator[None]:
        self._under_way = _UnderWay(hashes, is_creation)
        try:
            yield
        except BaseException:
            # A person has interrupted it: the service may have it all the same.
            if is_creation:
                self._unconfirmed_creations = _with_state(self._unconfirmed_creations, hashes)
            else:
                self._unconfirmed_saves = _with_state(self._unconfirmed_saves, hashes)
            raise
        finally:
            self._under_way = None

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
            self._confirmed()
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
        self._unconfirmed_saves = _with_state(self._unconfirmed_saves, hashes)
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


def _with_state(states: tuple[StateHashes, ...], one: HashedState) -> tuple[StateHashes, ...]:
    """*states* and, unless it is among them, *one*, without what else may be known of it."""
    is_among = any(is_same_state(state, one) for state in states)
    return states if is_among else (*states, StateHashes(one.content_hash, one.metadata_hash))
