"""Reads from a replica that is behind: stale for others, refused to those whose session knows better."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain, combinations, product
from pathlib import Path

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.aio import ContainerProxy
from azure.cosmos.exceptions import CosmosResourceNotFoundError

from benchdog.embedded_cosmos import EmbeddedCosmos
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.embedded_cosmos.wire import CosmosRequest
from tests.contract.embedded_cosmos.faulty_engine import a_client, an_item, stored_ids


@dataclass
class Sessions:
    """
    One container in two sessions.

    Attributes:
        writer: whose session tokens name its own writes.
        reader: somebody else, who heard of no write.
    """

    plan: FaultPlan
    writer: ContainerProxy
    reader: ContainerProxy


@asynccontextmanager
async def sessions_on(data_dir: Path, plan: FaultPlan) -> AsyncIterator[Sessions]:
    engine = EmbeddedCosmos(data_dir, consistency="Session", faults=plan)
    async with a_client(engine) as writing, a_client(engine) as reading:
        database = await writing.create_database("persistence")
        container = await database.create_container("items", PartitionKey("/owner"))
        others = reading.get_database_client("persistence").get_container_client("items")
        yield Sessions(plan, container, others)
    await engine.close()


@pytest.fixture
async def sessions(tmp_path: Path) -> AsyncIterator[Sessions]:
    async with sessions_on(tmp_path, FaultPlan()) as opened:
        yield opened


async def test_somebody_else_reads_the_older_state(sessions: Sessions):
    await sessions.writer.create_item(an_item("old"))
    sessions.plan.replica.fall_behind()
    await sessions.writer.create_item(an_item("new"))

    assert await stored_ids(sessions.reader) == {"old"}
    with pytest.raises(CosmosResourceNotFoundError) as missing:
        await sessions.reader.read_item("new", "ada")
    assert not missing.value.sub_status


async def test_whoever_wrote_is_refused_and_never_shown_the_older_state(sessions: Sessions):
    sessions.plan.replica.fall_behind()
    await sessions.writer.create_item(an_item())

    with pytest.raises(CosmosResourceNotFoundError) as refused:
        await sessions.writer.read_item("a", "ada")

    assert refused.value.sub_status == 1002


async def test_reads_are_right_again_once_the_replica_caught_up(sessions: Sessions):
    sessions.plan.replica.fall_behind()
    await sessions.writer.create_item(an_item())

    sessions.plan.replica.catch_up()

    assert await stored_ids(sessions.writer) == await stored_ids(sessions.reader) == {"a"}


async def test_a_session_that_knows_only_what_the_replica_knows_is_served(sessions: Sessions):
    await sessions.writer.create_item(an_item("old"))
    sessions.plan.replica.fall_behind()

    assert (await sessions.writer.read_item("old", "ada"))["id"] == "old"
    batch = await sessions.writer.execute_item_batch([("read", ("old",))], "ada")
    assert batch[0]["statusCode"] == 200


async def test_a_lag_of_three_writes_shows_them_together(tmp_path: Path):
    """From the start, and a container that is created is known at once."""
    async with sessions_on(tmp_path, FaultPlan(replica_lag_writes=3)) as sessions:
        seen = []
        for number in range(7):
            await sessions.writer.create_item(an_item(str(number)))
            seen.append(len(await stored_ids(sessions.reader)))

        assert seen == [0, 0, 3, 3, 3, 6, 6]


async def test_strong_consistency_and_a_lag_do_not_fit_together(tmp_path: Path):
    with pytest.raises(ValueError, match="Session"):
        EmbeddedCosmos(tmp_path, faults=FaultPlan(replica_lag_writes=3))
    plan = FaultPlan()
    engine = EmbeddedCosmos(tmp_path, faults=plan)

    with pytest.raises(ValueError, match="Session"):
        plan.replica.fall_behind()

    await engine.close()


HEADERS = (
    "x-ms-cosmos-is-batch-request",
    "x-ms-cosmos-is-query-plan-request",
    "x-ms-documentdb-isquery",
    "x-ms-documentdb-is-upsert",
    "a-im",
)
BODIES = (
    b"",
    b"[]",
    b'[{"operationType":"Read","id":"a"}]',
    b'[{"operationType":"Read","operationType":"Delete","id":"a"}]',
    b'{"id":"a","owner":"ada","query":"SELECT * FROM c","operationType":"Read"}',
)


async def test_no_request_makes_a_replica_that_is_behind_change_anything(tmp_path: Path):
    """Whatever a request calls itself: what is taken for a read is one."""
    plan = FaultPlan()
    engine = EmbeddedCosmos(tmp_path, consistency="Session", faults=plan)
    async with a_client(engine) as client:
        database = await client.create_database("persistence")
        await database.create_container("items", PartitionKey("/owner"))
    items = ("dbs", "persistence", "colls", "items", "docs")
    asked = set()

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"):
        for path, body in product((items, (*items, "a")), BODIES):
            for named in chain.from_iterable(combinations(HEADERS, count) for count in range(4)):
                plan.replica.fall_behind()
                headers = {"x-ms-documentdb-partitionkey": '["ada"]'} | dict.fromkeys(named, "True")
                answer = await engine.handle(CosmosRequest(method, path, headers, body))
                asked.add(answer.status)

    await engine.close()
    assert 500 not in asked
    assert {200, 201, 204, 404} <= asked
