"""The writer thread: what it commits together, what it acknowledges, what it survives."""

import asyncio
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


async def test_a_write_is_acknowledged_after_its_commit(writer, tmp_path):
    """[S6]"""
    seen: list[list[int]] = []
    future = writer.submit(add(1))

    future.add_done_callback(lambda _: seen.append(stored(tmp_path)))

    assert await future == 1
    await writer.submit(lambda _: None)
    assert seen == [[1]]


async def test_a_caller_that_goes_away_stops_no_write(writer, tmp_path):
    writer.submit(add(1)).cancel()

    assert await writer.submit(add(2)) == 2

    assert stored(tmp_path) == [1, 2]


def test_a_loop_that_is_closed_stops_no_write_of_another(writer, tmp_path):
    held_up = HeldUp()

    async def go_away() -> None:
        writer.submit(held_up)
        writer.submit(add(1))

    async def stay() -> None:
        held_up.may_end.set()
        assert await writer.submit(add(2)) == 2

    asyncio.run(go_away())
    asyncio.run(stay())

    assert stored(tmp_path) == [1, 2]


async def test_what_waits_is_committed_together(writer, tmp_path):
    held_up = HeldUp()
    writer.submit(held_up)
    held_up.has_begun.wait(WAIT_SECONDS)
    futures = [writer.submit(add(number)) for number in range(20)]

    held_up.may_end.set()
    results = await asyncio.gather(*futures)

    assert results == stored(tmp_path) == list(range(20))
    assert held_up.commits == 2


@pytest.mark.parametrize("error", [KeyError, CosmosFailure], ids=["unexpected", "refused"])
async def test_an_operation_that_raises_takes_only_itself_back(writer, tmp_path, error):
    def raise_error(connection: apsw.Connection) -> None:
        connection.execute("INSERT INTO numbers VALUES (-1)")
        raise error(*((412, "PreconditionFailed", "changed") if error is CosmosFailure else ("mistake",)))

    held_up = HeldUp()
    writer.submit(held_up)
    held_up.has_begun.wait(WAIT_SECONDS)
    before, failed, after = writer.submit(add(1)), writer.submit(raise_error), writer.submit(add(2))

    held_up.may_end.set()

    with pytest.raises(error):
        await failed
    assert (await before, await after) == (1, 2)
    assert stored(tmp_path) == [1, 2]


async def test_a_full_disk_is_told_and_forgotten_once_there_is_space(tmp_path):
    """What was written before stays; the next small write succeeds. The file may not grow here."""

    def limited(connection: apsw.Connection) -> None:
        set_up(connection)
        connection.execute("CREATE TABLE bodies (body BLOB)")
        connection.execute(f"PRAGMA max_page_count = {SMALL_FILE_PAGES}")

    writer = Writer(tmp_path, limited)
    await writer.submit(add(1))

    with pytest.raises(CosmosFailure) as full:
        await writer.submit(
            lambda connection: connection.execute("INSERT INTO bodies VALUES (zeroblob(1000000))")
        )
    await writer.submit(add(2))

    assert full.value.status == 507
    assert str(tmp_path) not in full.value.message
    assert stored(tmp_path) == [1, 2]
    writer.close()


async def test_the_log_is_moved_into_the_file_again_and_again(tmp_path):
    def grow(connection: apsw.Connection) -> None:
        connection.execute("INSERT OR REPLACE INTO bodies (number, body) VALUES (1, randomblob(1000000))")

    def with_bodies(connection: apsw.Connection) -> None:
        connection.execute("CREATE TABLE bodies (number INTEGER PRIMARY KEY, body BLOB)")

    writer = Writer(tmp_path, with_bodies)

    for _ in range(40):
        await writer.submit(grow)

    assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size < 2 * CHECKPOINT_BYTES
    writer.close()


async def test_closing_finishes_what_waits(tmp_path):
    writer = Writer(tmp_path, set_up)
    futures = [writer.submit(add(number)) for number in range(200)]

    writer.close()

    assert await asyncio.gather(*futures) == list(range(200)) == stored(tmp_path)
