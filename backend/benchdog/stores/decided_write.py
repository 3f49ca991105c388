"""Writes whose answer may get lost: attempted until it is known what became of them."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, WriteContended, WriteUnknown
from benchdog.errors import DatabaseTimeout, PersistenceError
from benchdog.resilience.retry_policy import INTERACTIVE, Random, RetryPolicy

Result = TypeVar("Result")
Pause = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""


class DecidedWrites:
    """Runs conditional writes that can be recognised afterwards, by the write_id they leave."""

    def __init__(self, *, pause: Pause, random: Random, policy: RetryPolicy = INTERACTIVE) -> None:
        self._pause = pause
        self._random = random
        self._policy = policy

    async def run(
        self, write: Callable[[], Awaitable[Result]], recall: Callable[[], Awaitable[Result | None]]
    ) -> Result:
        """
        What *write* or, where its answer was lost, *recall* returned.

        A write that was lost is sent again: it is conditional, so it cannot be applied twice. A refusal may
        be the echo of our own lost attempt, so *recall* has the last word on it too.

        Args:
            write: one conditional attempt.
            recall: reads whether any attempt was applied; None where none was.

        Raises:
            DocumentChanged, DocumentExists: refused, and not because of an attempt of ours.
            DatabaseTimeout: still not known; the outcome is unknown.
        """
        for retry in range(1, len(self._policy.delays_seconds) + 1):
            try:
                return await self._attempt(write, recall)
            except (WriteUnknown, WriteContended):
                await self._pause(self._policy.delay_seconds(retry, hint_seconds=None, random=self._random))
        return await self._attempt(write, recall)

    async def _attempt(
        self, write: Callable[[], Awaitable[Result]], recall: Callable[[], Awaitable[Result | None]]
    ) -> Result:
        try:
            return await write()
        except (DocumentChanged, DocumentExists, WriteUnknown):
            try:
                applied = await recall()
            except PersistenceError as error:
                raise DatabaseTimeout from error
            if applied is None:
                raise
            return applied
