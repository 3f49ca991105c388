"""A copy of the database while it is in use, and a look at every page of it."""

import os
from pathlib import Path

import apsw

from benchdog.embedded_cosmos.storage.connection import FILE_NAME, StorageUnusable, open_connection
from benchdog.embedded_cosmos.storage.process_lock import ProcessLock


def back_up(data_dir: Path, target: Path) -> Path:
    """
    The file of a copy of the database in *data_dir*, as it was at one moment, in the new folder *target*.

    Others may read and write meanwhile. The copy is on the disk, and was looked through, when this returns;
    before that *target* has no database in it.

    Raises:
        StorageUnusable: there is no database, it cannot be used, or the copy is not whole.
        FileExistsError: there is something at *target*.
    """
    if not (data_dir / FILE_NAME).exists():
        raise StorageUnusable(f"There is no database in {data_dir}.")
    source = open_connection(data_dir)
    try:
        target.mkdir(mode=0o700, parents=True)
        unfinished = target / f"{FILE_NAME}.unfinished"
        source.execute("VACUUM INTO ?", (str(unfinished),))
    except apsw.Error as error:
        raise StorageUnusable(f"The database could not be copied: {error}") from error
    finally:
        source.close()
    if problems := problems_of(unfinished):
        raise StorageUnusable(f"The copy is not whole: {problems[0]}")
    _flush(unfinished)
    copy = unfinished.rename(target / FILE_NAME)
    lock = ProcessLock(target)
    lock.note_folder_used()
    lock.close()
    _flush(target)
    return copy


def problems_of(file: Path) -> list[str]:
    """What SQLite finds wrong with *file*, page by page and index by index; reads all of it."""
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except apsw.Error as error:
        return [str(error)]
    finally:
        connection.close()
    return [] if found == ["ok"] else found


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
