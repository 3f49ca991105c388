"""One writer thread a process: what waits is done in one transaction and acknowledged after its commit."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import apsw

from benchdog.embedded_cosmos.storage.connection import PAGE_SIZE_BYTES, open_first_connection
from benchdog.embedded_cosmos.storage.failures import storage_failure
from benchdog.embedded_cosmos.storage.process_lock import ProcessLock

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Operation = Callable[[apsw.Connection], Result]

MAX_GROUP: Final = 64
"""Operations in one commit; more would make the first one wait."""

CHECKPOINT_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Waiting:
    operation: Operation[Any]
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.future.done():  # the caller went away
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """
    Runs operations on the one writing connection of this process.

    Args:
        set_up: runs once, before anything else, in a transaction.
        vfs: as `open_connection` takes it.

    Raises:
        StorageUnusable: the file cannot be used.
    """

    def __init__(self, data_dir: Path, set_up: Operation[None], vfs: str | None = None) -> None:
        self._lock = ProcessLock(data_dir)
        self._log_pages = 0
        try:
            with self._lock:
                self._connection = open_first_connection(data_dir, self._lock, vfs)
                with self._connection:
                    set_up(self._connection)
                self._lock.note_folder_used()
        except BaseException:
            self._lock.close()
            raise
        self._connection.set_wal_hook(self._note_log_pages)
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="cosmos-writer", daemon=True)
        self._thread.start()

    def submit(self, operation: Operation[Result]) -> asyncio.Future[Result]:
        """
        *operation* in a transaction of its own or shared with others; the future ends after the commit.

        The operation may raise: its own changes are rolled back, those of its neighbours are not. It runs
        even where the future is cancelled. Call it where an event loop runs; any loop will do.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._queue.put(_Waiting(operation, future))
        return future

    def close(self) -> None:
        """Finishes what waits, then closes the connection."""
        self._queue.put(None)
        self._thread.join()
        with self._lock:  # the last connection to close moves the log into the file
            self._connection.close()
        self._lock.close()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group, is_last = self._group(first)
            self._commit(group)
            if is_last:
                return

    def _group(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """What waits by now, and whether the queue ends behind it."""
        group = [first]
        while len(group) < MAX_GROUP:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return group, True
            group.append(following)
        return group, False

    def _commit(self, group: list[_Waiting]) -> None:
        with self._lock:
            try:
                outcomes = self._in_one_transaction(group)
            except apsw.Error as error:
                logger.exception("The storage refused a commit")
                failure = storage_failure(error)
                outcomes = [_Outcome(each.future, error=failure) for each in group]
            _tell(outcomes)
            self._checkpoint()

    def _in_one_transaction(self, group: list[_Waiting]) -> list[_Outcome]:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            outcomes = [self._outcome(each) for each in group]
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return outcomes

    def _outcome(self, waiting: _Waiting) -> _Outcome:
        """
        What became of one operation of the group. Its error is handed to whoever waits for it: the thread has
        to survive every one of them.
        """
        connection = self._connection
        try:
            connection.execute("SAVEPOINT operation")
            result = waiting.operation(connection)
            connection.execute("RELEASE operation")
        except Exception as error:
            if not connection.in_transaction:  # a full disk ends the whole transaction
                raise
            connection.execute("ROLLBACK TO operation")
            connection.execute("RELEASE operation")
            if isinstance(error, apsw.Error):
                logger.exception("The storage refused an operation")
                error = storage_failure(error)
            return _Outcome(waiting.future, error=error)
        return _Outcome(waiting.future, result)

    def _checkpoint(self) -> None:
        """
        Moves the log into the file once it is long. Never waits for readers: what they still need stays.

        A failure costs space and not data, which is in the log; the next commit tries again.
        """
        if self._log_pages * PAGE_SIZE_BYTES < CHECKPOINT_BYTES:
            return
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        except apsw.Error:
            logger.warning("The log could not be moved into the file", exc_info=True)

    def _note_log_pages(self, _connection: apsw.Connection, _schema: str, pages: int) -> int:
        self._log_pages = pages
        return apsw.SQLITE_OK


def _tell(outcomes: Sequence[_Outcome]) -> None:
    """Wakes each event loop once for all its callers: one call for each costs as much as its write."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome.future.get_loop(), []).append(outcome)
    for loop, told in by_loop.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits in it any more
            loop.call_soon_threadsafe(_tell_in_loop, told)


def _tell_in_loop(outcomes: Sequence[_Outcome]) -> None:
    for outcome in outcomes:
        outcome.tell()
