"""The file of survey sessions: opened, checked, brought up to date. [U3]"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from benchdog.errors import ContentCorrupted, DatabaseError, DatabaseUnavailable, StorageFull

FORMAT_VERSION: Final = 1
APPLICATION_ID: Final = 0x62647376
BUSY_TIMEOUT_MS: Final = 30_000
"""That of seed 001."""

_SYNCHRONOUS_FULL: Final = 2

# Names and columns are those of seed 001, whose files are opened as they are.
_SEED_TABLES: Final = """
CREATE TABLE IF NOT EXISTS sessions (
    user_id TEXT NOT NULL PRIMARY KEY,
    current_step TEXT NOT NULL,
    answers TEXT NOT NULL,
    step_history TEXT NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    is_audio_mode INTEGER DEFAULT 0,
    session_data TEXT
);
CREATE TABLE IF NOT EXISTS session_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    step TEXT,
    answer TEXT,
    timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (user_id) REFERENCES sessions(user_id)
);
"""

_FROM_SEED_TO_1: Final = """
CREATE TABLE session_clients (
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    last_sequence INTEGER NOT NULL,
    PRIMARY KEY (user_id, client_id),
    FOREIGN KEY (user_id) REFERENCES sessions(user_id)
) WITHOUT ROWID;
CREATE INDEX session_history_by_user ON session_history (user_id, id);
CREATE INDEX sessions_by_update ON sessions (updated_at);
UPDATE sessions SET
    created_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at),
    updated_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, 'auto'), updated_at);
UPDATE session_history SET timestamp = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', timestamp, 'auto'), timestamp);
"""

_SEED_COLUMNS: Final = {
    "sessions": {
        "user_id",
        "current_step",
        "answers",
        "step_history",
        "created_at",
        "updated_at",
        "is_audio_mode",
        "session_data",
    },
    "session_history": {"id", "user_id", "action", "step", "answer", "timestamp"},
}


class SurveyFileUnusable(Exception):
    """The file cannot be used as it is. It was not changed; the message says what to do."""


class SurveyFileRefused(DatabaseError):
    """Nothing was changed, and the same call would be refused again."""

    is_retryable = False
    outcome = "not_applied"


@contextmanager
def mapped_sqlite_errors() -> Iterator[None]:
    """
    Raises:
        DatabaseUnavailable: somebody else writes, for longer than the timeout.
        StorageFull: no space, or nothing can be written.
        ContentCorrupted: the file is damaged.
        SurveyFileRefused: anything else.
    """
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise DatabaseUnavailable from error
    except (apsw.FullError, apsw.IOError, apsw.ReadOnlyError) as error:
        raise StorageFull from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise ContentCorrupted from error
    except apsw.Error as error:
        raise SurveyFileRefused from error


def open_survey_file(path: Path, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> apsw.Connection:
    """
    A connection with write-ahead log and synchronous=FULL to an up-to-date file, made where there is none.

    Raises:
        SurveyFileUnusable: damaged, of another program, of a newer version, or not on a durable disk.
        DatabaseUnavailable: another process makes it at this moment, and the timeout does not cover that.
    """
    try:
        connection = apsw.Connection(str(path))
        try:
            connection.set_busy_timeout(busy_timeout_ms)
            check_owner(connection)
            _configure(connection)
            _bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
    except (apsw.BusyError, apsw.LockedError) as error:
        raise DatabaseUnavailable from error
    except apsw.Error as error:
        raise SurveyFileUnusable(
            f"The survey file {path} cannot be opened ({error}). It was left as it is; restore a backup into "
            "another place, or keep the file for repair."
        ) from error
    return connection


def check_owner(connection: apsw.Connection) -> None:
    """
    Raises:
        SurveyFileUnusable: the file is neither ours, nor one of seed 001, nor empty; or it is newer.
    """
    owner = connection.execute("PRAGMA application_id").get
    version = connection.execute("PRAGMA user_version").get
    tables = {
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    is_of_seed = owner == 0 and version == 0 and (not tables or _has_seed_tables(connection))
    if owner != APPLICATION_ID and not is_of_seed:
        raise SurveyFileUnusable("The file belongs to another program. It was left as it is.")
    if version > FORMAT_VERSION:
        raise SurveyFileUnusable(f"The file was written by a newer version (format {version}).")


def _has_seed_tables(connection: apsw.Connection) -> bool:
    """Many a program has a table of the name `sessions`, so the columns have to be there, too."""
    return all(
        columns <= {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        for table, columns in _SEED_COLUMNS.items()
    )


def _configure(connection: apsw.Connection) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").get
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = 1")
    connection.execute("PRAGMA foreign_keys = ON")
    level = connection.execute("PRAGMA synchronous").get
    if mode != "wal" or level != _SYNCHRONOUS_FULL:
        raise SurveyFileUnusable(
            f"This disk does not give durable commits (journal {mode}, synchronous {level})."
        )


def _bring_up_to_date(connection: apsw.Connection) -> None:
    """In one transaction, so that of two processes that start at once one does it."""
    if connection.execute("PRAGMA user_version").get == FORMAT_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").get < FORMAT_VERSION:
            connection.execute(_SEED_TABLES + _FROM_SEED_TO_1)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
