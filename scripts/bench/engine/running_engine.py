"""An engine, the SDK on top as the service sets it up, and containers with the service's indexes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson
from azure.core.pipeline.transport import AsyncHttpTransport
from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy, CosmosClient

from benchdog.cosmos.client import CosmosAccount, open_client
from benchdog.cosmos.container_definitions import SESSIONS, TTL_ONLY_WHERE_AN_ITEM_ASKS
from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.embedded_cosmos.wire import CosmosRequest
from benchdog.settings import Settings

DATABASE: Final = "bench"
NewFolder = Callable[[], Path]
"""Makes an empty folder on the disk that is measured."""

_BATCH: Final = 100
_BATCHES_AT_ONCE: Final = 20


@dataclass(frozen=True)
class RunningEngine:
    engine: EmbeddedCosmos
    transport: EmbeddedTransport
    client: CosmosClient

    def another_client(self, transport: AsyncHttpTransport[Any, Any]) -> CosmosClient:
        """A client with the same settings on another way to the engine."""
        return _client(self.engine, transport)

    async def create_container(self, name: str) -> ContainerProxy:
        return await self.client.get_database_client(DATABASE).create_container(
            name,
            PartitionKey(SESSIONS.partition_key),
            indexing_policy=SESSIONS.indexing_policy(),
            default_ttl=TTL_ONLY_WHERE_AN_ITEM_ASKS,
        )

    async def fill(self, container: str, owner: str, items: Iterable[dict[str, Any]]) -> None:
        """Creates *items* of one partition, in batches that share commits."""
        rest = iter(items)
        while batches := [batch for _ in range(_BATCHES_AT_ONCE) if (batch := list(islice(rest, _BATCH)))]:
            await asyncio.gather(*(self._create(container, owner, batch) for batch in batches))

    async def _create(self, container: str, owner: str, items: list[dict[str, Any]]) -> None:
        parts = [{"operationType": "Create", "resourceBody": item} for item in items]
        headers = {
            "x-ms-cosmos-is-batch-request": "true",
            "x-ms-documentdb-partitionkey": orjson.dumps([owner]).decode(),
            "prefer": "return=minimal",
        }
        path = ("dbs", DATABASE, "colls", container, "docs")
        answer = await self.engine.handle(CosmosRequest("POST", path, headers, orjson.dumps(parts)))
        if answer.status != 200:
            raise RuntimeError(f"The items were not created: {answer.status} {answer.body!r}")


@asynccontextmanager
async def running_engine(data_dir: Path) -> AsyncIterator[RunningEngine]:
    engine = EmbeddedCosmos(data_dir)
    try:
        transport = EmbeddedTransport(engine)
        async with _client(engine, transport) as client:
            await client.create_database(DATABASE)
            yield RunningEngine(engine, transport, client)
    finally:
        await engine.close()


def _client(engine: EmbeddedCosmos, transport: AsyncHttpTransport[Any, Any]) -> CosmosClient:
    return open_client(CosmosAccount(engine.endpoint, engine.key, transport), Settings())
