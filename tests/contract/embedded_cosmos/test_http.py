"""The engine over HTTP: the SDK with its own transports, and requests that no SDK sends."""

import asyncio
import base64
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from azure.cosmos import CosmosClient as SyncCosmosClient
from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient
from azure.cosmos.exceptions import CosmosHttpResponseError

from benchdog.embedded_cosmos import EmbeddedCosmos
from benchdog.embedded_cosmos.http.application import MAX_BODY_BYTES, EmulatorApplication
from benchdog.embedded_cosmos.http.authorization import Authorization
from benchdog.embedded_cosmos.http.server import server_of

KEY = base64.b64encode(b"a key of one's own").decode()
OTHER_KEY = base64.b64encode(b"somebody else's").decode()


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    engine = EmbeddedCosmos(tmp_path, ranges=2, consistency="Session")
    server = server_of(EmulatorApplication(engine, Authorization(KEY, time.time)), "127.0.0.1", port)
    serving = asyncio.create_task(server.serve([listening]))
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    await serving


async def test_a_client_works_on_items_by_name_and_by_resource_id(address):
    async with CosmosClient(address, KEY) as client:
        database = await client.create_database("Größe und Maß")
        container = await database.create_container("日本 語", PartitionKey("/owner"))
        item = await container.create_item({"id": "a b+c", "owner": "Ada & Bob / ö"})
        by_resource_id = client.get_database_client(await database.read()).get_container_client(
            await container.read()
        )

        assert (await container.read_item("a b+c", "Ada & Bob / ö"))["_etag"] == item["_etag"]
        assert (await by_resource_id.read_item(item, "Ada & Bob / ö"))["_etag"] == item["_etag"]
        assert [each["id"] async for each in container.query_items("SELECT * FROM c ORDER BY c.id")] == [
            "a b+c"
        ]
        await container.delete_all_items_by_partition_key("Ada & Bob / ö")
        assert [each async for each in container.read_all_items()] == []


def work_as_a_script_does(address: str) -> list[str]:
    with SyncCosmosClient(address, KEY) as client:
        database = client.create_database("scripts")
        container = database.create_container("items", PartitionKey("/owner"))
        for number in range(3):
            container.create_item({"id": f"i{number}", "owner": f"o{number}"})
        found = container.query_items(
            "SELECT VALUE c.id FROM c ORDER BY c.id", enable_cross_partition_query=True
        )
        return list(found)


async def test_the_synchronous_client_works_too(address):
    assert await asyncio.to_thread(work_as_a_script_does, address) == ["i0", "i1", "i2"]


async def test_another_key_opens_nothing(address):
    client = CosmosClient(address, OTHER_KEY)

    with pytest.raises(CosmosHttpResponseError) as refused:
        await client.create_database("mine")

    assert refused.value.status_code == 401
    await client.close()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "", 401), ("POST", "dbs", 401), ("GET", "dbs/%FF/", 400), ("GET", "offers", 401)],
)
async def test_what_is_not_signed_is_refused_before_anything_is_read(address, method, path, status):
    async with aiohttp.ClientSession() as session, session.request(method, address + path) as answer:
        body = await answer.json()

        assert answer.status == status
        assert set(body) == {"code", "message"}


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
async def test_a_body_that_is_too_long_is_refused_while_it_comes(address):
    async with CosmosClient(address, KEY) as client:
        database = await client.create_database("large")
        container = await database.create_container("items", PartitionKey("/owner"))

        with pytest.raises(CosmosHttpResponseError) as refused:
            await container.create_item({"id": "a", "owner": "ada", "body": "x" * MAX_BODY_BYTES})

        assert refused.value.status_code == 413
        assert [each async for each in container.read_all_items()] == []
