"""Reading connections: one for short look-ups on the event loop, the others in threads of their own."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

import apsw

from benchdog.embedded_cosmos.storage.connection import open_connection
from benchdog.embedded_cosmos.storage.failures import storage_failure

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

READER_THREADS: Final = 2


class Readers:
    """Every answer is from the last commit of any process."""

    def __init__(self, data_dir: Path, vfs: str | None = None) -> None:
        self._data_dir = data_dir
        self._vfs = vfs
        self._look_ups = open_connection(data_dir, vfs)
        self._look_up_lock = threading.Lock()
        self._own = threading.local()
        self._opened: list[apsw.Connection] = []
        self._pool = ThreadPoolExecutor(READER_THREADS, "cosmos-reader")

    def look_up(self, read: Callable[[apsw.Connection], Result]) -> Result:
        """
        Reads at once, on the calling thread: for look-ups by key, which take some 10 µs.

        A thread would cost ten times as much; a piece of content (400 KB) takes 0.1 ms.
        """
        with self._look_up_lock:  # clients of several threads may share the engine
            return _mapped(read, self._look_ups)

    def submit(self, read: Callable[[apsw.Connection], Result]) -> Future[Result]:
        """Reads in a thread: for queries, whose length nobody knows."""
        return self._pool.submit(lambda: _mapped(_in_one_transaction(read), self._connection()))

    def close(self) -> None:
        self._pool.shutdown()
        for connection in (self._look_ups, *self._opened):
            connection.close()

    def _connection(self) -> apsw.Connection:
        if not hasattr(self._own, "connection"):
            self._own.connection = open_connection(self._data_dir, self._vfs)
            self._opened.append(self._own.connection)
        connection: apsw.Connection = self._own.connection
        return connection


def _in_one_transaction(read: Callable[[apsw.Connection], Result]) -> Callable[[apsw.Connection], Result]:
    """*read* on one state of the database, whoever writes meanwhile."""

    def run(connection: apsw.Connection) -> Result:
        connection.execute("BEGIN")
        try:
            return read(connection)
        finally:
            connection.execute("COMMIT")

    return run


def _mapped(read: Callable[[apsw.Connection], Result], connection: apsw.Connection) -> Result:
    try:
        return read(connection)
    except apsw.Error as error:
        logger.exception("The storage refused a read")
        raise storage_failure(error) from error
