"""What is open: its content and details, and whether the server has the newest of it. [B1]"""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, TypeVar

from benchdog.client.persistence.session_backend import Rejected
from benchdog.client.persistence.session_source import SessionSource
from benchdog.client.persistence.session_state_tracker import (
    HashedState,
    SessionStateTracker,
    StateHashes,
    StateOrigin,
)
from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.content import hash_canonical
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import ContentInvalid
from benchdog.resilience.clock import Clock, timestamp

Read = TypeVar("Read")

_READING_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class MeasuredWork:
    """
    The work as it was at one edit: what is compared, kept and sent.

    Attributes:
        canonical: RFC 8785 text of the content, UTF-8.
        edit: the number of the edit that it holds.
    """

    canonical: bytes
    hashes: StateHashes
    details: SessionDetails
    edit: int


class OpenWork:
    """
    Nobody has to say that the work was edited: it is measured whenever its state is asked for.

    Args:
        clock: tells when an edit was found.
    """

    def __init__(self, source: SessionSource, details: SessionDetails, clock: Clock) -> None:
        self._source = source
        self._details = details
        self._clock = clock
        self._edit = 0
        self._edited_at = timestamp(clock())
        self._newest: MeasuredWork | None = None
        self._tracker: SessionStateTracker | None = None

    @property
    def details(self) -> SessionDetails:
        return self._details

    @property
    def edited_at(self) -> str:
        """When the newest edit was found, in ISO 8601."""
        return self._edited_at

    @property
    def edit(self) -> int:
        """How many edits were found so far."""
        self.measure()
        return self._edit

    @property
    def size_bytes(self) -> int:
        """Of the canonical text that was measured last."""
        return 0 if self._newest is None else len(self._newest.canonical)

    @property
    def current(self) -> HashedState | None:
        """The hashes of what was measured last."""
        return None if self._newest is None else self._newest.hashes

    @property
    def is_dirty(self) -> bool:
        """Whether there is something that the server does not have; what cannot be measured counts."""
        if isinstance(self.measure(), Rejected):
            return True
        tracker = self._open_tracker()
        return tracker.is_dirty and not (self._edit == 0 and tracker.is_new)

    @property
    def is_content_dirty(self) -> bool:
        return self._open_tracker().is_content_dirty

    def opened(self, origin: StateOrigin, acknowledged: HashedState | None) -> MeasuredWork:
        """
        Takes what is there now for what was opened.

        Raises:
            ContentInvalid: it cannot be written as JSON. [C1]
        """
        work = self._measure_now()
        self._tracker = SessionStateTracker(origin, acknowledged=acknowledged, current=work.hashes)
        return work

    def note_edit(self) -> None:
        self._edit += 1
        self._edited_at = timestamp(self._clock())

    def change_details(self, details: SessionDetails) -> None:
        self._details = details
        self.note_edit()

    def content(self) -> JsonObject:
        """A copy of what is there now, in the order of the work, which nobody changes any more."""
        return self._read(deepcopy)

    def acknowledge(self, hashes: HashedState) -> None:
        self._open_tracker().acknowledge(hashes)

    def measure(self) -> MeasuredWork | Rejected:
        try:
            work = self._measure_now()
        except ContentInvalid as error:
            # An edit like any other: no draft holds it.
            if self._newest is not None and self._newest.edit == self._edit:
                self.note_edit()
            return Rejected(error.code, error.message)
        if self._tracker is not None:
            self._tracker.observe(work.hashes)
        return work

    def _measure_now(self) -> MeasuredWork:
        canonical = self._read(canonicalize)
        hashes = StateHashes(hash_canonical(canonical), self._details.metadata_hash)
        if self._newest is not None and self._newest.hashes != hashes and self._newest.edit == self._edit:
            self.note_edit()
        self._newest = MeasuredWork(canonical, hashes, self._details, self._edit)
        return self._newest

    def _read(self, read: Callable[[JsonObject], Read]) -> Read:
        """
        What *read* makes of the content, begun again where another thread changed it meanwhile.

        That shows as a member that is gone, or as a dictionary of another size.
        """
        for _ in range(_READING_TRIES):
            with suppress(KeyError, RuntimeError):
                return read(self._source.serialize())
        return read(self._source.serialize())

    def _open_tracker(self) -> SessionStateTracker:
        if self._tracker is None:
            raise RuntimeError("Nothing is open yet: call `start`.")
        return self._tracker
