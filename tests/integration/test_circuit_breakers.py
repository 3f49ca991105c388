"""The state of the circuit breakers: for everybody to see, for administrators to reset. [R2]"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from benchdog.cosmos.client import BREAKER_NAME
from benchdog.errors import DatabaseTimeout
from benchdog.resilience.circuit_breaker import CircuitBreaker
from benchdog.settings import Settings
from tests.integration.conftest import Caller, running
from tests.integration.envelope import error_of

PATH = "/persistence/circuit_breakers"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[FastAPI]:
    settings = Settings(data_dir=tmp_path / "data", administrators=frozenset({"root"}))
    async with running(settings) as app:
        yield app


@pytest.fixture
async def root(app: FastAPI) -> AsyncIterator[Caller]:
    async with Caller(app) as caller:
        await caller.sign_in("root")
        yield caller


def open_circuit(app: FastAPI) -> CircuitBreaker:
    """What five failures of the database do."""
    breaker: CircuitBreaker = app.state.service.breakers[BREAKER_NAME]
    while breaker.status().state == "closed":
        with pytest.raises(DatabaseTimeout), breaker.guard():
            raise DatabaseTimeout
    return breaker


async def test_everybody_signed_in_sees_the_state(app: FastAPI, ada: Caller):
    """[R2] For the page that tells how the service is."""
    open_circuit(app)

    listed = (await ada.get(PATH)).json()["items"]
    one = (await ada.get(f"{PATH}/{BREAKER_NAME}")).json()

    assert [(each["name"], each["state"]) for each in listed] == [(BREAKER_NAME, "open")]
    assert (one["state"], one["consecutive_failures"], one["times_opened"]) == ("open", 5, 1)
    assert 0 < one["retry_in_seconds"] <= 30


async def test_an_open_circuit_answers_every_request_at_once(app: FastAPI, ada: Caller):
    """[R2] [E2] 503 with the time until the next trial; the service itself lives."""
    open_circuit(app)

    for path in ("/persistence/sessions", "/health/ready"):
        answer = await ada.get(path)
        error_of(answer, 503, "database_unavailable")
        assert 1 <= int(answer.headers["Retry-After"]) <= 30
    assert (await ada.get("/health/live")).status_code == 200


async def test_an_administrator_resets_it(app: FastAPI, root: Caller):
    """[R2]"""
    breaker = open_circuit(app)

    answer = await root.post(f"{PATH}/{BREAKER_NAME}/reset")

    assert (answer.status_code, answer.json()["state"]) == (200, "closed")
    assert breaker.status().state == "closed"
    assert (await root.get("/persistence/sessions")).status_code == 200


async def test_nobody_else_resets_it(app: FastAPI, ada: Caller):
    """[R2] [A2] 403: whoever is signed in knows that it is there."""
    breaker = open_circuit(app)

    error_of(await ada.post(f"{PATH}/{BREAKER_NAME}/reset"), 403, "forbidden")

    assert breaker.status().state == "open"


async def test_a_breaker_of_another_name_does_not_exist(app: FastAPI, root: Caller):
    """[E2]"""
    error_of(await root.get(f"{PATH}/nothing"), 404, "not_found")
    error_of(await root.post(f"{PATH}/nothing/reset"), 404, "not_found")
