"""
Where an app runs: what it remembers between two runs, and for whom.

Hosts of frameworks are found as entry points of the group `benchdog.session_hosts`: functions that return a
host where they are at home, else None. So recovery knows no framework.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import Final, Protocol

from benchdog.client import BenchdogClient
from benchdog.client.client_settings import ClientSettings
from benchdog.errors import PersistenceError
from benchdog.recovery.recovery_status import RecoveryStatus
from benchdog.recovery.user_session import UserSession

log = logging.getLogger(__name__)

ENTRY_POINT_GROUP: Final = "benchdog.session_hosts"


@dataclass
class HostMemory:
    """
    What lasts as long as one page in one tab is open, or one process runs.

    Attributes:
        session: the open one.
        is_validated: whether its forms were checked since it was loaded.
        out_of_reach: ids of the sessions that could not be reached, the likeliest first; None in it stands
            for the newest. Empty where all that was looked for was found, or is not there.
        status: of its recovery.
    """

    session: UserSession | None = None
    is_validated: bool = False
    out_of_reach: tuple[str | None, ...] = ()
    status: RecoveryStatus = field(default_factory=RecoveryStatus)


class SessionHost(Protocol):
    """
    Attributes:
        app: what new sessions are started for.
        memory: of whoever is served right now.
    """

    @property
    def app(self) -> str: ...

    @property
    def memory(self) -> HostMemory: ...

    def client(self) -> BenchdogClient:
        """The service, for whoever is served right now."""

    def remembered_session_ids(self) -> Sequence[str]:
        """The likeliest first. They survive a refresh; may be anything, because people can edit them."""

    def remember(self, session_id: str) -> None:
        """Makes it the first of `remembered_session_ids`, after a refresh, too."""

    def left_behind(self, session: UserSession) -> Sequence[UserSession]:
        """Whose unsaved changes belong to *session*, oldest first: pages that are gone have left them."""

    def collect(self, session: UserSession) -> None:
        """Brings into *session* what the person entered since the last run."""

    def report_unsaved(self, error: PersistenceError) -> None:
        """Says that something is not saved yet, and that it will be tried again."""


class ProcessHost:
    """A program that serves one user and remembers its session as long as it runs."""

    def __init__(self, settings: ClientSettings) -> None:
        self.app = settings.app
        self.memory = HostMemory()
        self._settings = settings
        self._client: BenchdogClient | None = None
        self._session_id: str | None = None

    def client(self) -> BenchdogClient:
        if self._client is None:
            self._client = BenchdogClient.from_settings(self._settings)
        return self._client

    def remembered_session_ids(self) -> Sequence[str]:
        return () if self._session_id is None else (self._session_id,)

    def remember(self, session_id: str) -> None:
        self._session_id = session_id

    def left_behind(self, session: UserSession) -> Sequence[UserSession]:
        """A program has no pages: its session is open as long as it runs."""
        return ()

    def collect(self, session: UserSession) -> None:
        """A program sets its forms itself."""

    def report_unsaved(self, error: PersistenceError) -> None:
        log.warning("session not saved yet", extra={"code": error.code})


_chosen: ContextVar[SessionHost | None] = ContextVar("benchdog_session_host", default=None)


@contextmanager
def hosted_by(host: SessionHost) -> Iterator[None]:
    """Recovery works with *host* in here: for frameworks without an entry point, and for tests."""
    token = _chosen.set(host)
    try:
        yield
    finally:
        _chosen.reset(token)


def current_host() -> SessionHost:
    """The chosen one, else the framework that runs this code, else this process."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    for find in _finders():
        found = find()
        if found is not None:
            return found
    return _process_host()


@cache
def _finders() -> tuple[Callable[[], SessionHost | None], ...]:
    return tuple(entry.load() for entry in entry_points(group=ENTRY_POINT_GROUP))


@cache
def _process_host() -> ProcessHost:
    return ProcessHost(ClientSettings())
