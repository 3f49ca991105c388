"""Whether there is something to save. [B1] The twin of `SessionStateTracker.ts`."""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

StateOrigin: TypeAlias = Literal["new", "server", "draft", "snapshot"]
"""Where the state that is open came from."""


class HashedState(Protocol):
    """Content and metadata, hashed apart: lower-case hex SHA-256. [B1] [C2] [C6]"""

    @property
    def content_hash(self) -> str: ...

    @property
    def metadata_hash(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StateHashes:
    content_hash: str
    metadata_hash: str


def is_same_state(one: HashedState, other: HashedState) -> bool:
    return one.content_hash == other.content_hash and one.metadata_hash == other.metadata_hash


class SessionStateTracker:
    """
    Decides by hashes and by nothing else. [B1]

    Saved means: the server acknowledged that hash. It is the hash that was sent, never the one that is
    current when the answer comes, so what is changed while a save is under way stays unsaved.
    """

    def __init__(
        self, origin: StateOrigin, *, acknowledged: HashedState | None, current: HashedState
    ) -> None:
        self.origin = origin
        self._acknowledged = acknowledged
        self._current = current
        # What the program makes of the acknowledged content: opening an older format is no edit.
        self._as_opened = current.content_hash if origin == "server" else None

    @property
    def is_new(self) -> bool:
        """Whether it was opened as new and never saved: nobody's work before the first edit."""
        return self.origin == "new" and self._acknowledged is None

    @property
    def is_dirty(self) -> bool:
        acknowledged = self._acknowledged
        if acknowledged is None or self._current.metadata_hash != acknowledged.metadata_hash:
            return True
        return self.is_content_dirty

    @property
    def is_content_dirty(self) -> bool:
        acknowledged = None if self._acknowledged is None else self._acknowledged.content_hash
        return self._current.content_hash not in {acknowledged, self._as_opened}

    def observe(self, current: HashedState) -> None:
        self._current = current

    def acknowledge(self, sent: HashedState) -> None:
        """The server has *sent*. What was changed meanwhile is as unsaved as it was."""
        if self._acknowledged is None or self._acknowledged.content_hash != sent.content_hash:
            self._as_opened = None
        self._acknowledged = sent
