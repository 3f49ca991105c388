"""What Prometheus and people see of the service. [A5] [R5]"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from benchdog.app import service_objects_for
from benchdog.embedded_cosmos.faults import Disconnection, FaultPlan, FaultRule
from benchdog.settings import Settings
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SCRAPER = "10.1.2.3"


@asynccontextmanager
async def started(routes: FastAPI, tmp_path: Path, **settings) -> AsyncIterator[FastAPI]:
    faults = settings.pop("faults", None)
    found = Settings.model_validate({"data_dir": tmp_path / "data", "administrators": ["root"], **settings})
    async with service_objects_for(found, faults=faults) as service:
        routes.state.service = service
        yield routes


def samples(text: str) -> Iterator[tuple[str, dict[str, str], float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            yield sample.name, sample.labels, sample.value


def value_of(text: str, metric: str, /, **labels: str) -> float:
    [found] = [
        value for each, have, value in samples(text) if each == metric and labels.items() <= have.items()
    ]
    return found


@pytest.mark.parametrize(
    ("peer", "name", "status"),
    [
        (SCRAPER, None, 200),
        ("10.1.3.4", None, 401),
        ("10.1.3.4", "ada", 403),
        ("10.1.3.4", "root", 200),
        ("unknown", None, 401),
    ],
)
async def test_metrics_are_for_administrators_and_named_addresses(
    routes: FastAPI, tmp_path: Path, peer, name, status
):
    """[A5]"""
    async with (
        started(routes, tmp_path, metrics_addresses=["10.1.2.0/24"]) as app,
        Caller(app, peer=peer) as caller,
    ):
        if name is not None:
            await caller.sign_in(name)
        answer = await caller.get("/metrics")

    assert answer.status_code == status
    if status != 200:
        error_of(answer, status, "authentication_required" if status == 401 else "forbidden")


async def test_a_scraper_s_address_opens_nothing_else(routes: FastAPI, tmp_path: Path):
    """[A5] [A2]"""
    async with (
        started(routes, tmp_path, metrics_addresses=[SCRAPER]) as app,
        Caller(app, peer=SCRAPER) as caller,
    ):
        error_of(await caller.get("/persistence/audit"), 401, "authentication_required")
        error_of(await caller.get("/persistence/audit/everybody"), 401, "authentication_required")


async def test_metrics_count_requests_operations_and_database_calls(routes: FastAPI, tmp_path: Path):
    """[R5] By the template of the route, never by its address."""
    async with (
        started(routes, tmp_path, metrics_addresses=["127.0.0.1"]) as app,
        Caller(app) as caller,
    ):
        await caller.sign_in("ada@example.org")
        session = (await caller.post("/persistence/sessions", json=a_session({"step": 1}))).json()
        await caller.get(f"/persistence/sessions/{session['id']}")
        await caller.get("/persistence/sessions/AAAAAAAAAAAA")
        await caller.request("STEAL", "/persistence/sessions")
        await caller.get("/persistence/audit")
        text = (await caller.get("/metrics")).text

    requests = "benchdog_request_duration_seconds_count"
    one = "/persistence/sessions/{session_id}"
    assert value_of(text, requests, route=one, method="GET", status="2xx") == 1
    assert value_of(text, requests, route=one, method="GET", status="4xx") == 1
    assert value_of(text, requests, method="other", status="4xx") == 1
    assert (
        value_of(text, "benchdog_operation_duration_seconds_count", operation="create", outcome="succeeded")
        == 1
    )
    assert value_of(text, "benchdog_content_size_bytes_sum") == len('{"step":1}')
    assert (
        value_of(text, "benchdog_database_call_duration_seconds_count", kind="write", outcome="answered") > 1
    )
    assert value_of(text, "benchdog_database_request_units_total") > 1
    assert value_of(text, "benchdog_audit_entries_stored_total") == 3
    assert value_of(text, "benchdog_audit_entries_waiting") == 0
    assert value_of(text, "benchdog_circuit_breaker_open", name="database") == 0


async def test_metrics_name_nobody_and_nothing(routes: FastAPI, tmp_path: Path):
    """[R5] No user ids and no ids of sessions: a scraper is not signed in."""
    async with (
        started(routes, tmp_path, metrics_addresses=["127.0.0.1"]) as app,
        Caller(app) as caller,
    ):
        await caller.sign_in("ada@example.org")
        session = (await caller.post("/persistence/sessions", json=a_session())).json()
        await caller.get(f"/persistence/sessions/{session['id']}")
        await caller.get(f"/{session['id']}/unknown")
        text = (await caller.get("/metrics")).text

    assert "ada" not in re.findall(r"[a-z]+", text)
    assert session["id"] not in text


async def test_a_call_that_the_database_puts_off_is_counted_as_such(routes: FastAPI, tmp_path: Path):
    """[R5]"""
    faults = FaultPlan()
    async with (
        started(routes, tmp_path, metrics_addresses=["127.0.0.1"], faults=faults) as app,
        Caller(app) as caller,
    ):
        await caller.sign_in("ada")
        faults.add(FaultRule.model_validate({"fault": PUT_OFF, "operations": ["writes"], "times": 1}))
        assert (await caller.post("/persistence/sessions", json=a_session())).status_code == 201
        text = (await caller.get("/metrics")).text

    calls = "benchdog_database_call_duration_seconds_count"
    assert value_of(text, calls, kind="write", outcome="put_off") == 1


PUT_OFF = {"kind": "refusal", "status": 429, "substatus": 3200, "retry_after_ms": 1}


async def test_the_status_says_how_well_the_service_is(routes: FastAPI, tmp_path: Path):
    """[R2] [R5] For everybody who is signed in, and nobody else."""
    async with started(routes, tmp_path) as app, Caller(app) as ada, Caller(app) as nobody:
        await ada.sign_in("ada")
        session = (await ada.post("/persistence/sessions", json=a_session())).json()
        await ada.get(f"/persistence/sessions/{session['id']}")
        status = (await ada.get("/persistence/status")).json()
        refused = await nobody.get("/persistence/status")

    error_of(refused, 401, "authentication_required")
    assert status["database"] == {"is_reachable": True, "error_code": None}
    assert [breaker["state"] for breaker in status["circuit_breakers"]] == ["closed"]
    measured = {each["operation"]: each for each in status["performance"]}
    assert measured["create"]["target"] == {"target_ms": 500, "acceptable_ms": 1000, "slow_ms": 2000}
    assert measured["open"]["target"] == {"target_ms": 1000, "acceptable_ms": 2000, "slow_ms": 2000}
    assert (measured["create"]["count"], sum(measured["create"]["levels"].values())) == (1, 1)
    assert status["audit"]["lost"] == 0


async def test_the_status_says_when_the_database_cannot_be_reached(routes: FastAPI, tmp_path: Path):
    """[R2] It is an answer and no error."""
    faults = FaultPlan()
    async with started(routes, tmp_path, faults=faults, retry_max_attempts=0) as app, Caller(app) as ada:
        await ada.sign_in("ada")
        faults.add(FaultRule(fault=Disconnection()))
        answer = await ada.get("/persistence/status")
        faults.clear()

    assert answer.status_code == 200
    assert answer.json()["database"] == {"is_reachable": False, "error_code": "database_unavailable"}


async def test_targets_come_from_the_environment(
    routes: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """[R7] By the names of seed 002."""
    monkeypatch.setenv("PERFORMANCE_TARGET_SESSION_MS", "5")
    monkeypatch.setenv("PERFORMANCE_MAX_TOTAL_MS", "8")

    async with started(routes, tmp_path) as app, Caller(app) as ada:
        await ada.sign_in("ada")
        await ada.post("/persistence/sessions", json=a_session())
        status = (await ada.get("/persistence/status")).json()

    assert status["performance"][0]["target"] == {"target_ms": 5, "acceptable_ms": 8, "slow_ms": 8}
