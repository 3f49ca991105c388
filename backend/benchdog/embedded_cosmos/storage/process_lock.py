"""
The lock between processes that share a folder, and the memory that there is a database in it.

The kernel queues who waits; SQLite's own busy handler polls, and lets single writers wait for a second.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Final

LOCK_NAME: Final = "cosmos.lock"
_USED: Final = b"This folder holds a database.\n"


class ProcessLock:
    """Held around write transactions and checkpoints (`with lock:`); taken in the writer thread alone."""

    def __init__(self, data_dir: Path) -> None:
        self._file = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def __enter__(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    @property
    def is_folder_used(self) -> bool:
        """Whether a database was ever set up here: then a missing file is a loss and no beginning."""
        return os.fstat(self._file).st_size > 0

    def note_folder_used(self) -> None:
        if not self.is_folder_used:
            os.write(self._file, _USED)
            os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)
