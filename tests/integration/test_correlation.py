"""One id from the browser to the database call. [E4]"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from benchdog.app import service_objects_for
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.embedded_cosmos.faults.fault import Apply
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse
from benchdog.settings import Settings
from tests.integration.conftest import Caller, a_session


class Listener(FaultPlan):
    """Breaks nothing. `heard` are the correlation ids that reached the database."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str | None] = []

    async def handle(self, request: CosmosRequest, apply: Apply) -> CosmosResponse:
        self.heard.append(request.headers.get("x-correlation-id"))
        return await super().handle(request, apply)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def app(routes: FastAPI, tmp_path: Path, listener: Listener) -> AsyncIterator[FastAPI]:
    async with service_objects_for(Settings(data_dir=tmp_path / "data"), faults=listener) as service:
        routes.state.service = service
        yield routes


async def test_the_database_hears_the_id_of_the_request(listener: Listener, ada: Caller):
    """[E4] A batch, a read, a query."""
    listener.heard.clear()
    made = await ada.post(
        "/persistence/sessions", json=a_session(), headers={"X-Correlation-ID": "trace-batch"}
    )
    await ada.get(made.headers["Location"], headers={"X-Correlation-ID": "trace-read"})
    await ada.get("/persistence/sessions", headers={"X-Correlation-ID": "trace-query"})

    assert {"trace-batch", "trace-read", "trace-query"} <= set(listener.heard)


async def test_the_database_hears_the_id_that_was_made_where_none_was_sent(listener: Listener, ada: Caller):
    """[E4] The one that the answer names."""
    answer = await ada.get("/persistence/sessions")

    assert answer.headers["X-Correlation-ID"] in listener.heard
