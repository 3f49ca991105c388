"""Time that passes when a test, or whoever waits in it, says so: nobody really waits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Never


class VirtualTime:
    """
    Its methods go where a part of Benchdog asks for a clock, a pause or a deadline.

    Attributes:
        pauses: the seconds of every pause, in their order.
    """

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._now = 1000.0
        self._deadlines: list[_Deadline] = []

    def monotonic(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += seconds

    async def pause(self, seconds: float) -> None:
        """Takes no time; where a deadline of the running task ends earlier, it ends here."""
        self.pauses.append(seconds)
        own = [each for each in self._deadlines if each.task is asyncio.current_task()]
        first = min(own, key=lambda each: each.ends_at, default=None)
        if first is None or self._now + seconds < first.ends_at:
            self._now += seconds
            return
        self._now = first.ends_at
        first.timeout.reschedule(asyncio.get_running_loop().time())
        await _for_ever()

    def pause_thread(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._now += seconds

    @asynccontextmanager
    async def deadline(self, seconds: float) -> AsyncIterator[None]:
        """As `asyncio.timeout`."""
        async with asyncio.timeout(None) as timeout:
            entry = _Deadline(self._now + seconds, timeout, asyncio.current_task())
            self._deadlines.append(entry)
            try:
                yield
            finally:
                self._deadlines.remove(entry)


@dataclass(frozen=True, eq=False)
class _Deadline:
    ends_at: float
    timeout: asyncio.Timeout
    task: asyncio.Task[Any] | None


async def _for_ever() -> Never:
    await asyncio.Event().wait()
    raise AssertionError("nothing sets the event")
