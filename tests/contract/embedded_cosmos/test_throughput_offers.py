"""Throughput is kept and told; more of it gives a container more ranges, as in the service."""

import pytest
from azure.cosmos import PartitionKey, ThroughputProperties
from azure.cosmos.exceptions import CosmosHttpResponseError


async def ranges_of(container) -> int:
    return len([each async for each in container.read_feed_ranges()])


async def test_a_container_tells_the_throughput_that_it_was_given(client):
    database = await client.create_database("persistence", offer_throughput=1000)
    own = await database.create_container("own", PartitionKey("/owner"), offer_throughput=500)
    scaling = await database.create_container(
        "scaling",
        PartitionKey("/owner"),
        offer_throughput=ThroughputProperties(auto_scale_max_throughput=4000),
    )

    assert (await database.get_throughput()).offer_throughput == 1000
    assert (await own.get_throughput()).offer_throughput == 500
    assert (await scaling.get_throughput()).auto_scale_max_throughput == 4000


async def test_more_throughput_splits_the_ranges_and_less_does_not_merge_them(client):
    database = await client.create_database("persistence")
    container = await database.create_container("a", PartitionKey("/owner"))
    for number in range(10):
        await container.create_item({"id": f"i{number}", "owner": f"o{number}"})
    counts = [await ranges_of(container)]

    for throughput in (25_000, 400):
        await container.replace_throughput(throughput)
        assert (await container.get_throughput()).offer_throughput == throughput
        _ = [each async for each in container.query_items("SELECT * FROM c")]
        counts.append(len([each async for each in container.read_feed_ranges(force_refresh=True)]))

    assert counts == [1, 4, 4]
    found = [each["id"] async for each in container.query_items("SELECT * FROM c ORDER BY c.id")]
    assert found == [f"i{number}" for number in range(10)]


@pytest.mark.parametrize("throughput", [-5, 2_000_000])
async def test_an_impossible_throughput_is_refused(client, throughput):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await client.create_database("persistence", offer_throughput=throughput)

    assert refused.value.status_code == 400


async def test_a_deleted_container_takes_its_throughput_with_it(client):
    database = await client.create_database("persistence")
    await database.create_container("a", PartitionKey("/owner"), offer_throughput=20_000)
    await database.delete_container("a")

    again = await database.create_container("a", PartitionKey("/owner"))

    assert (await again.get_throughput()).offer_throughput == 400
    assert await ranges_of(again) == 1
