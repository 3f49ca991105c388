"""A disk whose fsync takes a known time, for machines on which it costs next to nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import apsw

_REAL: Final = "unix"


@contextmanager
def slow_disk(fsync_seconds: float) -> Iterator[None]:
    """Every database file that this process opens meanwhile waits so long, in addition, at each fsync."""
    disk = _SlowDisk(fsync_seconds)
    try:
        yield
    finally:
        disk.unregister()


class _SlowDisk(apsw.VFS):
    def __init__(self, fsync_seconds: float) -> None:
        super().__init__("slow-disk", _REAL, makedefault=True)
        self._fsync_seconds = fsync_seconds

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _SlowFile(name, flags, self._fsync_seconds)


class _SlowFile(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], fsync_seconds: float) -> None:
        super().__init__(_REAL, name, flags)
        self._fsync_seconds = fsync_seconds

    def xSync(self, flags: int) -> None:  # noqa: N802
        time.sleep(self._fsync_seconds)
        super().xSync(flags)
