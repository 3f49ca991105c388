"""Canonical texts that were read lately, so that opening a session again reads its head only."""

from collections import OrderedDict


class ContentCache:
    """At most *max_bytes* of immutable texts; the one not used for longest goes first."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._size_bytes = 0
        self._texts: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str) -> bytes | None:
        text = self._texts.get(key)
        if text is not None:
            self._texts.move_to_end(key)
        return text

    def put(self, key: str, text: bytes) -> None:
        if key in self._texts or len(text) > self._max_bytes:
            return
        self._texts[key] = text
        self._size_bytes += len(text)
        while self._size_bytes > self._max_bytes:
            _, oldest = self._texts.popitem(last=False)
            self._size_bytes -= len(oldest)
