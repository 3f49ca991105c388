"""
The whole service behind HTTP semantics, in this process: the real SDK, the embedded engine, no network.

With BENCHDOG_TEST_WORKERS=2 (`make test-workers`) the callers talk to a real service of two worker processes
on one folder instead, each test to one of its own.
"""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from benchdog.app import create_app, service_objects_for
from benchdog.recovery.session_host import hosted_by
from benchdog.settings import Settings
from tests.integration.recovery_world import NewTab, Tab, sign_in, tab_of
from tests.real_service import RealService, running_service

BASE_URL = "http://localhost:8000"
REAL_TIMEOUT_SECONDS = 30
REAL_WORKERS = int(os.environ.get("BENCHDOG_TEST_WORKERS", "0"))


class Caller(httpx2.AsyncClient):
    """Somebody with a client of their own; signed in with a bearer token where `sign_in` was called."""

    def __init__(self, place: FastAPI | str, *, peer: str = "127.0.0.1") -> None:
        if isinstance(place, str):
            super().__init__(base_url=place, timeout=REAL_TIMEOUT_SECONDS)
        else:
            transport = httpx2.ASGITransport(app=place, raise_app_exceptions=False, client=(peer, 40_000))
            super().__init__(transport=transport, base_url=BASE_URL)

    async def sign_in(self, name: str) -> None:
        answer = await self.post("/auth/sign-in", json={"name": name})
        self.cookies.clear()
        self.headers["Authorization"] = f"Bearer {answer.json()['token']}"


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[FastAPI]:
    """A whole service of its own, for tests of its settings, its start and its end."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application without what it works with: making its routes takes as long as ten tests."""
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("unused")))


@pytest.fixture
async def app(routes: FastAPI, tmp_path: Path) -> AsyncIterator[FastAPI]:
    """The application with a database of its own."""
    async with service_objects_for(Settings(data_dir=tmp_path / "data")) as service:
        routes.state.service = service
        yield routes


@pytest.fixture
def place(app: FastAPI, tmp_path: Path) -> Iterator[FastAPI | str]:
    """Where callers go: the application in this process, or the address of real worker processes."""
    if not REAL_WORKERS:
        yield app
        return
    with running_service(tmp_path / "workers", workers=REAL_WORKERS) as service:
        yield service.url


@pytest.fixture
async def anonymous(place: FastAPI | str) -> AsyncIterator[Caller]:
    async with Caller(place) as caller:
        yield caller


@pytest.fixture
async def ada(place: FastAPI | str) -> AsyncIterator[Caller]:
    async with Caller(place) as caller:
        await caller.sign_in("ada")
        yield caller


@pytest.fixture
async def bob(place: FastAPI | str) -> AsyncIterator[Caller]:
    async with Caller(place) as caller:
        await caller.sign_in("bob")
        yield caller


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    """A real process for those who talk to it over HTTP; its callers sign in more often than people do."""
    folder = tmp_path_factory.mktemp("service")
    with running_service(folder, BENCHDOG_SIGN_INS_PER_MINUTE="0") as started:
        yield started


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit puts the script that it runs in its place; processes started later would run that, too."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def new_tab(service: RealService) -> Iterator[NewTab]:
    """Tabs of Ada, or of who is named; nobody of one test is anybody in another."""
    tabs: list[Tab] = []
    test = uuid4().hex[:8]

    def open_tab(name: str = "ada") -> Tab:
        tabs.append(tab_of(service.url, sign_in(service.url, f"{name}-{test}")))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.client().close()


@pytest.fixture
def tab(new_tab: NewTab) -> Iterator[Tab]:
    """Ada's tab, in which the test's calls run."""
    ada = new_tab()
    with hosted_by(ada):
        yield ada


def a_session(content: Any = None, **members: Any) -> dict[str, Any]:
    return {"title": "A bench", "content": {"step": 1} if content is None else content, **members}
