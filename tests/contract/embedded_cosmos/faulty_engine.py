"""One container of an engine that has a plan of faults, through an SDK that shows every one of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy, CosmosClient

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport

NO_RETRIES = -1
"""The SDK takes 0 for no number at all, and retries nine times."""


@asynccontextmanager
async def a_container(
    data_dir: Path, *, throttle_retries: int = NO_RETRIES, **engine_options: Any
) -> AsyncIterator[ContainerProxy]:
    engine = EmbeddedCosmos(data_dir, **engine_options)
    try:
        async with a_client(engine, throttle_retries=throttle_retries) as client:
            database = await client.create_database_if_not_exists("persistence")
            yield await database.create_container_if_not_exists("items", PartitionKey("/owner"))
    finally:
        await engine.close()


def a_client(engine: EmbeddedCosmos, *, throttle_retries: int = NO_RETRIES) -> CosmosClient:
    return CosmosClient(
        engine.endpoint,
        engine.key,
        transport=EmbeddedTransport(engine),
        retry_connect=0,
        retry_read=0,
        retry_throttle_total=throttle_retries,
        enable_endpoint_discovery=False,
    )


def an_item(item_id: str = "a", **members: Any) -> dict[str, Any]:
    return {"id": item_id, "owner": "ada", **members}


async def stored_ids(container: ContainerProxy) -> set[str]:
    return {item["id"] async for item in container.query_items("SELECT c.id FROM c", partition_key="ada")}
