"""Calls with one key that are under way at one time share one execution and its outcome. [R3]"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

Result = TypeVar("Result")

MAX_KEYS: Final = 100


@dataclass(frozen=True, slots=True)
class DeduplicationStats:
    """`deduplication_rate` is from 0 to 1."""

    total: int
    executed: int
    deduplicated: int
    deduplication_rate: float


class RequestDeduplicator:
    """
    Nothing is kept after an execution ends.

    Args:
        max_keys: executions that are shared at one time; a call beyond them runs for itself.
    """

    def __init__(self, max_keys: int = MAX_KEYS) -> None:
        self._max_keys = max_keys
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}
        self._total = 0
        self._executed = 0

    async def deduplicate(self, key: Hashable, run: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """
        What *run* returns or raises; every caller of one *key* gives a *run* of the same result.

        A caller that is cancelled leaves the execution to the others.
        """
        self._total += 1
        shared = self._under_way.get(key)
        if shared is None:
            self._executed += 1
            if len(self._under_way) >= self._max_keys:
                return await run()
            shared = asyncio.create_task(run())
            self._under_way[key] = shared
            shared.add_done_callback(lambda ended: self._forget(key, ended))
        return cast("Result", await asyncio.shield(shared))

    def stats(self) -> DeduplicationStats:
        deduplicated = self._total - self._executed
        rate = deduplicated / self._total if self._total else 0.0
        return DeduplicationStats(self._total, self._executed, deduplicated, rate)

    def _forget(self, key: Hashable, ended: asyncio.Task[Any]) -> None:
        del self._under_way[key]
        if not ended.cancelled():
            ended.exception()  # every caller may have been cancelled; then nobody else would look at it
