"""A process of its own that writes batches until it is killed: see test_killed_engine.py."""

import asyncio
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from azure.cosmos.aio import CosmosClient

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport

HALVES = "ab"


def ids_of_batch(name: str, number: int) -> set[str]:
    return {f"{name}-{number}{half}" for half in HALVES}


def write_batches(folder: Path, name: str, acknowledged: "Connection[int, None]") -> None:
    """Sends the number of each batch when it was acknowledged."""
    asyncio.run(_write_batches(folder, name, acknowledged))


async def _write_batches(folder: Path, name: str, acknowledged: "Connection[int, None]") -> None:
    engine = EmbeddedCosmos(folder)
    async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
        container = client.get_database_client("persistence").get_container_client("items")
        for number in count():
            items = [
                {"id": item_id, "owner": "ada", "text": "x" * 2000} for item_id in ids_of_batch(name, number)
            ]
            await container.execute_item_batch([("create", (item,)) for item in items], "ada")
            acknowledged.send(number)
