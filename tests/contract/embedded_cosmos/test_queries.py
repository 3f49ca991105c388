"""Queries of one partition through the SDK."""

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.exceptions import CosmosHttpResponseError

TITLES = ("Alpha", "beta", "Gamma", "delta", "alphabet")


@pytest.fixture
async def filled(container):
    """Forty items of ada, and one of grace that no query of ada may ever see."""
    items = [
        {
            "id": f"i{number:02}",
            "owner": "ada",
            "kind": "session" if number % 4 else "note",
            "title": TITLES[number % 5],
            "level": number % 10,
            "tags": ["red", "green"][: number % 3],
            "big": "x" * 5000,
        }
        for number in range(40)
    ]
    await container.execute_item_batch([("create", (item,)) for item in items], "ada")
    await container.create_item({"id": "other", "owner": "grace", "kind": "session", "level": 5})
    return container


async def results(container, text, **parameters):
    named = [{"name": f"@{name}", "value": value} for name, value in parameters.items()]
    found = container.query_items(text, parameters=named, partition_key="ada")
    return [result async for result in found]


async def pages_of(container, text, size):
    """Every page, each fetched by the token of the one before and a new iterator."""
    pages: list[list[object]] = []
    token = None
    while True:
        iterator = container.query_items(text, partition_key="ada", max_item_count=size).by_page(token)
        page = await anext(iterator, None)
        if page is None:  # as in the service, the last token may lead to nothing
            return pages
        pages.append([result async for result in page])
        token = iterator.continuation_token
        if token is None:
            return pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT VALUE COUNT(1) FROM c", [40]),
        ("SELECT VALUE COUNT(1) FROM c WHERE c.kind = 'note'", [10]),
        ("SELECT VALUE COUNT(c.missing) FROM c", [0]),
        ("SELECT VALUE SUM(c.level) FROM c WHERE c.kind = 'note'", [40]),
        (
            "SELECT MIN(c.level) AS low, MAX(c.level) AS high, AVG(c.level) AS mean FROM c",
            [{"low": 0, "high": 9, "mean": 4.5}],
        ),
        (
            "SELECT c.kind, COUNT(1) AS n FROM c GROUP BY c.kind",
            [{"kind": "note", "n": 10}, {"kind": "session", "n": 30}],
        ),
        ("SELECT DISTINCT VALUE c.title FROM c", list(TITLES)),
        ("SELECT TOP 2 c.id FROM c ORDER BY c.level DESC", [{"id": "i39"}, {"id": "i29"}]),
        (
            "SELECT VALUE c.id FROM c WHERE c.level = 3 ORDER BY c.kind, c.level, c.id OFFSET 1 LIMIT 2",
            ["i13", "i23"],
        ),
        ("SELECT VALUE c.level FROM c WHERE c.id IN ('i01', 'i12')", [1, 2]),
        (
            "SELECT VALUE c.id FROM c WHERE c.level BETWEEN 8 AND 9 AND c.title LIKE 'alpha%'",
            ["i09", "i19", "i29", "i39"],
        ),
        (
            "SELECT VALUE c.id FROM c WHERE CONTAINS(c.title, 'ALPHA', true) AND c.level = 0",
            ["i00", "i10", "i20", "i30"],
        ),
        ("SELECT VALUE c.id FROM c WHERE NOT (c.level > 0) AND c.kind != 'session'", ["i00", "i20"]),
        ("SELECT VALUE t FROM c JOIN t IN c.tags WHERE c.id = 'i02'", ["red", "green"]),
        ("SELECT VALUE c.id FROM c WHERE ARRAY_CONTAINS(c.tags, 'green') AND c.level = 1", ["i11"]),
        (
            "SELECT c.id, c.missing, {'r': c.level} AS o, [c.level, c.missing] FROM c WHERE c.id = 'i07'",
            [{"id": "i07", "o": {"r": 7}, "$4": [7]}],
        ),
        ("SELECT VALUE c[\"kind\"] ?? 'none' FROM c WHERE c.id = 'i00'", ["note"]),
        ("SELECT VALUE c.level > 5 ? 'high' : 'low' FROM c WHERE c.id IN ('i01', 'i08')", ["low", "high"]),
        ("SELECT VALUE c.level * 2 + 1 FROM c WHERE c.id = 'i03'", [7]),
        ("SELECT VALUE LENGTH(c.big) FROM c WHERE c.id = 'i03'", [5000]),
        (
            "SELECT VALUE c.id FROM c WHERE c.level = 1 AND EXISTS(SELECT * FROM t IN c.tags WHERE t < 'h')",
            ["i11"],
        ),
        ("SELECT VALUE (SELECT VALUE COUNT(1) FROM t IN c.tags) FROM c WHERE c.id = 'i02'", [2]),
        (
            "SELECT c.kind, MAX(c.level) - MIN(c.level) AS spread FROM c GROUP BY c.kind",
            [{"kind": "note", "spread": 8}, {"kind": "session", "spread": 9}],
        ),
        ("SELECT VALUE COUNT(1) * 2 + 1 FROM c WHERE c.level = -1", [1]),
        (
            "SELECT VALUE c.id FROM c WHERE REGEXMATCH(c.title, 'AL.*A$', 'i') AND c.id < 'i1'",
            ["i00", "i05"],
        ),
        ("SELECT VALUE COUNT(undefined) FROM c", [0]),
        ("SELECT 1 + 1 AS two, UPPER('a') AS a", [{"two": 2, "a": "A"}]),
        ("SELECT VALUE COUNT(1)", [1]),
        ("SELECT VALUE 1 WHERE 1 > 2", []),
        ("SELECT VALUE c.id FROM c WHERE c.missing = null", []),
        ("SELECT VALUE c.id FROM c WHERE c.missing != 1", []),
        ("SELECT VALUE c.id FROM c WHERE NOT IS_DEFINED(c.missing) AND c.id = 'i05'", ["i05"]),
    ],
)
async def test_a_query(filled, text, expected):
    found = await results(filled, text)

    assert found == expected


