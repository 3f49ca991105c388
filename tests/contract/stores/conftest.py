from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.stores.databases import Database, asked_for
from tests.contract.stores.world import World, a_world

REPRESENTATIVE = "test_lost_answers"
"""The module whose tests always run on every database: each kind of write, and what reads find after it."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        is_representative = metafunc.module.__name__.endswith(REPRESENTATIVE)
        metafunc.parametrize("database", asked_for(is_representative=is_representative))


@pytest.fixture
async def world(tmp_path: Path, database: Database) -> AsyncIterator[World]:
    async with a_world(tmp_path, database) as started:
        yield started
