"""Idempotency keys on a database that fails: one effect, whatever happens on the way. [S8]"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from benchdog.app import service_objects_for
from benchdog.embedded_cosmos.faults import READS, WRITES, Disconnection, FaultPlan, FaultRule, Refusal
from benchdog.settings import Settings
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"
SNAPSHOTS = "/persistence/snapshots"
KEYS = "idempotency_keys"
FAULTS = {
    "connection lost": Disconnection(),
    "answer lost": Disconnection(when="after"),
    "failed after it was applied": Refusal(status=502, when="after"),
    "throttled": Refusal(status=429, substatus=3200, retry_after_ms=0),
    "forbidden": Refusal(status=403),
}


@asynccontextmanager
async def ada_on(routes: FastAPI, data_dir: Path, faults: FaultPlan) -> AsyncIterator[Caller]:
    async with service_objects_for(Settings(data_dir=data_dir), faults=faults) as service:
        routes.state.service = service
        async with Caller(routes) as ada:
            await ada.sign_in("ada")
            yield ada


def failing(fault: Any, container: str, **members: Any) -> FaultRule:
    return FaultRule(fault=fault, container=container, operations=READS | WRITES, **members)


async def made(caller: Caller, route: str, title: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await caller.get(route, params={"filter_title": title})).json()["items"]
    return items


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize(
    ("route", "container"),
    [
        (SESSIONS, KEYS),
        (SESSIONS, "sessions"),
        (SNAPSHOTS, KEYS),
        (SNAPSHOTS, "sessions"),
        (SNAPSHOTS, "snapshots"),
        (SNAPSHOTS, "snapshot_access_logs"),
    ],
)
async def test_whichever_call_fails_the_thing_is_made_once(
    routes: FastAPI, tmp_path: Path, route: str, container: str, fault: Any
):
    """[S8] RELIABILITY T29: the first call, the second, and so on, until the request makes no more."""
    faults = FaultPlan()
    async with ada_on(routes, tmp_path, faults) as ada:
        for call in count():
            title, key = f"Bench {call}", {"Idempotency-Key": f"key {call}"}
            armed = faults.add(failing(fault, container, skip=call, times=1))
            first = await ada.post(route, json=a_session(title=title), headers=key)
            faults.clear()

            second = await ada.post(route, json=a_session(title=title), headers=key)

            [item] = await made(ada, route, title)
            assert {each.json()["id"] for each in answered(first, second)} == {item["id"]}
            assert second.status_code == 201 or answered(first), second.text
            if not armed.struck:
                break

    assert call > 0


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("container", [KEYS, "sessions"])
async def test_whichever_call_fails_a_message_is_added_once(
    routes: FastAPI, tmp_path: Path, container: str, fault: Any
):
    """[S8] [S9] The repetition finds the message, although its number is not the next one any more."""
    faults = FaultPlan()
    async with ada_on(routes, tmp_path, faults) as ada:
        created = await ada.post(SESSIONS, json=a_session())
        conversation = f"{created.headers['Location']}/conversation"
        for call in count():
            message, key = {"text": f"text {call}"}, {"Idempotency-Key": f"key {call}"}
            armed = faults.add(failing(fault, container, skip=call, times=1))
            first = await ada.post(conversation, json=message, headers=key)
            faults.clear()

            second = await ada.post(conversation, json=message, headers=key)

            last = (await ada.get(conversation, params={"page_size": 100})).json()["items"]
            assert [each["text"] for each in last] == [f"text {each}" for each in range(call + 1)]
            assert all(each.json() == last[-1] for each in answered(first, second))
            assert second.status_code == 201 or answered(first), second.text
            if not armed.struck:
                break

    assert call > 0


def answered(*answers: httpx2.Response) -> list[httpx2.Response]:
    """Those that say it was made; any other is a failure of the database, or that it is running."""
    assert {answer.status_code for answer in answers} <= {201, 409, 502, 503, 504}
    return [answer for answer in answers if answer.status_code == 201]


async def test_what_was_made_although_nobody_could_tell_is_found(routes: FastAPI, tmp_path: Path):
    """[S8] [E2] The answer is lost, and nothing can be read: 504. The same key finds it, and keeps that."""
    faults = FaultPlan()
    key = {"Idempotency-Key": "one intention"}
    async with ada_on(routes, tmp_path, faults) as ada:
        faults.add(FaultRule(fault=Disconnection(when="after"), operations=frozenset({"batch"}), times=1))
        faults.add(FaultRule(fault=Disconnection(), operations=READS, container="sessions"))
        unknown = await ada.post(SESSIONS, json=a_session(), headers=key)
        faults.clear()

        found = await ada.post(SESSIONS, json=a_session(), headers=key)
        again = await ada.post(SESSIONS, json=a_session(), headers=key)

        assert error_of(unknown, 504, "database_timeout")["technical_details"]["outcome"] == "unknown"
        assert (found.status_code, found.headers.get("Idempotency-Replayed")) == (201, None)
        assert (again.json(), again.headers["Idempotency-Replayed"]) == (found.json(), "true")
        assert await made(ada, SESSIONS, "A bench") == [found.json()]


async def test_a_request_without_a_key_needs_no_container_of_keys(routes: FastAPI, tmp_path: Path):
    """[S8] No key, no cost; with one, nothing is done that could not be recognised later."""
    faults = FaultPlan()
    async with ada_on(routes, tmp_path, faults) as ada:
        broken = faults.add(failing(Refusal(status=503), KEYS))
        without = await ada.post(SESSIONS, json=a_session())
        calls_without = broken.struck

        with_key = await ada.post(SESSIONS, json=a_session(), headers={"Idempotency-Key": "x"})

        assert (without.status_code, calls_without) == (201, 0)
        details = error_of(with_key, 503, "database_unavailable")["technical_details"]
        assert details["outcome"] == "not_applied"
        assert await made(ada, SESSIONS, "A bench") == [without.json()]
