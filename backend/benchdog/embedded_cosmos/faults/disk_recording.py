"""Everything that was done to the files of a disk, and what a power cut leaves of it."""

import threading
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Final, Literal

SECTOR_BYTES: Final = 512
"""What a disk writes whole or not at all."""

Survival = Literal["nothing", "everything", "some writes", "some sectors"]
"""What the cut leaves of the writes that nobody synced. Disks reorder them, and tear the one they are at."""


@dataclass(frozen=True, slots=True)
class _Change:
    file: str
    kind: Literal["write", "truncate", "sync", "delete"]
    offset: int = 0
    data: bytes = b""


@dataclass(slots=True)
class _FileState:
    lasting: bytearray = field(default_factory=bytearray)
    exists: bool = False
    unsynced: list[_Change] = field(default_factory=list)


class DiskRecording:
    """
    Grows with every change of a file; several threads may write.

    A file that was deleted is gone at once: file systems keep the order of such changes.
    """

    def __init__(self) -> None:
        self._changes: list[_Change] = []
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many changes there were so far: the moment, as `files_after_cut` takes it."""
        return len(self._changes)

    def wrote(self, file: str, offset: int, data: bytes) -> None:
        self._note(_Change(file, "write", offset, data))

    def truncated(self, file: str, size: int) -> None:
        self._note(_Change(file, "truncate", size))

    def synced(self, file: str) -> None:
        self._note(_Change(file, "sync"))

    def deleted(self, file: str) -> None:
        self._note(_Change(file, "delete"))

    def files_after_cut(self, moment: int, survival: Survival, random: Random) -> dict[str, bytes]:
        """The files under their names, had the power failed after the first *moment* changes."""
        states: dict[str, _FileState] = {}
        for change in self._changes[:moment]:
            state = states.setdefault(change.file, _FileState())
            match change.kind:
                case "sync":
                    _make_last(state, state.unsynced)
                    state.exists = True
                    state.unsynced = []
                case "delete":
                    states.pop(change.file, None)
                case _:
                    state.unsynced.append(change)
        for state in states.values():
            left = _survivors(state.unsynced, survival, random)
            _make_last(state, left)
            state.exists = state.exists or bool(left)
        return {name: bytes(state.lasting) for name, state in states.items() if state.exists}

    def _note(self, change: _Change) -> None:
        with self._lock:
            self._changes.append(change)


def _survivors(unsynced: list[_Change], survival: Survival, random: Random) -> list[_Change]:
    match survival:
        case "nothing":
            return []
        case "everything":
            return unsynced
        case "some writes":
            return [change for change in unsynced if random.random() < 0.5]
        case "some sectors":
            sectors = [sector for change in unsynced for sector in _sectors(change)]
            return [sector for sector in sectors if random.random() < 0.5]


def _sectors(change: _Change) -> list[_Change]:
    if change.kind != "write":
        return [change]
    first = SECTOR_BYTES - change.offset % SECTOR_BYTES
    edges = [0, *range(first, len(change.data), SECTOR_BYTES), len(change.data)]
    return [
        _Change(change.file, "write", change.offset + start, change.data[start:end])
        for start, end in pairwise(edges)
        if start < end
    ]


def _make_last(state: _FileState, changes: list[_Change]) -> None:
    for change in changes:
        if change.kind == "truncate":
            del state.lasting[change.offset :]
            continue
        missing = change.offset - len(state.lasting)
        state.lasting.extend(bytes(max(missing, 0)))  # a hole reads as zeros
        state.lasting[change.offset : change.offset + len(change.data)] = change.data
