"""Items, as Azure Cosmos DB keeps them."""

from typing import Any

import apsw
import pytest
from azure.core import MatchConditions
from azure.core.pipeline import PipelineResponse
from azure.cosmos import PartitionKey
from azure.cosmos.exceptions import (
    CosmosAccessConditionFailedError,
    CosmosHttpResponseError,
    CosmosResourceExistsError,
    CosmosResourceNotFoundError,
)

ITEM = {"id": "a", "owner": "ada", "kind": "session", "level": 1}


def unless_changed(etag):
    return {"etag": etag, "match_condition": MatchConditions.IfNotModified}


async def test_an_item_comes_back_as_it_was_written_with_the_members_of_the_system(container):
    item = {**ITEM, "text": "漢字 😀 \u2028", "big": "x" * 100_000, "nested": {"deep": [1, 2.5, None, True]}}

    created = await container.create_item(item)
    read = await container.read_item("a", "ada")

    assert read == created
    assert {name: read[name] for name in item} == item
    assert {"_rid", "_self", "_etag", "_attachments", "_ts"} < set(read)


async def test_an_id_is_taken_only_within_its_partition(container):
    await container.create_item(ITEM)
    await container.create_item({**ITEM, "owner": "grace"})

    with pytest.raises(CosmosResourceExistsError):
        await container.create_item(ITEM)


async def test_a_missing_item_is_not_found_by_any_operation(container):
    for attempt in (
        container.read_item("missing", "ada"),
        container.replace_item("missing", {**ITEM, "id": "missing"}),
        container.delete_item("missing", "ada"),
        container.patch_item("missing", "ada", [{"op": "set", "path": "/level", "value": 1}]),
    ):
        with pytest.raises(CosmosResourceNotFoundError):
            await attempt


async def test_of_two_conditional_replacements_the_second_is_refused(container):
    created = await container.create_item(ITEM)
    await container.replace_item("a", {**ITEM, "level": 2}, **unless_changed(created["_etag"]))

    with pytest.raises(CosmosAccessConditionFailedError):
        await container.replace_item("a", {**ITEM, "level": 3}, **unless_changed(created["_etag"]))

    assert (await container.read_item("a", "ada"))["level"] == 2


async def test_a_conditional_deletion_is_refused_after_a_change(container):
    created = await container.create_item(ITEM)
    replaced = await container.replace_item("a", {**ITEM, "level": 2})

    with pytest.raises(CosmosAccessConditionFailedError):
        await container.delete_item("a", "ada", **unless_changed(created["_etag"]))
    await container.delete_item("a", "ada", **unless_changed(replaced["_etag"]))

    with pytest.raises(CosmosResourceNotFoundError):
        await container.read_item("a", "ada")


async def test_every_write_gives_another_etag_even_if_nothing_changed(container):
    first = await container.upsert_item(ITEM)
    second = await container.upsert_item(ITEM)

    assert first["_etag"] != second["_etag"]


async def test_a_read_of_what_the_client_has_answers_without_a_body(container):
    created = await container.create_item(ITEM)

    answer = await container.read_item(
        "a", "ada", etag=created["_etag"], match_condition=MatchConditions.IfModified
    )

    assert dict(answer) == {}


async def test_an_answer_without_the_item_still_has_its_etag(container):
    answer = await container.create_item(ITEM, no_response=True)
    read = await container.read_item("a", "ada")

    assert dict(answer) == {}
    assert answer.get_response_headers()["etag"] == read["_etag"]


@pytest.mark.parametrize(
    "item_id", ["", "a/b", "a\\b", "a?b", "a#b", "x" * 1024], ids=["empty", "/", "\\", "?", "#", "long"]
)
async def test_an_impossible_id_is_refused(container, item_id):
    with pytest.raises((CosmosHttpResponseError, ValueError)) as refused:
        await container.create_item({**ITEM, "id": item_id})

    assert getattr(refused.value, "status_code", 400) == 400


async def test_an_item_of_two_megabytes_and_a_byte_is_refused(container):
    overhead = len('{"id":"a","owner":"ada","kind":"session","level":1,"text":""}')
    limit = 2 * 1024 * 1024

    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.create_item({**ITEM, "text": "x" * (limit - overhead + 1)})

    assert refused.value.status_code == 413


async def test_an_expired_item_is_gone_at_once_and_its_id_is_free(container, clock):
    await container.create_item({**ITEM, "ttl": 60})
    clock.advance(59)
    assert (await container.read_item("a", "ada"))["ttl"] == 60
    clock.advance(1)

    with pytest.raises(CosmosResourceNotFoundError):
        await container.read_item("a", "ada")
    assert [item async for item in container.query_items("SELECT * FROM c", partition_key="ada")] == []
    await container.create_item(ITEM)
    clock.advance(10**9)
    assert (await container.read_item("a", "ada"))["level"] == 1


