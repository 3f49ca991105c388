"""How many large requests are in memory at once: the others wait, and their bodies are not read. [C4]"""

import asyncio
from types import TracebackType
from typing import Final, Self

from starlette.requests import Request

from benchdog.stores.content_threads import INLINE_BELOW_BYTES

RECEIVED_WITHIN_SECONDS: Final = 5.0
"""A line that is slower keeps what it has sent so far, but nobody waits for it any more."""


class LargeBodies:
    """
    The places for requests with large bodies, given in the order in which they came.

    A body needs several times its size until it is stored, so that dozens at once would need hundreds of
    megabytes. They are not served faster for that: the processor is what they wait for.

    Args:
        at_once: how many places there are.
        received_within_seconds: how long a body may keep its place while it is received.
    """

    def __init__(self, at_once: int, received_within_seconds: float = RECEIVED_WITHIN_SECONDS) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._received_within_seconds = received_within_seconds

    def place_for(self, request: Request) -> "Place":
        """A place that *request* has to wait for; one at once where its body is small."""
        return Place(None if is_small(request) else self._places, self._received_within_seconds)


def is_small(request: Request) -> bool:
    """Whether its body is announced to be."""
    announced = request.headers.get("content-length", "")
    return announced.isdecimal() and int(announced) < INLINE_BELOW_BYTES


class Place:
    """From before a body is received until the request is answered; use it as an async context manager."""

    def __init__(self, places: asyncio.Semaphore | None, received_within_seconds: float) -> None:
        self._places = places
        self._received_within_seconds = received_within_seconds
        self._is_held = False
        self._end_of_receiving: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        if self._places is not None:
            await self._take(self._places)
            loop = asyncio.get_running_loop()
            self._end_of_receiving = loop.call_later(self._received_within_seconds, self._leave)
        return self

    async def received(self) -> None:
        """The whole body is there. Whoever lost the place meanwhile waits for another one."""
        if self._end_of_receiving is not None:
            self._end_of_receiving.cancel()
        if self._places is not None and not self._is_held:
            await self._take(self._places)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._end_of_receiving is not None:
            self._end_of_receiving.cancel()
        self._leave()

    async def _take(self, places: asyncio.Semaphore) -> None:
        await places.acquire()
        self._is_held = True

    def _leave(self) -> None:
        if self._places is not None and self._is_held:
            self._is_held = False
            self._places.release()
