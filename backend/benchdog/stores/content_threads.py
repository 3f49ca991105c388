"""Threads for what would hold the event loop too long: parsing, hashing and compressing of content."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, Final, TypeVar

Result = TypeVar("Result")

INLINE_BELOW_BYTES: Final = 64 * 1024
"""About a millisecond of parsing and hashing: less than two changes of thread cost under load."""


class ContentThreads:
    """
    A few threads for bytes, and one for what is parsed.

    A parsed content takes ten times its text in memory, and whoever walks through it holds the interpreter's
    lock: several at once would take more memory and not less time.

    Close it after use.
    """

    def __init__(self, threads: int) -> None:
        self._for_bytes = ThreadPoolExecutor(threads, "content")
        self._for_parsed = ThreadPoolExecutor(1, "parsed-content")

    async def run(self, size_bytes: int, work: Callable[..., Result], *arguments: Any) -> Result:
        """What *work*(*arguments*) returns or raises; in a thread where *size_bytes* is large."""
        return await self._run(self._for_bytes, size_bytes, work, *arguments)

    async def parse(self, size_bytes: int, work: Callable[..., Result], *arguments: Any) -> Result:
        """As `run`, for work that holds a parsed text of *size_bytes* in memory: one after the other."""
        return await self._run(self._for_parsed, size_bytes, work, *arguments)

    async def _run(
        self, threads: Executor, size_bytes: int, work: Callable[..., Result], *arguments: Any
    ) -> Result:
        if size_bytes < INLINE_BELOW_BYTES:
            return work(*arguments)
        return await asyncio.get_running_loop().run_in_executor(threads, work, *arguments)

    def close(self) -> None:
        self._for_bytes.shutdown()
        self._for_parsed.shutdown()
