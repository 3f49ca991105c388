"""Copies of the file of survey sessions, and the way back. [U3]"""

import os
from pathlib import Path
from typing import Final

import apsw

from benchdog.survey.sqlite_file import SurveyFileUnusable, check_owner

_LOGS: Final = ("-wal", "-journal")


def back_up(connection: apsw.Connection, target: Path) -> None:
    """
    Copies the file of *connection* while others write. *target* appears complete or not at all.

    Raises:
        FileExistsError: a backup never replaces a file, and SQLite would read the log of another file as what
            was written after it.
    """
    for place in (target, *(target.with_name(target.name + log) for log in _LOGS)):
        if place.exists():
            raise FileExistsError(place)
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(unfinished),))
    _make_durable(unfinished)
    unfinished.rename(target)
    _make_durable(target.parent)


def restore(backup: Path, path: Path) -> None:
    """
    Makes *path* of *backup*, which stays.

    Raises:
        FileExistsError: there is a file at *path*, or its `-wal` alone; move both away first.
        SurveyFileUnusable: the backup is damaged or no survey file.
    """
    try:
        source = apsw.Connection(str(backup), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            check_owner(source)
            if source.execute("PRAGMA quick_check(1)").get != "ok":
                raise SurveyFileUnusable(f"The backup {backup} is damaged.")
            back_up(source, path)
        finally:
            source.close()
    except apsw.Error as error:
        raise SurveyFileUnusable(f"The backup {backup} cannot be read: {error}") from error


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
