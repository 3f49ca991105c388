"""Recovery against the real service: people with hosts of their own, and connections that fail on command."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from benchdog.client import BenchdogClient
from benchdog.errors import PersistenceError
from benchdog.recovery import ensure_session_persistence, recover_session_after_refresh
from benchdog.recovery.session_host import HostMemory, hosted_by
from benchdog.recovery.user_session import UserSession
from benchdog.resilience.retry_with_backoff import Surroundings
from tests.virtual_time import VirtualTime

SCHEMA: dict[str, dict[str, Any]] = {
    "name": {"required": True, "minLength": 2},
    "age": {"type": "number", "min": 18},
}


class FailingTransport(httpx2.BaseTransport):
    """The network, which loses the next *failures* requests before they arrive; counts what arrives."""

    def __init__(self) -> None:
        self.failures = 0
        self.arrived: list[str] = []
        self._network = httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if self.failures > 0:
            self.failures -= 1
            raise httpx2.ConnectError("lost by the test")
        self.arrived.append(request.method)
        return self._network.handle_request(request)

    def close(self) -> None:
        self._network.close()


@dataclass
class Tab:
    """A tab of somebody's browser: what it remembers survives `refresh`, what it had in memory does not."""

    client_of_person: BenchdogClient
    network: FailingTransport
    time: VirtualTime
    app: str = "shop"
    memory: HostMemory = field(default_factory=HostMemory)
    address: str | None = None
    cookie: str | None = None
    left: list[UserSession] = field(default_factory=list)
    unsaved: list[PersistenceError] = field(default_factory=list)

    def refresh(self) -> None:
        self.memory = HostMemory()

    def client(self) -> BenchdogClient:
        return self.client_of_person

    def remembered_session_ids(self) -> list[str]:
        return [each for each in (self.address, self.cookie) if each is not None]

    def left_behind(self, session: UserSession) -> list[UserSession]:
        """What it had open before a refresh is forgotten, unless a test says otherwise."""
        return self.left

    def remember(self, session_id: str) -> None:
        self.address = session_id

    def collect(self, session: UserSession) -> None:
        """Its forms are set by the tests themselves."""

    def report_unsaved(self, error: PersistenceError) -> None:
        self.unsaved.append(error)


def sign_in(url: str, name: str) -> str:
    """The token of somebody."""
    answer = httpx2.post(f"{url}/auth/sign-in", json={"name": name})
    token: str = answer.json()["token"]
    return token


def tab_of(url: str, token: str) -> Tab:
    network, time = FailingTransport(), VirtualTime()
    surroundings = Surroundings(time.monotonic, lambda: 0.0, time.pause, time.pause_thread)
    client = BenchdogClient(url, token, transport=network, surroundings=surroundings)
    return Tab(client, network, time)


NewTab = Callable[..., Tab]


def opened() -> UserSession:
    """What an app does at the top of each page."""
    ensure_session_persistence()
    session = recover_session_after_refresh()
    assert session is not None
    return session


def opened_in(tab: Tab) -> UserSession:
    with hosted_by(tab):
        return opened()
