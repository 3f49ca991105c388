"""What one device has not taken yet. [U4]"""

import asyncio
from collections import deque
from typing import Final

from benchdog.survey.messages import ServerMessage, StateMessage

MAX_UNSENT: Final = 1024


class TooManyUnsent(Exception):
    """The device does not take what it is told."""


class UnsentMessages:
    """
    In the order in which they were said. Of states only the newest waits, which has in it what the others
    had: a device that reads slowly, or not at all, holds one session in memory and not a thousand.
    """

    def __init__(self, most: int = MAX_UNSENT) -> None:
        self._waiting: deque[ServerMessage] = deque()
        self._is_waiting = asyncio.Event()
        self._most = most

    def add(self, message: ServerMessage) -> None:
        """
        Raises:
            TooManyUnsent: there is no room for it.
        """
        if isinstance(message, StateMessage):
            self._waiting = deque(each for each in self._waiting if not isinstance(each, StateMessage))
        if len(self._waiting) >= self._most:
            raise TooManyUnsent
        self._waiting.append(message)
        self._is_waiting.set()

    async def next(self) -> ServerMessage:
        """The oldest, as soon as there is one."""
        await self._is_waiting.wait()
        message = self._waiting.popleft()
        if not self._waiting:
            self._is_waiting.clear()
        return message
