"""Writes whose answer may get lost: attempted until it is known what became of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, WriteContended, WriteUnknown
from benchdog.errors import DatabaseTimeout, PersistenceError

Result = TypeVar("Result")
Pause = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""
Random = Callable[[], float]
"""At least 0 and below 1."""


@dataclass(frozen=True)
class WriteRetryPolicy:
    """Milliseconds before each further attempt, lengthened by a random share. [R1]"""

    delays_ms: tuple[int, ...] = (100, 200, 400)
    jitter_least: float = 0.1
    jitter_most: float = 0.2

    def delays_seconds(self, random: Random) -> list[float]:
        spread = self.jitter_most - self.jitter_least
        return [delay * (1 + self.jitter_least + spread * random()) / 1000 for delay in self.delays_ms]


INTERACTIVE: Final = WriteRetryPolicy()


class DecidedWrites:
    """Runs conditional writes that can be recognised afterwards, by the write_id they leave."""

    def __init__(self, *, pause: Pause, random: Random, policy: WriteRetryPolicy = INTERACTIVE) -> None:
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
        for delay_seconds in self._policy.delays_seconds(self._random):
            try:
                return await self._attempt(write, recall)
            except (WriteUnknown, WriteContended):
                await self._pause(delay_seconds)
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