async def test_expired_items_leave_the_file_when_something_is_written(container, clock, tmp_path):
    for number in range(20):
        await container.create_item({"id": str(number), "owner": "ada", "ttl": 60})
    clock.advance(120)

    await container.create_item(ITEM)

    file = apsw.Connection(str(tmp_path / "cosmos.db"))
    table = file.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'items%'").get
    stored = file.execute(f"SELECT id FROM {table}")
    assert [item_id for (item_id,) in stored] == ["a"]


async def test_the_session_token_grows_with_every_write_and_a_read_never_has_an_older_one(container):
    def lsn(answer):
        return int(answer.get_response_headers()["x-ms-session-token"].partition("#")[2])

    first = lsn(await container.create_item(ITEM))
    second = lsn(await container.upsert_item(ITEM))
    batch = lsn(await container.execute_item_batch([("upsert", (ITEM,))], "ada"))
    read = lsn(await container.read_item("a", "ada"))

    assert first < second < batch <= read


@pytest.mark.parametrize("ttl", [0, None, -2, "60", 1.5])
async def test_an_impossible_ttl_is_refused(container, ttl):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.create_item({**ITEM, "ttl": ttl})

    assert refused.value.status_code == 400


async def test_request_charges_follow_the_published_table(container):
    small = await container.create_item(ITEM)
    large = await container.create_item({**ITEM, "id": "b", "text": "x" * (512 * 1024)})

    assert 5 <= float(small.get_response_headers()["x-ms-request-charge"]) <= 7
    assert 180 <= float(large.get_response_headers()["x-ms-request-charge"]) <= 190


async def test_deleting_a_partition_costs_as_much_as_deleting_its_items_one_by_one(container):
    """And no more than any request where there is nothing left to delete."""
    charges: list[float] = []

    def note(answer: PipelineResponse[Any, Any]) -> None:
        charges.append(float(answer.http_response.headers["x-ms-request-charge"]))

    for _ in range(2):
        await container.create_item({**ITEM, "text": "x" * 4096})
        await container.create_item({**ITEM, "id": "b", "text": "x" * 8192})
        if not charges:
            await container.delete_item("a", "ada", raw_response_hook=note)
            await container.delete_item("b", "ada", raw_response_hook=note)

    await container.delete_all_items_by_partition_key("ada", raw_response_hook=note)
    await container.delete_all_items_by_partition_key("ada", raw_response_hook=note)

    one, other, together, nothing = charges
    assert together == pytest.approx(one + other, abs=0.02)
    assert nothing == 1


async def test_a_container_made_anew_is_found_by_a_client_that_knew_the_old_one(client, container):
    await container.create_item(ITEM)
    database = client.get_database_client("persistence")
    await database.delete_container("sessions")
    await database.create_container("sessions", PartitionKey("/owner"))

    await container.create_item(ITEM)

    assert (await container.read_item("a", "ada"))["level"] == 1


async def test_what_the_engine_does_not_have_says_its_name(container):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.scripts.create_stored_procedure({"id": "p", "body": "function () {}"})

    assert refused.value.status_code == 501
    assert "stored procedure" in refused.value.message


async def test_members_of_the_system_cannot_be_set_by_a_client(container):
    await container.create_item({**ITEM, "_ts": 1, "_etag": "mine", "_rid": "mine"})

    read = await container.read_item("a", "ada")

    assert read["_ts"] == 1_800_000_000
    assert "mine" not in {read["_etag"], read["_rid"]}


async def test_an_item_may_be_nested_to_128_levels(container):
    def nested(levels):
        value: object = 1
        for _ in range(levels):
            value = [value]
        return value

    await container.create_item({**ITEM, "value": nested(127)})
    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.create_item({**ITEM, "id": "b", "value": nested(128)})

    assert refused.value.status_code == 400


async def test_a_number_beyond_64_bits_is_kept_as_a_double(container):
    await container.create_item({**ITEM, "level": 10**30})

    assert (await container.read_item("a", "ada"))["level"] == 1e30


async def test_a_condition_that_the_engine_does_not_check_is_refused_and_not_ignored(container):
    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.upsert_item(ITEM, etag='"x"', match_condition=MatchConditions.IfModified)

    assert refused.value.status_code == 501
    with pytest.raises(CosmosResourceNotFoundError):
        await container.read_item("a", "ada")


async def test_a_partition_key_may_be_of_any_scalar_type_and_each_is_a_partition(container):
    for number, key in enumerate(("1", 1, True, None)):
        await container.create_item({"id": "a", "owner": key, "level": number})

    found = [(await container.read_item("a", key))["level"] for key in ("1", 1.0, True, None)]

    assert found == [0, 1, 2, 3]
