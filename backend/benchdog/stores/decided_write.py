"""Writes whose answer may get lost: attempted until it is known what became of them."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, WriteContended, WriteUnknown
from benchdog.errors import DatabaseTimeout, PersistenceError
from benchdog.resilience.retry_policy import INTERACTIVE, RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings, retry_with_backoff

Result = TypeVar("Result")


class DecidedWrites:
    """Runs conditional writes that can be recognised afterwards, by the write_id they leave."""

    def __init__(self, surroundings: Surroundings, policy: RetryPolicy = INTERACTIVE) -> None:
        self._surroundings = surroundings
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
        attempt = partial(self._attempt, write, recall)
        return await retry_with_backoff(attempt, self._policy_for, self._surroundings)

    def _policy_for(self, error: Exception) -> RetryPolicy | None:
        return self._policy if isinstance(error, WriteUnknown | WriteContended) else None

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
