"""
Each call of the database that a request makes is lost in turn, or its answer: nobody's work is. [S3] [S8]

For every route that changes something: what was acknowledged is there once; what the answer says about the
change is true; and the same request again, under the same key, does what was asked, once.

With BENCHDOG_TEST_LOSSES=all (`make test-faults`) that is every route, and single calls are lost, too;
otherwise it is one route of each kind.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Final, Literal

import httpx2
import pytest
from fastapi import FastAPI

from benchdog.app import create_app, service_objects_for
from benchdog.cosmos.filters import Filter, Query
from benchdog.embedded_cosmos.faults import Delay, Disconnection, FaultPlan, FaultRule
from benchdog.settings import Settings
from benchdog.stores.idempotency_record_store import IdempotencyPolicy
from benchdog.stores.reconciler import Reconciler
from tests.contract.stores.world import MovedClock
from tests.integration.conftest import Caller
from tests.integration.openapi_requests import Operation, operations
from tests.integration.things import Things

CONTAINERS: Final = ("sessions", "snapshots", "snapshot_access_logs", "user_sessions", "idempotency_keys")
LEASE: Final = IdempotencyPolicy().lease + timedelta(seconds=1)
"""After that time a request whose answer could not be kept under its key may run again."""

EVERYTHING: Final = os.environ.get("BENCHDOG_TEST_LOSSES") == "all"

TIMES: Final[tuple[int | None, ...]] = (1, None) if EVERYTHING else (None,)
"""One call is lost, which the service makes up for by itself; or all from one on."""

OF_EACH_KIND: Final = frozenset(
    {
        "POST /persistence/sessions",
        "PUT /persistence/sessions/{session_id}",
        "DELETE /persistence/snapshots/{snapshot_id}",
        "GET /persistence/sessions/{session_id}",
        "GET /persistence/snapshots/{snapshot_id}",
    }
)

COUNTING: Final = ("visitor", "access_log")
"""What counts visits, which never make a request fail. [N4]"""

SHAPING: Final = (
    "kind",
    "version",
    "number",
    "title",
    "label",
    "is_deleted",
    "starred",
    "visits",
    "content_hash",
    "state",
)
Shape = Counter[tuple[str, ...]]
"""What somebody has in the database, but for ids and times."""


@dataclass(frozen=True)
class Loss:
    """From call number `skip` + 1 on, `times` calls to `container` are lost, or (`after`) their answers."""

    container: str
    when: Literal["before", "after"]
    times: int | None
    skip: int

    def rule(self) -> FaultRule:
        return FaultRule(
            fault=Disconnection(when=self.when), container=self.container, skip=self.skip, times=self.times
        )


@dataclass(frozen=True)
class Expected:
    """What somebody has before and after an operation, and how often it calls each container."""

    before: Shape
    after: Shape
    calls: dict[str, int]


@dataclass
class Service:
    app: FastAPI
    faults: FaultPlan
    clock: MovedClock
    numbers: Iterator[int]

    @asynccontextmanager
    async def newcomer(self) -> AsyncIterator[tuple[str, Caller]]:
        """Somebody who has nothing yet."""
        name = f"person{next(self.numbers)}"
        async with Caller(self.app) as caller:
            await caller.sign_in(name)
            yield name, caller

    async def shape(self, name: str, operation: Operation) -> Shape:
        stores = self.app.state.service.stores
        everything = Query.select("*", Filter("true"))
        items = await stores.snapshots.select(
            None, Query.select("*", Filter("c.owner_id = @name", {"@name": name})), limit=100
        )
        for container in (stores.sessions, stores.access_logs, stores.user_sessions):
            items += await container.select(name, everything, limit=100)
        counts = () if "access_logs" in operation.path else COUNTING
        return Shape(
            tuple(str(item.get(member)) for member in SHAPING)
            for item in items
            if item.get("kind") not in counts
        )


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    settings = Settings(
        data_dir=tmp_path / "data",
        retry_initial_delay_ms=1,
        circuit_breaker_failure_threshold=1_000_000,
        snapshot_opens_per_minute=0,
        sign_ins_per_minute=0,
    )
    faults, clock = FaultPlan(), MovedClock()
    app = create_app(settings)
    async with service_objects_for(settings, faults=faults, clock=clock) as objects:
        app.state.service = objects
        yield Service(app, faults, clock, count(1))


def owners_operations(*, is_change: bool) -> list[Operation]:
    document = create_app(Settings(data_dir=Path("unused"))).openapi()
    return [
        each
        for each in operations(document)
        if each.path.startswith("/persistence")
        and each.policy in {"signed_in", "link"}
        and (each.method != "GET") == is_change
        and (EVERYTHING or str(each) in OF_EACH_KIND)
    ]


@pytest.mark.parametrize("operation", owners_operations(is_change=True), ids=str)
async def test_a_lost_call_loses_nobody_s_work(service: Service, operation: Operation):
    expected = await undisturbed(service, operation)

    for container, calls in expected.calls.items():
        for when in ("before", "after"):
            for times in TIMES:
                for skip in range(calls):
                    await disturbed(service, operation, Loss(container, when, times, skip), expected)

    assert expected.calls


@pytest.mark.parametrize("operation", owners_operations(is_change=False), ids=str)
async def test_a_lost_call_while_reading_is_made_up_for_or_said(service: Service, operation: Operation):
    """[E2] Never 500, and never half an answer."""
    expected = await undisturbed(service, operation)

    for container, calls in expected.calls.items():
        for skip in range(calls):
            async with service.newcomer() as (_, caller):
                ids = await Things(caller).made_for(operation)
                armed = service.faults.add(Loss(container, "before", None, skip).rule())
                answer = await ask(caller, operation, ids, "*")
                service.faults.clear()

                assert armed.struck
                assert answer.is_success or answer.status_code in {503, 504}, answer.text
                assert (await ask(caller, operation, ids, "*")).is_success


async def undisturbed(service: Service, operation: Operation) -> Expected:
    async with service.newcomer() as (name, caller):
        things = Things(caller)
        ids = await things.made_for(operation)
        before = await service.shape(name, operation)
        counted = {
            container: service.faults.add(FaultRule(fault=Delay(seconds=0), container=container))
            for container in CONTAINERS
        }
        answer = await ask(caller, operation, ids, things.etag)
        service.faults.clear()
        assert answer.is_success, answer.text
        calls = {container: rule.struck for container, rule in counted.items() if rule.struck}
        return Expected(before, await service.shape(name, operation), calls)


async def disturbed(service: Service, operation: Operation, loss: Loss, expected: Expected) -> None:
    async with service.newcomer() as (name, caller):
        things = Things(caller)
        ids = await things.made_for(operation)
        armed = service.faults.add(loss.rule())
        answer = await ask(caller, operation, ids, things.etag)
        service.faults.clear()

        assert armed.struck, loss
        found = await service.shape(name, operation)
        if answer.is_success:
            if found != expected.after:  # what follows from an acknowledged change may come later, but comes
                await Reconciler(service.app.state.service.stores, "test").run()
                found = await service.shape(name, operation)
            assert found == expected.after, loss
        else:
            assert answer.status_code in {503, 504}, (loss, answer.text)
            if answer.json()["error"]["technical_details"]["outcome"] == "not_applied":
                assert found == expected.before, loss

        service.clock.advance(LEASE)
        again = await ask(caller, operation, ids, things.etag)

        is_gone = operation.method == "DELETE" and again.status_code == 404
        assert again.is_success or is_gone, (loss, again.text)
        assert await service.shape(name, operation) == expected.after, loss


async def ask(caller: Caller, operation: Operation, ids: dict[str, str], etag: str) -> httpx2.Response:
    """The same request under the same key, however often it is asked for."""
    headers = {"Idempotency-Key": "one intention"} | ({"If-Match": etag} if operation.needs_if_match else {})
    path = operation.path.format_map(ids)
    return await caller.request(operation.method, path, json=operation.body, headers=headers)
