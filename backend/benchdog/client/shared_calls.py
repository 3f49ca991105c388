"""Equal calls of several threads that are under way at one time share one execution and its outcome. [R3]"""

from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class SharedCalls(Generic[Result]):
    """The twin of `RequestDeduplicator` for threads. Nothing is kept after an execution ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[Hashable, Future[Result]] = {}

    def share(self, key: Hashable, run: Callable[[], Result]) -> Result:
        """
        What *run* returns or raises; every caller of one *key* gives a *run* of the same result.

        Where the thread that runs it is interrupted, the others run it for themselves.
        """
        with self._lock:
            shared = self._under_way.get(key)
            if shared is None:
                own: Future[Result] = Future()
                self._under_way[key] = own
        if shared is not None:
            try:
                return shared.result()
            except CancelledError:
                return self.share(key, run)
        try:
            result = run()
        except BaseException as error:
            self._forget(key, own)
            if isinstance(error, Exception):
                own.set_exception(error)
            else:
                own.cancel()
            raise
        self._forget(key, own)
        own.set_result(result)
        return result

    def stop_sharing(self) -> None:
        """Who comes from now on runs anew; who came before gets what is under way."""
        with self._lock:
            self._under_way.clear()

    def _forget(self, key: Hashable, ended: Future[Result]) -> None:
        with self._lock:
            if self._under_way.get(key) is ended:
                del self._under_way[key]
