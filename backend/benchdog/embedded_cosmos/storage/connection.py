"""Opening the file: settings are read back, damage and strangers are refused, nothing is replaced."""

from pathlib import Path
from typing import Final

import apsw

from benchdog.embedded_cosmos.storage.process_lock import ProcessLock

FILE_NAME: Final = "cosmos.db"
APPLICATION_ID: Final = 0x62646F67
FORMAT_VERSION: Final = 2
PAGE_SIZE_BYTES: Final = 4096
BUSY_TIMEOUT_MS: Final = 10_000
CACHE_KIB: Final = 16 * 1024
MAX_CHECKED_BYTES: Final = 2 * 1024**3
"""A larger file is not read through at start: that takes 0.35 s for each GB that the system has cached."""

MAX_IDLE_LOG_BYTES: Final = 64 * 1024 * 1024
"""What a log that grew in a burst keeps of the disk afterwards."""

_SYNCHRONOUS_FULL: Final = 2


class StorageUnusable(Exception):
    """The file cannot be used as it is. It was not changed; the message says what to do."""


def open_first_connection(data_dir: Path, lock: ProcessLock, vfs: str | None) -> apsw.Connection:
    """
    The connection of the writer, which creates the file or checks it. The caller holds *lock*.

    Raises:
        StorageUnusable: as `open_connection`, and for a file that was there and is missing.
    """
    path = data_dir / FILE_NAME
    if lock.is_folder_used and not path.exists():
        raise StorageUnusable(
            f"The database file {path} is missing, and this folder had one. "
            "Put it back from a backup, or begin in an empty folder."
        )
    connection = open_connection(data_dir, vfs)
    try:
        if path.stat().st_size <= MAX_CHECKED_BYTES:
            _check_pages(connection, path)
    except StorageUnusable:
        connection.close()
        raise
    return connection


def open_connection(data_dir: Path, vfs: str | None = None) -> apsw.Connection:
    """
    A connection with write-ahead log and synchronous=FULL.

    Args:
        vfs: what stands for the disk, by its name in SQLite; None is the operating system.

    Raises:
        StorageUnusable: damaged, of another program, of a newer version, or on a disk without real commits.
    """
    path = data_dir / FILE_NAME
    try:
        connection = apsw.Connection(str(path), vfs=vfs)
    except apsw.Error as error:
        raise _unusable(path, error) from error
    try:
        connection.set_busy_timeout(BUSY_TIMEOUT_MS)
        _check_owner(connection)  # before anything is set: the settings are kept in the file
        _configure(connection)
    except apsw.Error as error:
        connection.close()
        raise _unusable(path, error) from error
    except StorageUnusable:
        connection.close()
        raise
    return connection


def _configure(connection: apsw.Connection) -> None:
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE_BYTES}")
    mode = connection.execute("PRAGMA journal_mode = WAL").get
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = 1")
    # Checkpoints run in the writer under the lock between processes, never by themselves.
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute(f"PRAGMA journal_size_limit = {MAX_IDLE_LOG_BYTES}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    level = connection.execute("PRAGMA synchronous").get
    if mode != "wal" or level != _SYNCHRONOUS_FULL:
        raise StorageUnusable(
            f"This disk does not give durable commits (journal {mode}, synchronous {level})."
        )


def _check_owner(connection: apsw.Connection) -> None:
    owner = connection.execute("PRAGMA application_id").get
    version = connection.execute("PRAGMA user_version").get
    is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").get == 0
    if not is_empty and owner != APPLICATION_ID:
        raise StorageUnusable("The database file belongs to another program. It was left as it is.")
    if version > FORMAT_VERSION:
        raise StorageUnusable(f"The database file was written by a newer version (format {version}).")


def _check_pages(connection: apsw.Connection, path: Path) -> None:
    try:
        found = connection.execute("PRAGMA quick_check(1)").get
    except apsw.Error as error:
        raise _unusable(path, error) from error
    if found != "ok":
        raise _damaged(path)


def _unusable(path: Path, error: apsw.Error) -> StorageUnusable:
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return _damaged(path)
    return StorageUnusable(f"The database file {path} cannot be opened: {error}")


def _damaged(path: Path) -> StorageUnusable:
    return StorageUnusable(
        f"The database file {path} is damaged. It was left as it is. "
        "Restore a backup into another folder, or keep the file for repair."
    )
