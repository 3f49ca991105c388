"""A service that fails is left alone for a while. [R2]"""

import httpx2
import pytest

from benchdog.client import BenchdogClient
from benchdog.client.client_errors import ServiceUnreachable
from benchdog.errors import NotFound
from benchdog.resilience.circuit_breaker import CircuitOpen
from benchdog.resilience.retry_policy import RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings
from tests.virtual_time import VirtualTime

ONE_TRY = RetryPolicy(())


class Service(httpx2.BaseTransport):
    """Refuses every connection until it is well; then it has nothing."""

    def __init__(self) -> None:
        self.requests = 0
        self.is_well = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests += 1
        if not self.is_well:
            raise httpx2.ConnectError("refused", request=request)
        error = {"code": NotFound.code, "message": "why", "technical_details": {}}
        return httpx2.Response(404, json={"success": False, "error": error})


def test_five_failures_open_it_and_two_answers_close_it_again():
    """[R2] A refusal is an answer."""
    service, time = Service(), VirtualTime()
    surroundings = Surroundings(time.monotonic, lambda: 0.0, time.pause, time.pause_thread)
    client = BenchdogClient(
        "http://bench.example", None, retries=ONE_TRY, surroundings=surroundings, transport=service
    )
    for _ in range(5):
        with pytest.raises(ServiceUnreachable):
            client.account.me()

    with pytest.raises(CircuitOpen):
        client.account.me()
    assert (service.requests, client.circuit_breaker.status().state) == (5, "open")

    time.advance(30)
    service.is_well = True
    for _ in range(2):
        with pytest.raises(NotFound):
            client.account.me()
    assert client.circuit_breaker.status().state == "closed"
