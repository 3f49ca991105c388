"""
A process of its own that writes until it ends, or counts: see test_durability.py and test_faults_machine.py.

Its arguments: a folder, "append" or "count", a number, and a file with a plan of faults or nothing.
"""

import asyncio
import json
import sys
from pathlib import Path

from azure.core import MatchConditions
from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy, CosmosClient
from azure.cosmos.exceptions import CosmosAccessConditionFailedError

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.embedded_cosmos.faults import FaultPlan


async def append(container: ContainerProxy, after: int) -> None:
    """Says each number after it was acknowledged."""
    number = after
    while True:
        number += 1
        await container.upsert_item({"id": str(number), "owner": "ada", "number": number, "text": "x" * 2000})
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


async def count(container: ContainerProxy, times: int) -> None:
    counted = refused = 0
    while counted < times:
        item = await container.read_item("counter", "ada")
        try:
            await container.replace_item(
                "counter",
                {**item, "value": item["value"] + 1},
                etag=item["_etag"],
                match_condition=MatchConditions.IfNotModified,
            )
            counted += 1
        except CosmosAccessConditionFailedError:
            refused += 1
    sys.stdout.write(json.dumps({"counted": counted, "refused": refused}))


async def main(folder: str, work: str, number: str, plan_file: str = "") -> None:
    faults = FaultPlan.from_json(Path(plan_file).read_bytes()) if plan_file else None  # noqa: ASYNC240
    engine = EmbeddedCosmos(Path(folder), faults=faults)
    async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
        database = await client.create_database_if_not_exists("persistence")
        container = await database.create_container_if_not_exists("items", PartitionKey("/owner"))
        await (append if work == "append" else count)(container, int(number))
    await engine.close()


asyncio.run(main(*sys.argv[1:]))
