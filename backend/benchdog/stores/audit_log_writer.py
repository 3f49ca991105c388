"""
Writes audit entries behind the requests that they are about. [R6]

Why not in the batch of each change: docs/decisions/0009-audit-behind-the-request.md
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from benchdog.cosmos.batch import Create
from benchdog.cosmos.container import MAX_BATCH_OPERATIONS, DocumentContainer
from benchdog.cosmos.write_errors import DocumentExists
from benchdog.documents.audit_entry import AuditEntry
from benchdog.errors import PersistenceError
from benchdog.resilience.retry_policy import BACKGROUND, RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AuditWritingPolicy:
    """
    Attributes:
        max_waiting: entries kept in memory while the database does not take them.
        delay_seconds: how long the first entry waits for others, and so what a killed process loses at most
            while the database is well.
        retries: its delays go between tries; the last one is repeated for as long as it takes.
    """

    max_waiting: int = 10_000
    delay_seconds: float = 1
    retries: RetryPolicy = BACKGROUND


class AuditLogWriter:
    """
    Collects the entries of one process and writes them in batches, those of one person together.

    It reports to the log and to its counters, and raises nothing: an entry that cannot be stored goes whole
    into the log of the service instead.

    Attributes:
        written, lost: entries since the process started.
    """

    def __init__(
        self,
        container: DocumentContainer,
        surroundings: Surroundings,
        policy: AuditWritingPolicy,
    ) -> None:
        self.written = 0
        self.lost = 0
        self._container = container
        self._surroundings = surroundings
        self._policy = policy
        self._waiting: dict[str, deque[AuditEntry]] = {}
        self._waiting_count = 0
        # Stays together until it is decided: all of it was applied, or nothing.
        self._batch: list[AuditEntry] = []
        self._has_work = asyncio.Event()
        self._writing = asyncio.Lock()

    @property
    def waiting(self) -> int:
        """Entries that are neither written nor lost."""
        return self._waiting_count + len(self._batch)

    def record(self, entry: AuditEntry) -> None:
        """Takes *entry*; costs the caller nothing but memory, and not even that when there is too much."""
        if self.waiting >= self._policy.max_waiting:
            self._lose(entry)
            return
        self._waiting.setdefault(entry.actor_id, deque()).append(entry)
        self._waiting_count += 1
        self._has_work.set()

    async def flush(self) -> bool:
        """
        Writes what is waiting, each batch tried once; False when the database does not take it now.

        What comes meanwhile waits for others, or else a busy service would write entry by entry for ever.
        """
        async with self._writing:
            to_decide = self.waiting
            while to_decide > 0:
                self._batch = self._batch or self._next_batch()
                to_decide -= len(self._batch)
                if not await self._write_batch():
                    return False
            return True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Writes in the background; at the end everything, where the database takes it."""
        task = asyncio.create_task(self._write_for_ever())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            if not await self.flush():
                self._lose_everything()

    async def _write_for_ever(self) -> None:
        while True:
            await self._has_work.wait()
            await self._surroundings.pause(self._policy.delay_seconds)
            self._has_work.clear()
            failures = 0
            while not await self.flush():
                failures += 1
                await self._pause_after(failures)

    async def _pause_after(self, failures: int) -> None:
        policy = self._policy.retries
        retry = min(failures, len(policy.delays_seconds))
        delay_seconds = policy.delay_seconds(retry, hint_seconds=None, random=self._surroundings.random)
        await self._surroundings.pause(delay_seconds)

    def _next_batch(self) -> list[AuditEntry]:
        actor_id, entries = next(iter(self._waiting.items()))
        batch = [entries.popleft() for _ in range(min(MAX_BATCH_OPERATIONS, len(entries)))]
        if not entries:
            del self._waiting[actor_id]
        self._waiting_count -= len(batch)
        return batch

    async def _write_batch(self) -> bool:
        """Whether the batch is decided: written, or lost for good."""
        try:
            await self._container.write_batch(
                self._batch[0].actor_id, [Create(entry) for entry in self._batch]
            )
        except DocumentExists:
            pass  # an earlier try of this very batch was applied, and its answer lost
        except Exception as error:
            if isinstance(error, PersistenceError) and error.is_retryable:
                return False
            log.exception("audit entries were refused")
            self._lose_batch()
            return True
        self.written += len(self._batch)
        self._batch = []
        return True

    def _lose_everything(self) -> None:
        self._lose_batch()
        while self._waiting:
            self._batch = self._next_batch()
            self._lose_batch()

    def _lose_batch(self) -> None:
        for entry in self._batch:
            self._lose(entry)
        self._batch = []

    def _lose(self, entry: AuditEntry) -> None:
        self.lost += 1
        log.warning("audit entry not stored", extra={"audit_entry": entry.to_stored()})
