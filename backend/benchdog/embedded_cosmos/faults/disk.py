"""A disk that fails: a VFS of SQLite over the operating system's own."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

import apsw

from benchdog.embedded_cosmos.faults.disk_recording import DiskRecording


class FaultyDisk(apsw.VFS):
    """
    Passes everything on to the operating system until it is told not to. It needs to be kept, as
    `FaultPlan` does, for as long as a file on it is open.

    Args:
        recording: is told of everything that changes a file.
        ignores_sync: claims that what was written lasts, and does not care. Some disks do.

    Attributes:
        name: under which SQLite knows it.
        is_full: no file grows any more. There has to be room when the engine closes: apsw raises then what
            SQLite, which keeps the log, would pass over.
    """

    def __init__(self, recording: DiskRecording | None = None, *, ignores_sync: bool = False) -> None:
        self.name = f"faulty-disk-{secrets.token_hex(8)}"
        self.is_full = False
        self.recording = recording
        self.ignores_sync = ignores_sync
        self._filled = 0
        self._passing = 0
        self._at_write: Callable[[], None] | None = None
        super().__init__(self.name, "")

    @contextmanager
    def filled(self) -> Iterator[None]:
        """Full for a while; several may overlap."""
        self._filled += 1
        try:
            yield
        finally:
            self._filled -= 1

    def at_write(self, happens: Callable[[], None] | None, *, passing: int = 0) -> None:
        """
        *happens* instead of the next write, once *passing* others went through; None calls it off.

        It runs in the thread that writes.
        """
        self._passing = passing
        self._at_write = happens

    def before_write(self, file: apsw.VFSFile, end: int) -> None:
        """Raises apsw.FullError where the file would have to grow to *end* bytes on a full disk."""
        if self._at_write is not None:
            if self._passing == 0:
                self._at_write()
            self._passing -= 1
        if (self.is_full or self._filled) and end > file.xFileSize():
            raise apsw.FullError("The disk is full.")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "_File":  # noqa: N802
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        if self.recording is not None:
            self.recording.deleted(PurePath(filename).name)


class _File(apsw.VFSFile):
    def __init__(self, disk: FaultyDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk = disk
        self._name = PurePath(path or "").name
        self._recording = disk.recording if path else None  # what has no name is gone with the process
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.before_write(self, offset + len(data))
        super().xWrite(data, offset)
        if self._recording is not None:
            self._recording.wrote(self._name, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        if self._recording is not None:
            self._recording.truncated(self._name, newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        if self._recording is not None and not self._disk.ignores_sync:
            self._recording.synced(self._name)
