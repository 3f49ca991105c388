"""A disk without room, and processes that end in the middle of a write."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import apsw
import pytest
from azure.cosmos.aio import ContainerProxy
from azure.cosmos.exceptions import CosmosBatchOperationError, CosmosHttpResponseError

from benchdog.embedded_cosmos.faults import (
    WRITES,
    FaultPlan,
    FaultRule,
    FaultyDisk,
    FullDisk,
    ProcessEnd,
)
from tests.contract.embedded_cosmos.faulty_engine import a_container, an_item, stored_ids

WRITER = Path(__file__).with_name("writing_process.py")
KILLED = 137


@pytest.fixture
def disk() -> FaultyDisk:
    return FaultyDisk()


@pytest.fixture
def plan(disk: FaultyDisk) -> FaultPlan:
    return FaultPlan(disk=disk)


@pytest.fixture
async def container(tmp_path: Path, plan: FaultPlan) -> AsyncIterator[ContainerProxy]:
    async with a_container(tmp_path, faults=plan) as opened:
        yield opened


async def test_a_full_disk_is_told_and_nothing_is_acknowledged(container: ContainerProxy, disk: FaultyDisk):
    """RELIABILITY 2.34"""
    await container.create_item(an_item("before"))
    disk.is_full = True

    with pytest.raises(CosmosHttpResponseError) as refused:
        await container.create_item(an_item("meanwhile"))

    disk.is_full = False
    assert refused.value.status_code == 507
    assert await stored_ids(container) == {"before"}


async def test_everything_works_again_when_there_is_room(container: ContainerProxy, plan: FaultPlan):
    """RELIABILITY 2.34, without a new start"""
    plan.add(FaultRule(fault=FullDisk(), operations=WRITES, times=2))
    creating = [container.create_item(an_item(item_id)) for item_id in ("first", "second")]
    refused = await asyncio.gather(*creating, return_exceptions=True)
    assert [getattr(each, "status_code", None) for each in refused] == [507, 507]

    await container.create_item(an_item("third"))

    assert await stored_ids(container) == {"third"}


async def test_a_batch_that_finds_no_room_leaves_no_half(container: ContainerProxy, disk: FaultyDisk):
    disk.is_full = True

    with pytest.raises((CosmosHttpResponseError, CosmosBatchOperationError)):
        await container.execute_item_batch(
            [("create", (an_item(item_id, text="x" * 50_000),)) for item_id in "abc"], "ada"
        )

    disk.is_full = False
    assert await stored_ids(container) == set()


async def test_a_fault_of_the_disk_needs_a_disk():
    with pytest.raises(ValueError, match="FaultyDisk"):
        FaultPlan([FaultRule(fault=FullDisk())])


@pytest.mark.parametrize(
    ("end", "is_stored"),
    [
        (ProcessEnd(when="commit"), False),
        (ProcessEnd(when="commit", disk_writes=3), False),
        (ProcessEnd(when="after"), True),
    ],
    ids=str,
)
async def test_a_write_is_stored_if_its_commit_was_complete_when_the_process_ended(
    tmp_path: Path, end: ProcessEnd, is_stored: bool
):
    """[S6] The third of its writes; those before it are there in any case."""
    rule = FaultRule(fault=end, operations={"upsert"}, skip=2)
    plan_file = tmp_path / "faults.json"
    plan_file.write_text(json.dumps({"rules": [json.loads(rule.model_dump_json())]}))

    writer = await asyncio.create_subprocess_exec(
        sys.executable, WRITER, tmp_path, "append", "0", plan_file, stdout=asyncio.subprocess.PIPE
    )
    acknowledged, _ = await writer.communicate()

    assert writer.returncode == KILLED
    assert acknowledged.split() == [b"1", b"2"]
    async with a_container(tmp_path) as container:
        assert await stored_ids(container) == ({"1", "2", "3"} if is_stored else {"1", "2"})
    assert apsw.Connection(str(tmp_path / "cosmos.db")).execute("PRAGMA integrity_check").get == "ok"
