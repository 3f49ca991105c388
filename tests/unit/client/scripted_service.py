"""A service that answers by a script, and a client of it whose time is in the test's hand."""

import httpx2

from benchdog.client import BenchdogClient
from benchdog.client.user_sessions_client import UserSessionMetadata
from benchdog.documents.user_session import UserSessionState
from benchdog.errors import PersistenceError
from benchdog.resilience.retry_with_backoff import Surroundings
from tests.virtual_time import VirtualTime

SESSION_ID = "AAAAAAAAAAAA"
METADATA = {
    "session_id": SESSION_ID,
    "user_id": "ada",
    "app": "shop",
    "current_page": None,
    "created_at": "2026-11-21T09:00:00.000Z",
    "updated_at": "2026-11-21T09:00:00.000Z",
    "last_opened_at": "2026-11-21T09:00:00.000Z",
    "expires_at": "2026-12-21T09:00:00.000Z",
    "etag": '"1"',
}
Step = httpx2.Response | Exception


class ScriptedService(httpx2.BaseTransport):
    """Answers each request with the next step; keeps what was asked."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self.requests: list[httpx2.Request] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        step = self._steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


def refusal(
    error: type[PersistenceError], headers: dict[str, str] | None = None, **details
) -> httpx2.Response:
    technical = {**details, "correlation_id": "c", "retry_suggested": False, "outcome": "not_applied"}
    body = {"success": False, "error": {"code": error.code, "message": "why", "technical_details": technical}}
    return httpx2.Response(error.http_status, json=body, headers=headers)


def success(body: object = METADATA) -> httpx2.Response:
    return httpx2.Response(200, json=body)


def client_of(service: httpx2.BaseTransport, time: VirtualTime | None = None) -> BenchdogClient:
    time = time or VirtualTime()
    surroundings = Surroundings(time.monotonic, lambda: 0.0, time.pause, time.pause_thread)
    return BenchdogClient("http://bench.example", "secret", surroundings=surroundings, transport=service)


def save(client: BenchdogClient) -> UserSessionMetadata:
    return client.user_sessions.save(SESSION_ID, UserSessionState(current_page="a"), if_match='"1"')
