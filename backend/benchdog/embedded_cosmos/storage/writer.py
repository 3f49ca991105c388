"""
One writer thread a process: whatever waits is done in one transaction and acknowledged after its commit.

A lock on a file beside the database orders the writers of several processes fairly; SQLite's own busy
handler polls and lets single writers wait for a second. Checkpoints run under the same lock.
"""

import fcntl
import logging
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final, TypeVar

import apsw

from benchdog.embedded_cosmos.storage.connection import LOCK_NAME, PAGE_SIZE_BYTES, open_connection
from benchdog.embedded_cosmos.wire import CosmosFailure

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Operation = Callable[[apsw.Connection], Result]

MAX_GROUP: Final = 64
"""Operations in one commit; more would make the first one wait."""

CHECKPOINT_BYTES: Final = 4 * 1024 * 1024


class Writer:
    """Runs operations on the one writing connection of this process."""

    def __init__(self, data_dir: Path) -> None:
        self._connection = open_connection(data_dir)
        self._log_pages = 0
        self._connection.set_wal_hook(self._note_log_pages)
        self._lock = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._waiting: queue.SimpleQueue[tuple[Operation[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="cosmos-writer", daemon=True)
        self._thread.start()

    def submit(self, operation: Operation[Result]) -> Future[Result]:
        """
        *operation* in a transaction of its own or shared with others; the future ends after the commit.

        The operation may raise: its own changes are rolled back, those of its neighbours are not.
        """
        future: Future[Result] = Future()
        self._waiting.put((operation, future))
        return future

    def close(self) -> None:
        """Finishes what waits, then closes the connection."""
        self._waiting.put(None)
        self._thread.join()
        self._connection.close()
        os.close(self._lock)

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            group = [first]
            is_last = False
            while len(group) < MAX_GROUP and not is_last:
                try:
                    following = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    is_last = True
                else:
                    group.append(following)
            self._commit(group)
            if is_last:
                return

    def _commit(self, group: list[tuple[Operation[Any], Future[Any]]]) -> None:
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            outcomes = self._in_one_transaction(group)
            self._checkpoint()
        except apsw.Error as error:
            logger.exception("The storage refused a commit")
            failure = storage_failure(error)
            outcomes = [(future, None, failure) for _, future in group]
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)
        for future, result, raised in outcomes:
            if raised is not None:
                future.set_exception(raised)
            else:
                future.set_result(result)

    def _in_one_transaction(
        self, group: list[tuple[Operation[Any], Future[Any]]]
    ) -> list[tuple[Future[Any], Any, BaseException | None]]:
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for operation, future in group:
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    with self._connection:  # a savepoint
                        outcomes.append((future, operation(self._connection), None))
                except CosmosFailure as failure:
                    outcomes.append((future, None, failure))
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return outcomes

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


def storage_failure(error: apsw.Error) -> CosmosFailure:
    """A storage error as a status that names nothing of the machine."""
    if isinstance(error, apsw.FullError | apsw.IOError | apsw.ReadOnlyError):
        return CosmosFailure(507, "InsufficientStorage", "The storage has no space left or refuses to write.")
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return CosmosFailure(500, "StorageCorrupted", "The storage is damaged; nothing was overwritten.")
    return CosmosFailure(503, "ServiceUnavailable", "The storage is busy.")