async def test_parameters_are_values_and_never_text_of_the_query(filled):
    assert await results(filled, "SELECT VALUE c.id FROM c WHERE c.title = @t", t="' OR 1=1 --") == []
    assert (
        len(
            await results(
                filled, "SELECT VALUE c.id FROM c WHERE c.level = @r AND c.kind = @k", r=1, k="session"
            )
        )
        == 4
    )


@pytest.mark.parametrize("size", [1, 7, 10, 100])
@pytest.mark.parametrize(
    "text",
    [
        "SELECT VALUE c.id FROM c",
        "SELECT VALUE c.id FROM c WHERE c.kind = 'session' ORDER BY c.kind DESC, c.level DESC, c.id DESC",
        "SELECT VALUE c.id FROM c ORDER BY c.title",
        "SELECT VALUE c.id FROM c WHERE LENGTH(c.title) > 4 ORDER BY c.level OFFSET 3 LIMIT 20",
        "SELECT DISTINCT VALUE c.level FROM c",
    ],
)
async def test_pages_neither_lose_nor_repeat_nor_reorder(filled, text, size):
    whole = await results(filled, text)

    pages = await pages_of(filled, text, size)

    assert [result for page in pages for result in page] == whole
    assert all(len(page) <= size for page in pages)


async def test_a_page_goes_on_after_an_item_that_was_deleted_meanwhile(filled):
    text = "SELECT VALUE c.id FROM c ORDER BY c.level"
    whole = await results(filled, text)
    iterator = filled.query_items(text, partition_key="ada", max_item_count=10).by_page()
    first = [result async for result in await anext(iterator)]

    await filled.delete_item(first[-1], "ada")
    following = filled.query_items(text, partition_key="ada").by_page(iterator.continuation_token)

    assert first + [result async for result in await anext(following)] == whole


async def test_a_token_of_another_query_or_a_damaged_one_is_refused(filled):
    iterator = filled.query_items("SELECT * FROM c", partition_key="ada", max_item_count=5).by_page()
    await anext(iterator)

    for text, token in (
        ("SELECT * FROM c WHERE c.level > 1", iterator.continuation_token),
        ("SELECT * FROM c", "damaged"),
        ("SELECT * FROM c", iterator.continuation_token[:-8]),
    ):
        with pytest.raises(CosmosHttpResponseError) as refused:
            await anext(filled.query_items(text, partition_key="ada").by_page(token))
        assert refused.value.status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "SELECT",
        "SELECT * FRM c",
        "SELECT * FROM c WHERE",
        "SELECT * FROM c WHERE UNKNOWN(c.a)",
        "SELECT * FROM c WHERE x.a = 1",
        "SELECT * FROM c WHERE c.a = @nobody",
        "SELECT * FROM c ORDER BY c.kind, c.title",
        "SELECT * FROM c WHERE COUNT(1) = 1",
        "SELECT TOP 'a' * FROM c",
    ],
)
async def test_what_is_not_understood_is_refused_with_status_400(filled, text):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await results(filled, text)

    assert refused.value.status_code == 400


