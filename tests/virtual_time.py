"""Time that passes when a test, or whoever waits in it, says so: nobody really waits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Never


class VirtualTime:
    """
    Its methods go where a part of Benchdog asks for a clock, a pause or a deadline.

    Attributes:
        pauses: the seconds of every pause, in their order.
    """

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._now = 1000.0
        self._deadlines: list[tuple[float, asyncio.Timeout]] = []

    def monotonic(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += seconds

    async def pause(self, seconds: float) -> None:
        """Takes no time; where a deadline ends earlier, it ends here."""
        self.pauses.append(seconds)
        ends_at, deadline = min(self._deadlines, key=lambda each: each[0], default=(None, None))
        if deadline is None or ends_at is None or self._now + seconds < ends_at:
            self._now += seconds
            return
        self._now = ends_at
        deadline.reschedule(asyncio.get_running_loop().time())
        await _for_ever()

    def pause_thread(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._now += seconds

    @asynccontextmanager
    async def deadline(self, seconds: float) -> AsyncIterator[None]:
        """As `asyncio.timeout`."""
        async with asyncio.timeout(None) as timeout:
            entry = (self._now + seconds, timeout)
            self._deadlines.append(entry)
            try:
                yield
            finally:
                self._deadlines.remove(entry)


async def _for_ever() -> Never:
    await asyncio.Event().wait()
    raise AssertionError("nothing sets the event")
