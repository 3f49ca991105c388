"""The real azure-cosmos SDK on the embedded engine, with a clock that tests move."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy, CosmosClient

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport

INDEXING_POLICY: dict[str, Any] = {
    "indexingMode": "consistent",
    "includedPaths": [{"path": f"/{name}/?"} for name in ("owner", "kind", "title", "level", "nested/deep")],
    "excludedPaths": [{"path": "/*"}],
    "compositeIndexes": [[{"path": "/kind"}, {"path": "/level"}, {"path": "/id"}]],
}


class MovedClock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def client(tmp_path: Path, clock: MovedClock) -> AsyncIterator[CosmosClient]:
    engine = EmbeddedCosmos(tmp_path, clock=clock)
    async with CosmosClient(
        engine.endpoint, engine.key, transport=EmbeddedTransport(engine), retry_connect=0, retry_read=0
    ) as opened:
        yield opened
    await engine.close()


@pytest.fixture
async def container(client: CosmosClient) -> ContainerProxy:
    database = await client.create_database("persistence")
    return await database.create_container(
        "sessions", PartitionKey("/owner"), default_ttl=-1, indexing_policy=INDEXING_POLICY
    )
