"""The writer thread: what it commits together, what it acknowledges, what it survives."""

import threading
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from benchdog.embedded_cosmos.storage.connection import FILE_NAME
from benchdog.embedded_cosmos.storage.writer import CHECKPOINT_BYTES, Writer
from benchdog.embedded_cosmos.wire import CosmosFailure

WAIT_SECONDS = 10
SMALL_FILE_PAGES = 64


def set_up(connection: apsw.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)")


def add(number: int):
    def operation(connection: apsw.Connection) -> int:
        connection.execute("INSERT INTO numbers VALUES (?)", (number,))
        return number

    return operation


def stored(folder: Path) -> list[int]:
    connection = apsw.Connection(str(folder / FILE_NAME))
    return [number for (number,) in connection.execute("SELECT number FROM numbers ORDER BY rowid")]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    opened = Writer(tmp_path, set_up)
    yield opened
    opened.close()


class HeldUp:
    """An operation that keeps the writer busy until it is let go, and counts commits from then on."""

    def __init__(self) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self.commits = 0

    def __call__(self, connection: apsw.Connection) -> None:
        connection.set_commit_hook(self._count)
        self.has_begun.set()
        assert self.may_end.wait(WAIT_SECONDS)

    def _count(self) -> bool:
        self.commits += 1
        return False


def test_a_write_is_acknowledged_after_its_commit(writer, tmp_path):
    """[S6]"""
    seen: list[list[int]] = []
    future = writer.submit(add(1))

    future.add_done_callback(lambda _: seen.append(stored(tmp_path)))

    assert future.result(WAIT_SECONDS) == 1
    writer.submit(lambda _: None).result(WAIT_SECONDS)
    assert seen == [[1]]


def test_what_waits_is_committed_together(writer, tmp_path):
    held_up = HeldUp()
    writer.submit(held_up)
    held_up.has_begun.wait(WAIT_SECONDS)
    futures = [writer.submit(add(number)) for number in range(20)]

    held_up.may_end.set()
    results = [future.result(WAIT_SECONDS) for future in futures]

    assert results == stored(tmp_path) == list(range(20))
    assert held_up.commits == 2


@pytest.mark.parametrize("error", [KeyError, CosmosFailure], ids=["unexpected", "refused"])
def test_an_operation_that_raises_takes_only_itself_back(writer, tmp_path, error):
    def raise_error(connection: apsw.Connection) -> None:
        connection.execute("INSERT INTO numbers VALUES (-1)")
        raise error(*((412, "PreconditionFailed", "changed") if error is CosmosFailure else ("mistake",)))

    held_up = HeldUp()
    writer.submit(held_up)
    held_up.has_begun.wait(WAIT_SECONDS)
    before, failed, after = writer.submit(add(1)), writer.submit(raise_error), writer.submit(add(2))

    held_up.may_end.set()

    with pytest.raises(error):
        failed.result(WAIT_SECONDS)
    assert (before.result(WAIT_SECONDS), after.result(WAIT_SECONDS)) == (1, 2)
    assert stored(tmp_path) == [1, 2]


def test_a_full_disk_is_told_and_forgotten_once_there_is_space(tmp_path):
    """What was written before stays; the next small write succeeds. The file may not grow here."""

    def limited(connection: apsw.Connection) -> None:
        set_up(connection)
        connection.execute("CREATE TABLE bodies (body BLOB)")
        connection.execute(f"PRAGMA max_page_count = {SMALL_FILE_PAGES}")

    writer = Writer(tmp_path, limited)
    writer.submit(add(1)).result(WAIT_SECONDS)

    with pytest.raises(CosmosFailure) as full:
        writer.submit(
            lambda connection: connection.execute("INSERT INTO bodies VALUES (zeroblob(1000000))")
        ).result(WAIT_SECONDS)
    writer.submit(add(2)).result(WAIT_SECONDS)

    assert full.value.status == 507
    assert str(tmp_path) not in full.value.message
    assert stored(tmp_path) == [1, 2]
    writer.close()


def test_the_log_is_moved_into_the_file_again_and_again(tmp_path):
    def grow(connection: apsw.Connection) -> None:
        connection.execute("INSERT OR REPLACE INTO bodies (number, body) VALUES (1, randomblob(1000000))")

    def with_bodies(connection: apsw.Connection) -> None:
        connection.execute("CREATE TABLE bodies (number INTEGER PRIMARY KEY, body BLOB)")

    writer = Writer(tmp_path, with_bodies)

    for _ in range(40):
        writer.submit(grow).result(WAIT_SECONDS)

    assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size < 2 * CHECKPOINT_BYTES
    writer.close()


def test_closing_finishes_what_waits(tmp_path):
    writer = Writer(tmp_path, set_up)
    futures = [writer.submit(add(number)) for number in range(200)]

    writer.close()

    assert [future.result(0) for future in futures] == list(range(200)) == stored(tmp_path)
