"""Transactional batches and partial updates."""

import pytest
from azure.cosmos.exceptions import (
    CosmosAccessConditionFailedError,
    CosmosBatchOperationError,
    CosmosHttpResponseError,
    CosmosResourceNotFoundError,
)

ITEM = {"id": "a", "owner": "ada", "rank": 1, "list": [1, 2, 3], "inner": {"count": 1}}


async def test_a_batch_is_applied_whole_and_answers_part_by_part(container):
    await container.create_item(ITEM)

    results = await container.execute_item_batch(
        [
            ("create", ({"id": "b", "owner": "ada"},)),
            ("upsert", ({"id": "c", "owner": "ada"},)),
            ("replace", ("a", {**ITEM, "rank": 2})),
            ("patch", ("a", [{"op": "incr", "path": "/rank", "value": 5}])),
            ("read", ("a",)),
            ("delete", ("b",)),
        ],
        "ada",
    )

    assert [result["statusCode"] for result in results] == [201, 201, 200, 200, 200, 204]
    assert results[4]["resourceBody"]["rank"] == 7
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
    await container.replace_item("a", {**ITEM, "rank": 2})

    with pytest.raises(CosmosBatchOperationError) as failed:
        await container.execute_item_batch(
            [
                ("create", ({"id": "b", "owner": "ada"},)),
                ("replace", ("a", {**ITEM, "rank": 3}), {"if_match_etag": created["_etag"]}),
            ],
            "ada",
        )

    assert failed.value.status_code == 412
    assert (await container.read_item("a", "ada"))["rank"] == 2


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
        ({"op": "replace", "path": "/rank", "value": None}, "rank", None),
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
        {"op": "multiply", "path": "/rank", "value": 2},
        {"op": "set", "path": "rank", "value": 2},
    ],
)
async def test_a_patch_that_does_not_fit_changes_nothing(container, operation):
    before = await container.create_item(ITEM)

    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.patch_item("a", "ada", [{"op": "set", "path": "/rank", "value": 99}, operation])

    assert refused.value.status_code == 400
    assert await container.read_item("a", "ada") == before


async def test_a_patch_is_applied_only_where_its_predicate_is_true(container):
    await container.create_item(ITEM)
    change = [{"op": "set", "path": "/rank", "value": 9}]

    await container.patch_item(
        "a", "ada", change, filter_predicate="FROM c WHERE c.rank = 1 AND c.inner.count < 2"
    )
    with pytest.raises(CosmosAccessConditionFailedError):
        await container.patch_item("a", "ada", change, filter_predicate="FROM c WHERE c.missing = 1")

    assert (await container.read_item("a", "ada"))["rank"] == 9
