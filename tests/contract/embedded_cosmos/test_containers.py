"""Databases and containers."""

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.exceptions import (
    CosmosHttpResponseError,
    CosmosResourceExistsError,
    CosmosResourceNotFoundError,
)


async def test_databases_and_containers_are_created_once_and_listed_once(client):
    database = await client.create_database("one")
    await client.create_database_if_not_exists("one")
    await client.create_database("two")
    await database.create_container("a", PartitionKey("/owner"))
    await database.create_container_if_not_exists("a", PartitionKey("/owner"))

    with pytest.raises(CosmosResourceExistsError):
        await client.create_database("one")
    with pytest.raises(CosmosResourceExistsError):
        await database.create_container("a", PartitionKey("/owner"))

    assert [each["id"] async for each in client.list_databases()] == ["one", "two"]
    assert [each["id"] async for each in database.list_containers()] == ["a"]


async def test_a_container_is_read_as_it_was_defined(client):
    database = await client.create_database("persistence")
    policy = {"indexingMode": "consistent", "includedPaths": [{"path": "/a/?"}]}
    container = await database.create_container(
        "a", PartitionKey("/owner"), default_ttl=60, indexing_policy=policy
    )

    properties = await container.read()

    assert properties["partitionKey"]["paths"] == ["/owner"]
    assert properties["defaultTtl"] == 60
    added = {"automatic": True, "excludedPaths": [{"path": '/"_etag"/?'}]}
    assert properties["indexingPolicy"] == policy | added


async def test_a_deleted_database_takes_its_containers_and_items_with_it(client, container):
    await container.create_item({"id": "a", "owner": "ada"})
    await client.delete_database("persistence")
    database = await client.create_database("persistence")

    with pytest.raises(CosmosResourceNotFoundError):
        await database.get_container_client("sessions").read()
    with pytest.raises(CosmosResourceNotFoundError):
        await client.delete_database("other")


async def test_a_new_expiry_of_a_container_holds_for_the_items_that_it_has(client, container, clock):
    for item_id, ttl in (("own", {"ttl": 500}), ("never", {"ttl": -1}), ("default", {})):
        await container.create_item({"id": item_id, "owner": "ada", **ttl})
    properties = await container.read()

    await client.get_database_client("persistence").replace_container(
        container,
        PartitionKey("/owner"),
        default_ttl=100,
        indexing_policy=properties["indexingPolicy"],
    )

    async def alive():
        found = container.query_items("SELECT VALUE c.id FROM c", partition_key="ada")
        return {item_id async for item_id in found}

    clock.advance(99)
    assert await alive() == {"own", "never", "default"}
    clock.advance(1)
    assert await alive() == {"own", "never"}
    clock.advance(400)
    assert await alive() == {"never"}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"partition_key": PartitionKey(["/a", "/b", "/c", "/d"], kind="MultiHash")}, 400),
        ({"partition_key": {"paths": ["/a", "/b"], "kind": "Hash"}}, 400),
        ({"unique_key_policy": {"uniqueKeys": [{"paths": []}]}}, 400),
        ({"vector_embedding_policy": {"vectorEmbeddings": [{"path": "/v"}]}}, 501),
        ({"default_ttl": 0}, 400),
        ({"indexing_policy": {"compositeIndexes": [[{"path": "/a"}]]}}, 400),
    ],
    ids=["four levels", "kind", "unique key", "vectors", "ttl", "composite index"],
)
async def test_a_definition_that_cannot_be_had_is_refused(client, changes, status):
    database = await client.create_database("persistence")

    with pytest.raises(CosmosHttpResponseError) as refused:
        await database.create_container(**{"id": "a", "partition_key": PartitionKey("/owner"), **changes})

    assert refused.value.status_code == status
    assert [each async for each in database.list_containers()] == []


async def test_another_indexing_policy_holds_for_the_items_that_there_are(client, container):
    await container.create_item({"id": "a", "owner": "ada", "size": 2, "body": "x" * 5000})
    await container.create_item({"id": "b", "owner": "ada", "size": 1, "body": "y" * 5000})
    by_size = "SELECT VALUE c.id FROM c WHERE c.body > 'a' ORDER BY c.size, c.id"

    async def sorted_ids():
        return [each async for each in container.query_items(by_size, partition_key="ada")]

    with pytest.raises(CosmosHttpResponseError) as refused:
        await sorted_ids()
    await client.get_database_client("persistence").replace_container(
        container,
        PartitionKey("/owner"),
        indexing_policy={
            "includedPaths": [{"path": "/size/?"}, {"path": "/body/?"}],
            "excludedPaths": [{"path": "/*"}],
            "compositeIndexes": [[{"path": "/size"}, {"path": "/id"}]],
        },
    )
    await container.create_item({"id": "c", "owner": "ada", "size": 0, "body": "z"})

    assert refused.value.status_code == 400
    assert await sorted_ids() == ["c", "b", "a"]


async def test_what_a_container_is_partitioned_by_cannot_be_changed(client, container):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await client.get_database_client("persistence").replace_container(container, PartitionKey("/kind"))

    assert refused.value.status_code == 400


async def test_a_unique_key_is_unique_in_its_partition_until_its_item_expires(client, clock):
    database = await client.create_database("persistence")
    container = await database.create_container(
        "a",
        PartitionKey("/owner"),
        default_ttl=-1,
        unique_key_policy={"uniqueKeys": [{"paths": ["/name", "/place/town"]}]},
    )
    lovelace = {"name": "Ada", "place": {"town": "London"}}
    await container.create_item({"id": "1", "owner": "ada", "ttl": 10, **lovelace})
    await container.create_item({"id": "1", "owner": "bob", **lovelace})
    await container.create_item({"id": "2", "owner": "ada", "name": "Ada"})

    for item_id, members in (("3", lovelace), ("4", {"name": "Ada"})):
        with pytest.raises(CosmosResourceExistsError):
            await container.create_item({"id": item_id, "owner": "ada", **members})
    with pytest.raises(CosmosResourceExistsError):
        await container.replace_item("2", {"id": "2", "owner": "ada", **lovelace})
    clock.advance(10)

    await container.replace_item("2", {"id": "2", "owner": "ada", **lovelace})
