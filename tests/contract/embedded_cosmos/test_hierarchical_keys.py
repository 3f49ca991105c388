"""Partition keys of several levels, undefined and null keys."""

from typing import Any

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy, CosmosClient
from azure.cosmos.exceptions import CosmosHttpResponseError, CosmosResourceNotFoundError
from azure.cosmos.partition_key import NonePartitionKeyValue


@pytest.fixture
async def container(client: CosmosClient) -> ContainerProxy:
    database = await client.create_database("persistence")
    created = await database.create_container("items", PartitionKey(["/tenant", "/user", "/session"]))
    for number, (tenant, user) in enumerate([("a", "ada"), ("a", "bob"), ("b", "ada"), ("a", "ada")]):
        item = {"id": f"i{number}", "tenant": tenant, "user": user, "session": number, "level": -number}
        await created.create_item(item)
    return created


async def ids(container: ContainerProxy, text: str, key: list[Any]) -> list[str]:
    return [item["id"] async for item in container.query_items(text, partition_key=key)]


async def test_an_item_is_found_under_its_whole_key_only(container):
    found = await container.read_item("i1", ["a", "bob", 1])

    assert found["level"] == -1
    with pytest.raises(CosmosResourceNotFoundError):
        await container.read_item("i1", ["a", "ada", 1])
    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.read_item("i1", ["a", "bob"])
    assert refused.value.status_code == 400


async def test_a_prefix_of_the_key_selects_its_partitions(container):
    assert sorted(await ids(container, "SELECT * FROM c", ["a"])) == ["i0", "i1", "i3"]
    assert await ids(container, "SELECT * FROM c ORDER BY c.level", ["a", "ada"]) == ["i3", "i0"]
    assert await ids(container, "SELECT * FROM c", ["c"]) == []


async def test_a_missing_level_is_not_the_null_that_the_client_makes_of_it(container):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.create_item({"id": "none", "tenant": "c"})
    await container.create_item({"id": "null", "tenant": "c", "user": None, "session": None})

    assert (refused.value.status_code, refused.value.sub_status) == (400, 1001)
    assert await ids(container, "SELECT * FROM c", ["c"]) == ["null"]


async def test_an_object_where_the_key_should_be_counts_as_no_key(client):
    database = await client.create_database("other")
    container = await database.create_container("items", PartitionKey("/place"))

    await container.create_item({"id": "a", "place": {"town": "London"}})

    assert (await container.read_item("a", NonePartitionKeyValue))["place"] == {"town": "London"}


async def test_deleting_a_partition_leaves_its_neighbours(container):
    await container.delete_all_items_by_partition_key(["a", "ada", 0])

    assert sorted(await ids(container, "SELECT * FROM c", ["a"])) == ["i1", "i3"]
