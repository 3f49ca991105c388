"""Changes that could not be saved before their page was reloaded, kept in this process for who made them."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from benchdog.recovery.user_session import UserSession

MAX_SESSIONS: Final = 256
"""Of 512 KiB at most, for as long as the service is away or nobody signs in again."""


@dataclass(frozen=True)
class Holder:
    """
    Who has a page open, and which session it looks for.

    Attributes:
        page: of one tab, until it is reloaded.
        sign_in: SHA-256 of the token; empty without one. Proves that it is the same person where the service
            cannot be asked.
        wanted: the id that the page looks for first; empty where it has none.
    """

    page: str
    app: str
    sign_in: str
    wanted: str

    @classmethod
    def of(
        cls, page: str, app: str, token: str | None, session_ids: Sequence[str], *, is_own_token: bool = True
    ) -> Self:
        """A token that is the app's and not the person's own proves nothing without an id."""
        sign_in = ""
        if token is not None and (is_own_token or session_ids):
            sign_in = hashlib.sha256(token.encode()).hexdigest()
        return cls(page, app, sign_in, session_ids[0] if session_ids else "")

    def is_same_person(self, other: Self) -> bool:
        """Signed in the same way, and looking for the same."""
        mine, theirs = ((each.app, each.sign_in, each.wanted) for each in (self, other))
        return self.sign_in != "" and mine == theirs


class LeftBehind:
    """
    Safe to use from several threads.

    Args:
        is_open: whether a page is; as long as it is, it saves its changes itself.
    """

    def __init__(self, is_open: Callable[[str], bool]) -> None:
        self._is_open = is_open
        self._kept: list[tuple[UserSession, Holder]] = []
        self._lock = threading.Lock()

    def keep(self, session: UserSession, holder: Holder) -> None:
        """Until its changes are saved, or taken; of more than 256 sessions the newest."""
        with self._lock:
            needed = [
                (each, its) for each, its in self._kept if each is not session and each.has_unsaved_changes
            ]
            self._kept = [*needed, (session, holder)][-MAX_SESSIONS:]

    def take(self, session: UserSession, holder: Holder) -> list[UserSession]:
        """
        Those whose changes belong to *session*, oldest first.

        Either the service has given *session* to its owner, and they are of the same id; or *holder* is
        signed in as the same person and looks for the same.
        """
        with self._lock:
            belonging = [
                (each, its)
                for each, its in self._kept
                if each is not session and (_is_same(each, session) or its.is_same_person(holder))
            ]
        return [each for each, its in belonging if each.has_unsaved_changes and not self._is_open(its.page)]


def _is_same(left: UserSession, session: UserSession) -> bool:
    return session.is_stored and left.session_id == session.session_id
