"""What became of what a person asked for. The twin of `SaveResult.ts`: `kind` is the same word."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from benchdog.client.persistence.session_backend import Refusal
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails

ConflictChoice: TypeAlias = Literal["merge", "keep_both", "use_server", "replace_server"]
"""What a person chooses where the server has a newer copy. [B4]"""


@dataclass(frozen=True, slots=True)
class NewerCopy:
    """The service has a newer copy than the one that the work started from. [B4] `noticed_at` is ISO 8601."""

    metadata: SessionMetadata
    noticed_at: str


@dataclass(frozen=True, slots=True)
class Saved:
    kind: ClassVar = "saved"
    metadata: SessionMetadata


@dataclass(frozen=True, slots=True)
class AlreadySaved:
    kind: ClassVar = "already_saved"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: somebody else's work is on the server, and the choice is the person's."""

    kind: ClassVar = "conflict"
    newer: NewerCopy


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The answer was lost, and reading has not told yet whether the save was applied."""

    kind: ClassVar = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Resolved:
    """`undo` brings back what was open before; None where nothing was put aside."""

    kind: ClassVar = "resolved"
    undo: Callable[[], None] | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """Both sides changed a part, and nobody has said which one to take: `state.comparison` has them."""

    kind: ClassVar = "undecided"


@dataclass(frozen=True, slots=True)
class Unreadable:
    kind: ClassVar = "unreadable"
    reason: str


@dataclass(frozen=True, slots=True)
class FromNewerVersion:
    """Content of a later major version than this program knows: to be looked at, and not replaced. [C7]"""

    kind: ClassVar = "from_newer_version"
    details: SessionDetails
    content: JsonObject


SaveResult: TypeAlias = Saved | AlreadySaved | Conflict | Unconfirmed | Refusal
ConflictResult: TypeAlias = (
    Resolved | Conflict | Undecided | FromNewerVersion | Unconfirmed | Unreadable | Refusal
)


def as_conflict_result(result: SaveResult) -> ConflictResult:
    return Resolved(undo=None) if isinstance(result, Saved | AlreadySaved) else result


def undone_alone(result: ConflictResult, turn: AbstractContextManager[object]) -> ConflictResult:
    """*result*, whose undo takes its *turn*: no other thread saves what is half undone."""
    if not isinstance(result, Resolved) or result.undo is None:
        return result
    undo = result.undo

    def undo_in_turn() -> None:
        with turn:
            undo()

    return Resolved(undo_in_turn)
