"""
Which programs of one person run on this device: a draft of one that ended is offered to the others.

[B3]
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from filelock import FileLock, Timeout

from benchdog.client.persistence.device_folder import DeviceFolder

_SUFFIX: Final = ".lock"


class RunningProgram:
    """
    One part of a program that has at most one session open; `program_id` is its own.

    The operating system ends the claim when the process ends, however it ends. A process that was forked off
    is another program, with a claim of its own: two of them never write one draft. Where the disk refuses
    the claim, it refuses drafts too, which say so themselves.

    Args:
        folder: of the person, all of whose programs claim their ids there.
    """

    def __init__(self, folder: DeviceFolder) -> None:
        self._folder = folder
        self._claim()

    @property
    def program_id(self) -> str:
        if self._process_id != os.getpid():
            self._claim()
        return self._program_id

    def is_running(self, program_id: str) -> bool:
        """Whether another program, or another part of this one, still has that id."""
        path = self._path_of(program_id)
        if program_id == self.program_id or not path.exists():
            return False
        other = FileLock(path, thread_local=False)
        try:
            other.acquire(blocking=False)
        except Timeout:
            return True
        other.release()
        path.unlink(missing_ok=True)
        return False

    def end(self) -> None:
        """The drafts that it left are everybody's. Safe to call twice."""
        is_own = self._process_id == os.getpid()
        if is_own and self._lock is not None and self._lock.is_locked:
            self._lock.release()
            self._path_of(self._program_id).unlink(missing_ok=True)

    def _claim(self) -> None:
        self._process_id = os.getpid()
        self._program_id = uuid4().hex
        self._lock: FileLock | None = None
        with suppress(OSError):
            self._lock = FileLock(self._path_of(self._program_id), thread_local=False)
            self._lock.acquire(blocking=False)

    def _path_of(self, program_id: str) -> Path:
        return self._folder.programs / f"{program_id}{_SUFFIX}"
