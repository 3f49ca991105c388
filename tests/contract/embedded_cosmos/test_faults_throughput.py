"""A container that has used up its request units says when to come again."""

from itertools import count
from pathlib import Path

import pytest
from azure.cosmos.exceptions import CosmosHttpResponseError, CosmosResourceNotFoundError

from benchdog.embedded_cosmos import EmbeddedCosmos
from tests.contract.embedded_cosmos.conftest import MovedClock
from tests.contract.embedded_cosmos.faulty_engine import a_container, an_item, stored_ids

LARGE = "x" * 100_000
"""Costs about 40 request units to write."""


async def test_an_operation_may_leave_a_debt_and_the_next_one_waits_for_it(tmp_path: Path, clock: MovedClock):
    async with a_container(tmp_path, request_units_per_second=10, monotonic=clock) as container:
        await container.create_item(an_item("first", text=LARGE))

        with pytest.raises(CosmosHttpResponseError) as throttled:
            await container.create_item(an_item("second"))

        assert (throttled.value.status_code, throttled.value.sub_status) == (429, 3200)
        wait_ms = int(throttled.value.headers["x-ms-retry-after-ms"])
        assert 2000 < wait_ms < 5000
        clock.advance(wait_ms / 1000 - 0.01)
        with pytest.raises(CosmosHttpResponseError):
            await container.read_item("first", "ada")
        clock.advance(0.01)
        assert (await container.read_item("first", "ada"))["id"] == "first"


async def test_the_sdk_waits_as_long_as_it_is_told_and_succeeds(tmp_path: Path):
    """Each look at this clock takes 10 ms, so that a few attempts pay the debt."""
    ticks = count()
    options = {"request_units_per_second": 2000, "monotonic": lambda: next(ticks) / 100}
    async with a_container(tmp_path, throttle_retries=9, **options) as container:
        for item_id in ("first", "second", "third"):
            await container.create_item(an_item(item_id, text=LARGE * 10))

        assert await stored_ids(container) == {"first", "second", "third"}


async def test_units_are_saved_up_for_one_second_only(tmp_path: Path, clock: MovedClock):
    async with a_container(tmp_path, request_units_per_second=10, monotonic=clock) as container:
        clock.advance(3600)
        await container.create_item(an_item("first", text=LARGE))

        with pytest.raises(CosmosHttpResponseError, match="request rate"):
            await container.read_item("first", "ada")


async def test_refused_operations_cost_too(tmp_path: Path, clock: MovedClock):
    async with a_container(tmp_path, request_units_per_second=3, monotonic=clock) as container:
        for _ in range(4):
            with pytest.raises(CosmosResourceNotFoundError):
                await container.read_item("nothing", "ada")

        with pytest.raises(CosmosHttpResponseError, match="request rate"):
            await container.read_item("nothing", "ada")


async def test_definitions_and_other_containers_are_not_limited(tmp_path: Path, clock: MovedClock):
    async with a_container(tmp_path, request_units_per_second=10, monotonic=clock) as container:
        await container.create_item(an_item(text=LARGE))

        assert (await container.read())["id"] == "items"


def test_a_container_needs_some_units(tmp_path: Path):
    with pytest.raises(ValueError, match="more than 0"):
        EmbeddedCosmos(tmp_path, request_units_per_second=0)
