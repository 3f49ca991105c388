"""The change feed: every item once, as it is now, in the order of its last change."""

from datetime import UTC, datetime
from typing import Any

import pytest
from azure.cosmos.aio import ContainerProxy
from azure.cosmos.exceptions import CosmosHttpResponseError


async def drained(container: ContainerProxy, **options: Any) -> tuple[list[str], str]:
    """The ids of what changed, and where to go on."""
    pages: Any = container.query_items_change_feed(**options).by_page()
    found = [item["id"] async for page in pages async for item in page]
    return found, pages.continuation_token


async def test_the_feed_gives_the_last_state_of_every_item_in_the_order_of_change(container):
    for item_id in ("a", "b", "c"):
        await container.create_item({"id": item_id, "owner": "ada"})
    await container.upsert_item({"id": "a", "owner": "ada", "level": 2})
    await container.delete_item("b", "ada")

    found = [item async for item in container.query_items_change_feed(start_time="Beginning")]

    assert [(item["id"], item.get("level")) for item in found] == [("c", None), ("a", 2)]
    assert found[0]["_lsn"] < found[1]["_lsn"]


@pytest.mark.parametrize("page", [1, 2, 100])
async def test_a_feed_goes_on_where_it_stopped(container, page):
    for number in range(5):
        await container.create_item({"id": f"a{number}", "owner": f"o{number}"})
    first, token = await drained(container, start_time="Beginning", max_item_count=page)
    await container.create_item({"id": "later", "owner": "o1"})

    second, token = await drained(container, continuation=token, max_item_count=page)
    third, _ = await drained(container, continuation=token, max_item_count=page)

    assert (first, second, third) == ([f"a{number}" for number in range(5)], ["later"], [])


async def test_a_feed_from_now_on_has_nothing_of_before(container):
    await container.create_item({"id": "before", "owner": "ada"})
    nothing, _ = await drained(container, start_time="Now")
    token = container.client_connection.last_response_headers["etag"]
    await container.create_item({"id": "after", "owner": "ada"})

    found, _ = await drained(container, continuation=token)

    assert (nothing, found) == ([], ["after"])


async def test_a_feed_from_a_moment_has_what_changed_since(container, clock):
    await container.create_item({"id": "before", "owner": "ada"})
    clock.advance(100)
    await container.create_item({"id": "after", "owner": "ada"})

    found, _ = await drained(container, start_time=datetime.fromtimestamp(clock() - 50, UTC))

    assert found == ["after"]


async def test_a_feed_of_one_partition_has_no_other(container):
    for owner in ("ada", "bob"):
        await container.create_item({"id": owner, "owner": owner})

    found, _ = await drained(container, start_time="Beginning", partition_key="bob")

    assert found == ["bob"]


async def test_what_one_batch_changed_is_not_parted_by_pages(container):
    await container.execute_item_batch(
        [("create", ({"id": f"b{number}", "owner": "ada"},)) for number in range(4)], partition_key="ada"
    )
    await container.create_item({"id": "alone", "owner": "ada"})

    pages = container.query_items_change_feed(start_time="Beginning", max_item_count=2).by_page()
    found = [[item["id"] async for item in page] async for page in pages]

    assert found == [["b0", "b1", "b2", "b3"], ["alone"]]


async def test_expired_items_are_in_no_feed(container, clock):
    await container.create_item({"id": "a", "owner": "ada", "ttl": 10})
    clock.advance(10)

    found, _ = await drained(container, start_time="Beginning")

    assert found == []


async def test_a_feed_with_every_version_is_not_there_and_says_so(container):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await drained(container, mode="AllVersionsAndDeletes")

    assert refused.value.status_code == 501
