"""Opening the file: what is checked before anything is served."""

from pathlib import Path

import apsw
import pytest

from benchdog.embedded_cosmos.storage import catalogue
from benchdog.embedded_cosmos.storage.connection import (
    FILE_NAME,
    PAGE_SIZE_BYTES,
    StorageUnusable,
    open_connection,
)
from benchdog.embedded_cosmos.storage.writer import Writer


def make_database(folder: Path) -> Path:
    filler = (
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2000) "
        "INSERT INTO counters SELECT 'filler ' || n, n FROM numbers"
    )

    def set_up(connection: apsw.Connection) -> None:
        catalogue.set_up(connection)
        connection.execute(filler)

    Writer(folder, set_up).close()
    return folder / FILE_NAME


def test_a_commit_reaches_the_disk_before_it_is_one(tmp_path):
    """[S6]"""
    make_database(tmp_path)

    connection = open_connection(tmp_path)

    assert connection.execute("PRAGMA journal_mode").get == "wal"
    assert connection.execute("PRAGMA synchronous").get == 2
    assert connection.execute("PRAGMA wal_autocheckpoint").get == 0


def test_a_missing_file_is_a_loss_and_no_beginning(tmp_path):
    path = make_database(tmp_path)
    path.unlink()

    with pytest.raises(StorageUnusable, match="missing"):
        Writer(tmp_path, catalogue.set_up)

    assert not path.exists()


def test_damage_inside_the_file_is_found_at_the_start(tmp_path):
    path = make_database(tmp_path)
    content = bytearray(path.read_bytes())
    middle = len(content) // PAGE_SIZE_BYTES // 2 * PAGE_SIZE_BYTES
    content[middle : middle + PAGE_SIZE_BYTES] = b"\xff" * PAGE_SIZE_BYTES
    path.write_bytes(content)

    with pytest.raises(StorageUnusable, match="damaged"):
        Writer(tmp_path, catalogue.set_up)

    assert path.read_bytes() == bytes(content)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / FILE_NAME).mkdir()

    with pytest.raises(StorageUnusable, match="cannot be opened"):
        Writer(tmp_path, catalogue.set_up)
