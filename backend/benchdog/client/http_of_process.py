"""Connections of one process."""

import os
from collections.abc import Callable

import httpx2


class HttpOfProcess:
    """
    A process that was forked off makes connections of its own: on one that it shares with its parent, each
    would read what the other was answered.

    Args:
        make: called once for each process.
    """

    def __init__(self, make: Callable[[], httpx2.Client]) -> None:
        self._make = make
        self._made = make()
        self._process_id = os.getpid()
        # Those of the parent stay open: closing them here would end what it has under way.
        self._of_parent: httpx2.Client | None = None

    @property
    def client(self) -> httpx2.Client:
        """With the sign-in that the parent had at the fork."""
        if self._process_id != os.getpid():
            self._of_parent, self._made = self._made, self._make()
            self._made.headers.update(self._of_parent.headers)
            self._made.cookies.update(self._of_parent.cookies)
            self._process_id = os.getpid()
        return self._made
