"""Threads for what would hold the event loop too long: parsing, hashing and compressing of content."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

Result = TypeVar("Result")

INLINE_BELOW_BYTES: Final = 64 * 1024
"""About a millisecond of parsing and hashing: less than two changes of thread cost under load."""


class ContentThreads:
    """
    A few threads, because a parsed content takes ten times its text in memory: many at once would add up.

    Close it after use.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, "content")

    async def run(self, size_bytes: int, work: Callable[..., Result], *arguments: Any) -> Result:
        """What *work*(*arguments*) returns or raises; in a thread where *size_bytes* is large."""
        if size_bytes < INLINE_BELOW_BYTES:
            return work(*arguments)
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    def close(self) -> None:
        self._pool.shutdown()
