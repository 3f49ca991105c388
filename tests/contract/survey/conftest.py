"""Each test of the contract runs on every place where the service keeps survey sessions."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from benchdog.survey.cosmos_store import CosmosSurveyStore
from benchdog.survey.database import SurveyDatabase
from benchdog.survey.sqlite_store import SqliteSurveyStore
from benchdog.survey.store import SurveyStore
from tests.contract.stores.world import MovedClock, a_world

KEPT_FOR = timedelta(days=90)


@dataclass
class Survey:
    """A store with its time in the test's hand; `lose_next_answer` loses that of one write, once."""

    store: SurveyStore
    clock: MovedClock
    lose_next_answer: Callable[[], object]


@pytest.fixture(params=["sqlite", "cosmos"])
async def survey(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Survey]:
    async with PLACES[request.param](tmp_path) as made:
        yield made


@pytest.fixture(params=["sqlite", "cosmos"])
async def another(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SurveyStore]:
    """A second place, empty, of either kind."""
    async with PLACES[request.param](tmp_path_factory.mktemp("another")) as made:
        yield made.store


@asynccontextmanager
async def on_sqlite(folder: Path) -> AsyncIterator[Survey]:
    clock = MovedClock()
    store = SqliteSurveyStore(SurveyDatabase(folder / "survey.db", clock=clock))
    yield Survey(store, clock, lambda: None)  # no answer is lost between two parts of one process
    await store.close()


@asynccontextmanager
async def on_cosmos(folder: Path) -> AsyncIterator[Survey]:
    async with a_world(folder, "one range") as world:
        store = CosmosSurveyStore(world.services.user_sessions, world.clock, KEPT_FOR)
        yield Survey(store, world.clock, lambda: world.lose_writes("user_sessions", "after"))


PLACES: dict[str, Callable[[Path], AbstractAsyncContextManager[Survey]]]
PLACES = {"sqlite": on_sqlite, "cosmos": on_cosmos}
