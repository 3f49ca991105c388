"""What the SDK sends for each of its methods, in the kinds of operations that rules name."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from azure.cosmos.aio import ContainerProxy

from benchdog.embedded_cosmos.faults import EVERY_OPERATION, READS, WRITES, Delay, FaultPlan, FaultRule
from benchdog.embedded_cosmos.faults.operations import OperationKind
from tests.contract.embedded_cosmos.faulty_engine import a_container, an_item


async def all_of(found: AsyncIterator[Any]) -> list[Any]:
    return [item async for item in found]


METHODS: dict[str, tuple[Callable[[ContainerProxy], Awaitable[Any]], set[OperationKind]]] = {
    "read_item": (lambda c: c.read_item("a", "ada"), {"read"}),
    "create_item": (lambda c: c.create_item(an_item("b")), {"create"}),
    "upsert_item": (lambda c: c.upsert_item(an_item()), {"upsert"}),
    "replace_item": (lambda c: c.replace_item("a", an_item(level=2)), {"replace"}),
    "patch_item": (
        lambda c: c.patch_item("a", "ada", [{"op": "set", "path": "/level", "value": 2}]),
        {"patch"},
    ),
    "delete_item": (lambda c: c.delete_item("a", "ada"), {"delete"}),
    "delete_all_items_by_partition_key": (
        lambda c: c.delete_all_items_by_partition_key("ada"),
        {"delete_partition"},
    ),
    "a batch of reads": (lambda c: c.execute_item_batch([("read", ("a",))], "ada"), {"read_batch"}),
    "a batch that changes": (
        lambda c: c.execute_item_batch([("read", ("a",)), ("delete", ("a",))], "ada"),
        {"batch"},
    ),
    "query_items": (lambda c: all_of(c.query_items("SELECT * FROM c", partition_key="ada")), {"query"}),
    "query_items over partitions": (
        lambda c: all_of(c.query_items("SELECT * FROM c ORDER BY c.level")),
        {"query", "query_plan"},
    ),
    "read_all_items": (lambda c: all_of(c.read_all_items()), {"query"}),
    "query_items_change_feed": (
        lambda c: all_of(c.query_items_change_feed(start_time="Beginning")),
        {"change_feed"},
    ),
    "read": (lambda c: c.read(), {"metadata"}),
}


@pytest.mark.parametrize(("method", "kinds"), METHODS.values(), ids=METHODS.keys())
async def test_a_method_of_the_sdk_is_an_operation_of_its_kind(tmp_path: Path, method, kinds):
    """Besides what it looks up about the container on its way."""
    plan = FaultPlan()
    async with a_container(tmp_path, faults=plan) as container:
        await container.create_item(an_item())
        armed = [
            plan.add(FaultRule(fault=Delay(seconds=0), operations={kind})) for kind in get_args(OperationKind)
        ]

        await method(container)

    struck = {kind for each in armed if each.struck for kind in each.rule.operations}
    assert struck | {"metadata"} == kinds | {"metadata"}


def test_reads_and_writes_are_different_and_not_everything():
    assert not READS & WRITES
    assert {"query_plan", "metadata"} == EVERY_OPERATION - READS - WRITES
