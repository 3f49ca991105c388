"""The whole service behind HTTP semantics, in this process: the real SDK, the embedded engine, no network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from benchdog.app import create_app, service_objects_for
from benchdog.settings import Settings

BASE_URL = "http://localhost:8000"


class Caller(httpx2.AsyncClient):
    """Somebody with a client of their own; signed in with a bearer token where `sign_in` was called."""

    def __init__(self, app: FastAPI) -> None:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
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
async def anonymous(app: FastAPI) -> AsyncIterator[Caller]:
    async with Caller(app) as caller:
        yield caller


@pytest.fixture
async def ada(app: FastAPI) -> AsyncIterator[Caller]:
    async with Caller(app) as caller:
        await caller.sign_in("ada")
        yield caller


@pytest.fixture
async def bob(app: FastAPI) -> AsyncIterator[Caller]:
    async with Caller(app) as caller:
        await caller.sign_in("bob")
        yield caller


def a_session(content: Any = None, **members: Any) -> dict[str, Any]:
    return {"title": "A bench", "content": {"step": 1} if content is None else content, **members}