async def test_a_query_over_all_partitions_answers_where_nothing_has_to_be_merged(filled):
    found = [item["id"] async for item in filled.query_items("SELECT c.id FROM c WHERE c.level = 5")]

    assert sorted(found) == ["i05", "i15", "i25", "i35", "other"]


async def test_a_path_outside_the_index_cannot_be_sorted_by(filled):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await results(filled, "SELECT * FROM c ORDER BY c.big")

    assert refused.value.status_code == 400


async def test_what_is_not_selected_is_not_loaded(filled):
    """The charge says what was read: two hundred kilobytes of bodies cost more than their heads."""

    async def charge(text):
        iterator = filled.query_items(text, partition_key="ada").by_page()
        _ = [item async for item in await anext(iterator)]
        return float(filled.client_connection.last_response_headers["x-ms-request-charge"])

    heads = await charge("SELECT VALUE c.id FROM c WHERE ARRAY_LENGTH(c.tags) >= 0")
    bodies = await charge("SELECT VALUE c.id FROM c WHERE LENGTH(c.big) > 0")

    assert heads < 4
    assert bodies > 15


@pytest.fixture
async def unordered(client):
    """A container of the default policy: every path may be sorted by, none has a key column."""
    database = await client.create_database("defaults")
    container = await database.create_container("items", PartitionKey("/owner"))
    items = [
        {"id": f"i{number:02}", "owner": "ada", "level": number * 7 % 5, "tags": [{"n": number}] * 2}
        for number in range(30)
    ]
    items[0]["level"] = "text"
    await container.execute_item_batch([("create", (item,)) for item in items], "ada")
    return container


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_sorting_without_a_key_column_pages_as_well(unordered, direction):
    text = f"SELECT VALUE c.id FROM c ORDER BY c.level {direction}"
    whole = await results(unordered, text)

    pages = await pages_of(unordered, text, 4)
    iterator = unordered.query_items(text, partition_key="ada", max_item_count=10).by_page()
    first = [result async for result in await anext(iterator)]
    await unordered.delete_item(first[3], "ada")
    resumed = unordered.query_items(text, partition_key="ada").by_page(iterator.continuation_token)
    rest = [result async for page in resumed async for result in page]

    assert whole[-1 if direction == "ASC" else 0] == "i00"
    assert [result for page in pages for result in page] == whole
    assert first + rest == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT VALUE c.n FROM c IN c.tags WHERE c.n = 4", [4, 4]),
        ("SELECT * FROM t IN c.tags WHERE t.n = 4", [{"n": 4}, {"n": 4}]),
        ("SELECT DISTINCT VALUE t FROM c JOIN t IN c.tags WHERE c.id = 'i04'", [{"n": 4}]),
        ("SELECT VALUE c.id FROM c WHERE c._ts > 0 AND c.id = 'i04'", ["i04"]),
        ("SELECT TOP 0 * FROM c", []),
        ("SELECT VALUE MAX(c.level) FROM c", ["text"]),
    ],
)
async def test_arrays_and_items_of_one_name(unordered, text, expected):
    assert await results(unordered, text) == expected


async def test_the_time_in_a_query_is_the_clock_of_the_engine(filled, clock):
    clock.advance(90)

    later = await results(
        filled, "SELECT VALUE DateTimeDiff('ss', TimestampToDateTime(c._ts * 1000), NOW()) FROM c"
    )
    patched = await filled.patch_item(
        "i00",
        "ada",
        [{"op": "set", "path": "/level", "value": 1}],
        filter_predicate="FROM c WHERE GetCurrentTimestamp() = 1800000090000",
    )

    assert later == [90] * 40
    assert patched["level"] == 1


async def test_a_query_tells_what_it_read_and_by_which_indexes(filled):
    text = "SELECT * FROM c WHERE c.kind = 'note' ORDER BY c.kind, c.level, c.id OFFSET 0 LIMIT 5"
    options = {"populate_query_metrics": True, "populate_index_metrics": True}
    found = [item async for item in filled.query_items(text, partition_key="ada", **options)]

    headers = filled.client_connection.last_response_headers
    metrics = dict(entry.split("=") for entry in headers["x-ms-documentdb-query-metrics"].split(";"))
    assert (int(metrics["retrievedDocumentCount"]), int(metrics["outputDocumentCount"])) == (5, len(found))
    indexes = headers["x-ms-cosmos-index-utilization"]
    assert [each["IndexSpec"] for each in indexes["UtilizedSingleIndexes"]] == ["/owner/?", "/kind/?"]
    assert indexes["UtilizedCompositeIndexes"][0]["IndexSpecs"] == ["/kind ASC", "/level ASC", "/id ASC"]
