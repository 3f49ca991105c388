"""Queries over all partitions: the SDK merges what the ranges answer, however many there are."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy, CosmosClient
from azure.cosmos.exceptions import CosmosHttpResponseError

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport

OWNERS = [f"owner-{number}" for number in range(12)]
ITEMS: list[dict[str, Any]] = [
    {"id": f"i{number:02}", "owner": OWNERS[number % 12], "level": number * 7 % 60, "color": COLOR}
    for number, COLOR in enumerate(["red", "green", "blue"] * 20)
]
SORTED_LEVELS = sorted(item["level"] for item in ITEMS)


@pytest.fixture(params=[1, 4], ids=["1 range", "4 ranges"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EmbeddedCosmos]:
    opened = EmbeddedCosmos(tmp_path, ranges=request.param, consistency="Session")
    yield opened
    await opened.close()


@pytest.fixture
async def container(engine: EmbeddedCosmos) -> AsyncIterator[ContainerProxy]:
    async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
        database = await client.create_database("persistence")
        created = await database.create_container("items", PartitionKey("/owner"))
        for owner in OWNERS:
            own = [("create", (item,)) for item in ITEMS if item["owner"] == owner]
            await created.execute_item_batch(own, owner)
        yield created


async def results(container: ContainerProxy, text: str, **options: Any) -> list[Any]:
    return [each async for each in container.query_items(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT VALUE c.level FROM c ORDER BY c.level", SORTED_LEVELS),
        ("SELECT VALUE c.level FROM c ORDER BY c.level DESC", SORTED_LEVELS[::-1]),
        ("SELECT TOP 5 VALUE c.level FROM c ORDER BY c.level", SORTED_LEVELS[:5]),
        ("SELECT VALUE c.level FROM c ORDER BY c.level OFFSET 7 LIMIT 9", SORTED_LEVELS[7:16]),
        ("SELECT VALUE COUNT(1) FROM c", [60]),
        ("SELECT VALUE COUNT(c.missing) FROM c", [0]),
        ("SELECT VALUE SUM(c.level) FROM c WHERE c.level < 10", [sum(SORTED_LEVELS[:10])]),
        ("SELECT VALUE AVG(c.level) FROM c", [sum(SORTED_LEVELS) / 60]),
        ("SELECT VALUE MIN(c.level) FROM c ORDER BY c.level", [0]),
        ("SELECT VALUE MAX(c.level) FROM c", [59]),
        ("SELECT DISTINCT VALUE c.color FROM c ORDER BY c.color", ["blue", "green", "red"]),
    ],
)
@pytest.mark.parametrize("page", [1, 7, 100])
async def test_results_of_all_ranges_are_merged(container, text, expected, page):
    assert await results(container, text, max_item_count=page) == expected


async def test_an_unsorted_limit_gives_as_many_as_it_says(container):
    found = await results(container, "SELECT TOP 7 * FROM c")
    distinct = await results(container, "SELECT DISTINCT c.color FROM c")

    assert len({item["id"] for item in found}) == 7
    assert sorted(item["color"] for item in distinct) == ["blue", "green", "red"]


async def test_parameters_reach_every_range(container):
    found = await results(
        container,
        "SELECT TOP @count VALUE c.level FROM c WHERE c.color = @color ORDER BY c.level",
        parameters=[{"name": "@count", "value": 2}, {"name": "@color", "value": "red"}],
    )

    assert found == sorted(item["level"] for item in ITEMS if item["color"] == "red")[:2]


async def test_pages_of_an_unsorted_query_neither_lose_nor_repeat(container, engine):
    found: list[str] = []
    token: str | None = None
    while True:
        pages = container.query_items("SELECT * FROM c", max_item_count=7).by_page(token)
        found += [item["id"] async for item in await anext(pages)]
        token = pages.continuation_token
        if token is None:
            break

    assert sorted(found) == [item["id"] for item in ITEMS]


async def test_feed_ranges_part_the_items(container):
    found = [
        item["id"]
        async for feed_range in container.read_feed_ranges()
        for item in await results(container, "SELECT * FROM c ORDER BY c.id", feed_range=feed_range)
    ]

    assert sorted(found) == [item["id"] for item in ITEMS]


async def test_ranges_that_split_between_two_pages_lose_nothing(container, engine):
    pages = container.query_items("SELECT VALUE c.level FROM c ORDER BY c.level", max_item_count=10).by_page()
    found = [level async for level in await anext(pages)]

    engine.split_ranges()
    await container.read_item("i00", OWNERS[0])  # how a client meets a range that it does not know
    after = await results(container, "SELECT VALUE c.level FROM c ORDER BY c.level", max_item_count=10)

    assert found == SORTED_LEVELS[:10]
    assert after == SORTED_LEVELS


async def test_read_items_finds_its_items_in_every_range(container):
    wanted = [(item["id"], item["owner"]) for item in ITEMS[5:50]]

    found = await container.read_items(wanted)

    assert [item["id"] for item in found] == [item_id for item_id, _ in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT c.color, COUNT(1) AS n FROM c GROUP BY c.color",
        "SELECT COUNT(1) AS n FROM c",
        "SELECT VALUE COUNT(1) + 1 FROM c",
    ],
)
async def test_what_the_client_cannot_merge_is_refused_with_a_reason(container, text):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await results(container, text)

    assert refused.value.status_code == 400
