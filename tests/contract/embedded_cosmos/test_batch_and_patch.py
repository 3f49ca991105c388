"""Transactional batches and partial updates."""

import pytest
from azure.cosmos.exceptions import (
    CosmosAccessConditionFailedError,
    CosmosBatchOperationError,
    CosmosHttpResponseError,
    CosmosResourceNotFoundError,
)

ITEM = {"id": "a", "owner": "ada", "level": 1, "list": [1, 2, 3], "inner": {"count": 1}}


async def test_a_batch_is_applied_whole_and_answers_part_by_part(container):
    await container.create_item(ITEM)

    results = await container.execute_item_batch(
        [
            ("create", ({"id": "b", "owner": "ada"},)),
            ("upsert", ({"id": "c", "owner": "ada"},)),
            ("replace", ("a", {**ITEM, "level": 2})),
            ("patch", ("a", [{"op": "incr", "path": "/level", "value": 5}])),
            ("read", ("a",)),
            ("delete", ("b",)),
        ],
        "ada",
    )

    assert [result["statusCode"] for result in results] == [201, 201, 200, 200, 200, 204]
    assert results[4]["resourceBody"]["level"] == 7
    assert results[4]["eTag"] == (await container.read_item("a", "ada"))["_etag"]


async def test_a_batch_that_fails_leaves_nothing_and_names_the_part(container):
    await container.create_item(ITEM)

    with pytest.raises(CosmosBatchOperationError) as failed:
        await container.execute_item_batch(
            [
                ("create", ({"id": "b", "owner": "ada"},)),
                ("create", (ITEM,)),
                ("delete", ("a",)),
            ],
            "ada",
        )

    assert (failed.value.status_code, failed.value.error_index) == (409, 1)
    assert [part["statusCode"] for part in failed.value.operation_responses] == [424, 409, 424]
    with pytest.raises(CosmosResourceNotFoundError):
        await container.read_item("b", "ada")


async def test_a_condition_within_a_batch_is_checked(container):
    created = await container.create_item(ITEM)
    await container.replace_item("a", {**ITEM, "level": 2})

    with pytest.raises(CosmosBatchOperationError) as failed:
        await container.execute_item_batch(
            [
                ("create", ({"id": "b", "owner": "ada"},)),
                ("replace", ("a", {**ITEM, "level": 3}), {"if_match_etag": created["_etag"]}),
            ],
            "ada",
        )

    assert failed.value.status_code == 412
    assert (await container.read_item("a", "ada"))["level"] == 2


async def test_a_batch_of_another_partition_or_of_101_operations_is_refused(container):
    with pytest.raises(CosmosBatchOperationError) as foreign:
        await container.execute_item_batch([("create", ({"id": "b", "owner": "grace"},))], "ada")
    with pytest.raises(CosmosHttpResponseError) as long:
        await container.execute_item_batch(
            [("create", ({"id": str(number), "owner": "ada"},)) for number in range(101)], "ada"
        )

    assert foreign.value.status_code == 400
    assert long.value.status_code == 400


@pytest.mark.parametrize(
    ("operation", "path", "expected"),
    [
        ({"op": "add", "path": "/new", "value": 1}, "new", 1),
        ({"op": "add", "path": "/list/1", "value": 9}, "list", [1, 9, 2, 3]),
        ({"op": "add", "path": "/list/-", "value": 9}, "list", [1, 2, 3, 9]),
        ({"op": "set", "path": "/list/1", "value": 9}, "list", [1, 9, 3]),
        ({"op": "set", "path": "/inner/count", "value": 9}, "inner", {"count": 9}),
        ({"op": "replace", "path": "/level", "value": None}, "level", None),
        ({"op": "remove", "path": "/list/0"}, "list", [2, 3]),
        ({"op": "incr", "path": "/inner/count", "value": -2.5}, "inner", {"count": -1.5}),
        ({"op": "incr", "path": "/fresh", "value": 2}, "fresh", 2),
        ({"op": "move", "from": "/inner/count", "path": "/moved"}, "moved", 1),
    ],
)
async def test_a_patch_operation(container, operation, path, expected):
    await container.create_item(ITEM)

    patched = await container.patch_item("a", "ada", [operation])

    assert patched[path] == expected
    assert (await container.read_item("a", "ada"))[path] == expected


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/missing", "value": 1},
        {"op": "remove", "path": "/missing"},
        {"op": "set", "path": "/missing/deep", "value": 1},
        {"op": "set", "path": "/list/9", "value": 1},
        {"op": "incr", "path": "/list", "value": 1},
        {"op": "set", "path": "/_etag", "value": "x"},
        {"op": "set", "path": "/id", "value": "x"},
        {"op": "set", "path": "/owner", "value": "grace"},
        {"op": "multiply", "path": "/level", "value": 2},
        {"op": "set", "path": "level", "value": 2},
    ],
)
async def test_a_patch_that_does_not_fit_changes_nothing(container, operation):
    before = await container.create_item(ITEM)

    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.patch_item("a", "ada", [{"op": "set", "path": "/level", "value": 99}, operation])

    assert refused.value.status_code == 400
    assert await container.read_item("a", "ada") == before


async def test_a_patch_is_applied_only_where_its_predicate_is_true(container):
    await container.create_item(ITEM)
    change = [{"op": "set", "path": "/level", "value": 9}]

    await container.patch_item(
        "a", "ada", change, filter_predicate="FROM c WHERE c.level = 1 AND c.inner.count < 2"
    )
    with pytest.raises(CosmosAccessConditionFailedError):
        await container.patch_item("a", "ada", change, filter_predicate="FROM c WHERE c.missing = 1")

    assert (await container.read_item("a", "ada"))["level"] == 9


async def test_a_batch_without_answers_still_has_its_etags_and_what_was_read(container):
    await container.create_item(ITEM)

    written = await container.execute_item_batch(
        [("upsert", ({**ITEM, "text": "x" * 100_000},)), ("read", ("a",))], "ada", no_response=True
    )

    assert "resourceBody" not in written[0]
    assert written[0]["eTag"] == written[1]["resourceBody"]["_etag"]


async def test_a_batch_of_reads_gives_items_in_the_order_asked_or_names_the_missing_one(container):
    for item_id in "abc":
        await container.create_item({**ITEM, "id": item_id})

    found = await container.execute_item_batch([("read", (item_id,)) for item_id in "cab"], "ada")
    with pytest.raises(CosmosBatchOperationError) as missing:
        await container.execute_item_batch([("read", ("a",)), ("read", ("x",))], "ada")

    assert [part["resourceBody"]["id"] for part in found] == ["c", "a", "b"]
    assert (missing.value.status_code, missing.value.error_index) == (404, 1)


async def test_an_answer_of_more_than_four_megabytes_is_refused(container):
    for item_id in "abc":
        await container.create_item({**ITEM, "id": item_id, "text": "x" * 1_500_000})

    with pytest.raises(CosmosBatchOperationError) as refused:
        await container.execute_item_batch([("read", (item_id,)) for item_id in "abc"], "ada")

    assert (refused.value.status_code, refused.value.error_index) == (413, 2)


async def test_a_number_that_grows_beyond_a_double_is_refused(container):
    await container.create_item({**ITEM, "level": 1.7e308})

    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.patch_item("a", "ada", [{"op": "incr", "path": "/level", "value": 1.7e308}])

    assert refused.value.status_code == 400
