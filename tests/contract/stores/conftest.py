from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.stores.databases import Database, asked_for
from tests.contract.stores.world import World, a_world

REPRESENTATIVE = "test_lost_answers"
"""The module whose tests always run on every database: each kind of write, and what reads find after it."""

TIMED = "test_database_calls"
"""The module whose tests let the database hang, in virtual time."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        module = metafunc.module.__name__
        databases = asked_for(
            is_representative=module.endswith(REPRESENTATIVE), is_timed=module.endswith(TIMED)
        )
        metafunc.parametrize("database", databases)


@pytest.fixture
async def world(tmp_path: Path, database: Database) -> AsyncIterator[World]:
    async with a_world(tmp_path, database) as started:
        yield started
