"""What the protocol needs of the engine."""

from collections.abc import Callable
from typing import Protocol, TypeVar

import apsw

Result = TypeVar("Result")


class Storage(Protocol):
    def look_up(self, read: Callable[[apsw.Connection], Result]) -> Result:
        """A short read, at once, on the calling thread."""

    async def read(self, read: Callable[[apsw.Connection], Result]) -> Result:
        """A read of unknown length, elsewhere."""

    async def write(self, operation: Callable[[apsw.Connection], Result]) -> Result:
        """A change in a transaction, after its commit."""
