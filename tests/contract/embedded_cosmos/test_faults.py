"""The engine fails on command, as the service and the network do, and the real SDK meets it."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from azure.core.exceptions import ServiceRequestError
from azure.cosmos.aio import ContainerProxy
from azure.cosmos.exceptions import CosmosHttpResponseError, CosmosResourceNotFoundError

from benchdog.embedded_cosmos.faults import (
    READS,
    WRITES,
    Delay,
    Disconnection,
    FaultPlan,
    FaultRule,
    Refusal,
    ShortPage,
)
from tests.contract.embedded_cosmos.faulty_engine import a_container

ITEM = {"id": "a", "owner": "ada", "level": 1}


class CountedSleep:
    """Notes how long somebody wanted to sleep, and lets them go on."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def sleep() -> CountedSleep:
    return CountedSleep()


@pytest.fixture
def plan(sleep: CountedSleep) -> FaultPlan:
    return FaultPlan(random=Random(1), sleep=sleep)


@pytest.fixture
async def container(tmp_path: Path, plan: FaultPlan) -> AsyncIterator[ContainerProxy]:
    async with a_container(tmp_path, faults=plan) as opened:
        yield opened


async def stored_levels(container: ContainerProxy) -> list[int]:
    found = container.query_items("SELECT c.level FROM c", partition_key="ada")
    return [item["level"] async for item in found]


async def test_a_dropped_connection_leaves_nothing_behind(container: ContainerProxy, plan: FaultPlan):
    plan.add(FaultRule(fault=Disconnection(), operations=WRITES, times=1))

    with pytest.raises(ServiceRequestError):
        await container.create_item(ITEM)

    assert await stored_levels(container) == []


async def test_a_lost_answer_belongs_to_a_change_that_was_made(container: ContainerProxy, plan: FaultPlan):
    plan.add(FaultRule(fault=Disconnection(when="after"), operations=WRITES, times=1))

    with pytest.raises(ServiceRequestError):
        await container.create_item(ITEM)

    assert await stored_levels(container) == [1]


@pytest.mark.parametrize(
    ("status", "substatus"), [(449, 0), (503, 0), (500, 0), (408, 0), (403, 3), (429, 3200), (410, 1002)]
)
@pytest.mark.parametrize(("when", "left"), [("before", []), ("after", [1])])
async def test_a_refusal_has_the_status_that_was_asked_for(
    container: ContainerProxy, plan: FaultPlan, status, substatus, when, left
):
    refusal = Refusal(when=when, status=status, substatus=substatus, retry_after_ms=0)
    rule = plan.add(FaultRule(fault=refusal, operations=WRITES))

    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.create_item(ITEM)

    plan.remove(rule)
    assert (refused.value.status_code, refused.value.sub_status or 0) == (status, substatus)
    assert refused.value.headers["x-ms-retry-after-ms"] == "0"
    assert await stored_levels(container) == left


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_delay_sleeps_and_changes_nothing_else(
    container: ContainerProxy, plan: FaultPlan, sleep: CountedSleep, when
):
    plan.add(FaultRule(fault=Delay(when=when, seconds=2.5), operations=WRITES))

    await container.create_item(ITEM)

    assert sleep.seconds == [2.5]
    assert await stored_levels(container) == [1]


async def test_a_batch_of_reads_is_no_write(container: ContainerProxy, plan: FaultPlan):
    await container.create_item(ITEM)
    writes = plan.add(FaultRule(fault=Disconnection(), operations=WRITES))

    await container.execute_item_batch([("read", ("a",))], "ada")
    with pytest.raises(ServiceRequestError):
        await container.execute_item_batch([("read", ("a",)), ("delete", ("a",))], "ada")

    assert writes.struck == 1


async def test_a_rule_is_about_one_container_and_one_method(container: ContainerProxy, plan: FaultPlan):
    plan.add(FaultRule(fault=Disconnection(), container="others"))
    plan.add(FaultRule(fault=Disconnection(), method="DELETE"))

    await container.create_item(ITEM)

    with pytest.raises(ServiceRequestError):
        await container.delete_item("a", "ada")


async def test_a_rule_skips_then_strikes_every_nth_request_until_it_is_used_up(
    container: ContainerProxy, plan: FaultPlan
):
    rule = FaultRule(fault=Disconnection(), operations=READS, skip=1, every=3, times=2)
    armed = plan.add(rule)

    outcomes = [await is_found(container) for _ in range(9)]

    assert outcomes == [True, False, True, True, False, True, True, True, True]
    assert armed.struck == 2


async def test_a_rate_strikes_that_share_of_the_requests(container: ContainerProxy, plan: FaultPlan):
    armed = plan.add(FaultRule(fault=Disconnection(), operations=READS, rate=0.25))

    lost = [await is_found(container) for _ in range(200)].count(False)

    assert lost == armed.struck
    assert 30 <= lost <= 70


async def test_a_plan_can_be_cleared_while_the_engine_runs(container: ContainerProxy, plan: FaultPlan):
    plan.add(FaultRule(fault=Refusal(status=500)))
    plan.clear()

    assert await stored_levels(container) == []


async def test_something_may_happen_before_the_victim_knows(container: ContainerProxy, plan: FaultPlan):
    async def somebody_else_deletes() -> None:
        await container.delete_item("a", "ada")

    rule = FaultRule(fault=Disconnection(when="after"), operations=WRITES, times=1)
    plan.add(rule, meanwhile=somebody_else_deletes)

    with pytest.raises(ServiceRequestError):
        await container.create_item(ITEM)

    assert await stored_levels(container) == []


@pytest.mark.parametrize("max_items", [0, 1, 3])
async def test_a_query_over_short_and_empty_pages_finds_everything(
    container: ContainerProxy, plan: FaultPlan, max_items
):
    for level in range(10):
        await container.create_item({"id": str(level), "owner": "ada", "level": level})
    rule = FaultRule(fault=ShortPage(max_items=max_items), operations={"query"}, every=2)
    armed = plan.add(rule)

    pages = container.query_items("SELECT c.level FROM c", partition_key="ada", max_item_count=4).by_page()
    found = [[item["level"] async for item in page] async for page in pages]

    assert len(found[0]) == (max_items or 4), "the SDK passes over an empty page by itself"
    assert sorted(level for page in found for level in page) == list(range(10))
    assert armed.struck >= 2


async def test_a_query_goes_on_when_it_is_told_that_its_range_was_split(
    container: ContainerProxy, plan: FaultPlan
):
    """The SDK looks up the ranges anew."""
    await container.create_item(ITEM)
    split = FaultRule(fault=Refusal(status=410, substatus=1002), operations={"query"}, times=1)
    armed = plan.add(split)

    found = [item["id"] async for item in container.query_items("SELECT c.id FROM c")]

    assert (found, armed.struck) == (["a"], 1)


async def is_found(container: ContainerProxy) -> bool:
    """Whether a read was answered, although there is nothing to be found."""
    try:
        await container.read_item("nothing", "ada")
    except CosmosResourceNotFoundError:
        return True
    except ServiceRequestError:
        return False
    raise AssertionError("There is no such item.")
