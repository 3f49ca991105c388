"""Opening the file: settings are read back, damage and strangers are refused, nothing is replaced."""

from pathlib import Path
from typing import Final

import apsw

FILE_NAME: Final = "cosmos.db"
LOCK_NAME: Final = "cosmos.lock"
APPLICATION_ID: Final = 0x62646F67
FORMAT_VERSION: Final = 1
PAGE_SIZE_BYTES: Final = 16 * 1024
BUSY_TIMEOUT_MS: Final = 10_000
CACHE_KIB: Final = 16 * 1024


class StorageUnusable(Exception):
    """The file is there but cannot be used as it is. It was not changed; the message says what to do."""


def open_connection(data_dir: Path) -> apsw.Connection:
    """
    A connection with write-ahead log and synchronous=FULL.

    Raises:
        StorageUnusable: damaged, of another program, of a newer version, or on a disk without real commits.
    """
    path = data_dir / FILE_NAME
    try:
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(BUSY_TIMEOUT_MS)
        _configure(connection)
        _check_owner(connection)
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise StorageUnusable(
            f"The database file {path} is damaged. It was left as it is. "
            "Restore a backup into another folder, or keep the file for repair."
        ) from error
    except apsw.Error as error:
        raise StorageUnusable(f"The database file {path} cannot be opened: {error}") from error
    return connection


def _configure(connection: apsw.Connection) -> None:
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE_BYTES}")
    mode = connection.execute("PRAGMA journal_mode = WAL").get
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = 1")
    # Checkpoints run in the writer under the lock between processes, never by themselves.
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    level = connection.execute("PRAGMA synchronous").get
    if mode != "wal" or level != 2:
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
