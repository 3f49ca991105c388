"""The SDK's synchronous client in the process, from any thread."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from azure.core import MatchConditions
from azure.core.exceptions import ServiceResponseError
from azure.cosmos import CosmosClient, PartitionKey
from azure.cosmos.exceptions import CosmosAccessConditionFailedError

from benchdog.embedded_cosmos import EmbeddedCosmos, SyncEmbeddedTransport
from benchdog.embedded_cosmos.faults import WRITES, Disconnection, FaultPlan, FaultRule


@pytest.fixture
def plan() -> FaultPlan:
    return FaultPlan()


@pytest.fixture
async def engine(tmp_path: Path, plan: FaultPlan):
    opened = EmbeddedCosmos(tmp_path, faults=plan)
    yield opened
    await opened.close()


def container_of(client: CosmosClient):
    database = client.create_database_if_not_exists("persistence")
    return database.create_container_if_not_exists("items", PartitionKey("/owner"))


async def test_many_threads_share_one_client(engine):
    with CosmosClient(engine.endpoint, engine.key, transport=SyncEmbeddedTransport(engine)) as client:
        container = container_of(client)

        def work(number: int) -> str:
            item = container.create_item({"id": f"i{number}", "owner": f"o{number % 3}"})
            found = container.read_item(item["id"], item["owner"])
            return str(found["_etag"])

        with ThreadPoolExecutor(8) as pool:
            etags = list(pool.map(work, range(40)))

        assert len(set(etags)) == 40
        assert len(list(container.query_items("SELECT * FROM c", enable_cross_partition_query=True))) == 40


async def test_conditions_hold(engine):
    with CosmosClient(engine.endpoint, engine.key, transport=SyncEmbeddedTransport(engine)) as client:
        container = container_of(client)
        container.create_item({"id": "a", "owner": "ada"})

        with pytest.raises(CosmosAccessConditionFailedError):
            container.replace_item(
                "a", {"id": "a", "owner": "ada"}, etag='"x"', match_condition=MatchConditions.IfNotModified
            )


async def test_a_lost_answer_looks_as_it_does_over_a_network(engine, plan):
    transport = SyncEmbeddedTransport(engine)
    with CosmosClient(engine.endpoint, engine.key, transport=transport, retry_read=0) as client:
        container = container_of(client)
        plan.add(FaultRule(fault=Disconnection(when="after"), operations=WRITES, times=1))

        with pytest.raises(ServiceResponseError):
            container.create_item({"id": "a", "owner": "ada"})

        assert container.read_item("a", "ada")["owner"] == "ada"


async def test_closing_twice_is_safe(engine):
    transport = SyncEmbeddedTransport(engine)

    transport.close()
    transport.close()
