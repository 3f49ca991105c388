"""Who hears of a change: the other devices of the same person on this process. [U4]"""

from collections import defaultdict
from typing import Protocol

from benchdog.survey.changes import Applied


class Listener(Protocol):
    def hear_of(self, applied: Applied) -> None: ...


class SurveyAudience:
    """One for each process. A device on another process hears of a change when it next asks."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)

    def join(self, user_id: str, listener: Listener) -> None:
        self._listeners[user_id].add(listener)

    def leave(self, user_id: str, listener: Listener) -> None:
        self._listeners[user_id].discard(listener)
        if not self._listeners[user_id]:
            del self._listeners[user_id]

    def tell(self, user_id: str, applied: Applied) -> None:
        for listener in self._listeners.get(user_id, ()):
            listener.hear_of(applied)
