"""The audit trail over HTTP: who did what to what, and how it ended. [R6]"""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import Policy
from benchdog.api.rate_limit import Limited, TokenBuckets
from benchdog.app import service_objects_for
from benchdog.embedded_cosmos.faults import WRITES, Disconnection, FaultPlan, FaultRule
from benchdog.settings import Settings
from tests.integration.conftest import REAL_WORKERS, Caller, a_session
from tests.integration.envelope import error_of
from tests.integration.openapi_requests import operations

pytestmark = pytest.mark.skipif(
    REAL_WORKERS > 0, reason="one worker does not write what waits in another before it reads"
)

AUDIT = "/persistence/audit"
SECRET = "for-nobody-else"


@pytest.fixture
def faults() -> FaultPlan:
    return FaultPlan()


@pytest.fixture
async def app(routes: FastAPI, tmp_path: Path, faults: FaultPlan) -> AsyncIterator[FastAPI]:
    settings = Settings(data_dir=tmp_path / "data", administrators=frozenset({"root"}))
    async with service_objects_for(settings, faults=faults) as service:
        routes.state.service = service
        yield routes


@pytest.fixture
async def root(app: FastAPI) -> AsyncIterator[Caller]:
    async with Caller(app) as caller:
        await caller.sign_in("root")
        yield caller


async def entries(caller: Caller, path: str = AUDIT, **parameters: Any) -> list[dict[str, Any]]:
    answer = await caller.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def create(caller: Caller, **members: Any) -> dict[str, Any]:
    answer = await caller.post("/persistence/sessions", json=a_session(**members))
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


def said(entry: dict[str, Any]) -> tuple[str, str, str, str, str | None]:
    return (
        entry["operation"],
        entry["subject_kind"],
        entry["subject_id"],
        entry["outcome"],
        entry["error_code"],
    )


async def test_the_life_of_a_session_is_on_record(ada: Caller):
    """[R6] Create, open, save, restore, delete: by whom, on what, how it ended, how long it took."""
    session = await create(ada)
    path = f"/persistence/sessions/{session['id']}"
    await ada.get(path)
    saved = await ada.put(path, json=a_session({"step": 2}), headers={"If-Match": session["etag"]})
    await ada.post(f"{path}/versions/1/restore", headers={"If-Match": saved.json()["etag"]})
    await ada.delete(path)
    await ada.post(f"{path}/restore")

    found = list(reversed(await entries(ada)))

    kinds = [(operation, kind) for operation, kind, *_ in map(said, found)]
    assert kinds == [
        ("create", "workbench_session"),
        ("open", "workbench_session"),
        ("save", "workbench_session"),
        ("restore", "session_version"),
        ("delete", "workbench_session"),
        ("restore", "workbench_session"),
    ]
    assert {said(entry)[2:] for entry in found} == {(session["id"], "succeeded", None)}
    assert all(entry["actor_id"] == "ada" and entry["duration_ms"] > 0 for entry in found)
    assert all(entry["at"].endswith("Z") for entry in found)


async def test_snapshots_and_user_sessions_are_on_record(ada: Caller, bob: Caller):
    """[R6] Whoever opens a snapshot has the entry, not its owner."""
    snapshot = (await ada.post("/persistence/snapshots", json=a_session())).json()
    await bob.get(f"/persistence/snapshots/{snapshot['id']}")
    started = (await bob.post("/persistence/user_sessions", json={"app": "shop"})).json()
    await bob.get(f"/persistence/user_sessions/{started['metadata']['session_id']}")

    own, theirs = await entries(ada), await entries(bob)

    assert [said(entry)[:3] for entry in own] == [("create", "snapshot", snapshot["id"])]
    assert [said(entry)[:2] for entry in theirs] == [
        ("recover", "user_session"),
        ("create", "user_session"),
        ("open", "snapshot"),
    ]


async def test_a_refusal_is_on_record_with_its_code(ada: Caller):
    """[R6] A conflict, a missing one, a body that is none."""
    session = await create(ada)
    path = f"/persistence/sessions/{session['id']}"
    stale = {"If-Match": '"stale"'}
    await ada.put(path, json=a_session({"step": 2}), headers=stale)
    await ada.get("/persistence/sessions/AAAAAAAAAAAA")
    await ada.post("/persistence/sessions", content=b"{", headers={"Content-Type": "application/json"})

    found = await entries(ada, filter_failed=True)

    assert [said(entry) for entry in found] == [
        ("create", "workbench_session", "", "failed", "body_invalid"),
        ("open", "workbench_session", "AAAAAAAAAAAA", "failed", "not_found"),
        ("save", "workbench_session", session["id"], "failed", "version_conflict"),
    ]


async def test_what_is_refused_to_somebody_who_is_known_is_on_record(ada: Caller, app: FastAPI):
    """[R6] [A3] [N6] For administrators, sent by a foreign page with one's cookie, too often."""
    session = await create(ada)
    snapshot = (await ada.post("/persistence/snapshots", json=a_session())).json()
    limits = app.state.service.limits
    limits[Limited.OPENING_SNAPSHOTS] = TokenBuckets(1, lambda: 0.0)
    async with Caller(app) as foreign_page:
        await foreign_page.post("/auth/sign-in", json={"name": "ada"})
        await foreign_page.delete(f"/persistence/sessions/{session['id']}")
    await ada.post("/persistence/circuit_breakers/database/reset")
    for _ in range(2):
        await ada.get(f"/persistence/snapshots/{snapshot['id']}")

    found = await entries(ada, filter_failed=True)

    assert [said(entry) for entry in found] == [
        ("open", "snapshot", snapshot["id"], "failed", "rate_limited"),
        ("reset", "circuit_breaker", "", "failed", "forbidden"),
        ("delete", "workbench_session", session["id"], "failed", "forbidden"),
    ]


async def test_what_is_refused_to_somebody_unknown_is_not(app: FastAPI, root: Caller):
    """[R6] They could fill it with anything; the log and the metrics have it."""
    async with Caller(app) as nobody:
        error_of(await nobody.post("/persistence/sessions", json=a_session()), 401, "authentication_required")
        nobody.headers["Authorization"] = "Bearer forged"
        error_of(await nobody.get("/persistence/sessions/AAAAAAAAAAAA"), 401, "authentication_required")

    assert await entries(root, f"{AUDIT}/everybody") == []


async def test_entries_are_found_by_subject_operation_and_correlation_id(ada: Caller):
    """[R6] [E4] From the id of a request to what it did."""
    first, second = await create(ada), await create(ada)
    path = f"/persistence/sessions/{second['id']}"
    await ada.get(path, headers={"X-Correlation-ID": "trace-me"})

    traced = await entries(ada, filter_correlation_id="trace-me")
    about_first = await entries(ada, filter_subject_id=first["id"])
    creations = await entries(ada, filter_operation="create")
    later = await entries(ada, filter_from="2100-01-01T00:00:00Z")

    assert [said(entry)[:3] for entry in traced] == [("open", "workbench_session", second["id"])]
    assert [entry["subject_id"] for entry in about_first] == [first["id"]]
    assert len(creations) == 2
    assert later == []


async def test_a_request_that_is_answered_again_is_on_record_once(ada: Caller):
    """[R6] [S8] The second time nothing was done."""
    headers = {"Idempotency-Key": "one-wish"}
    for _ in range(2):
        assert (await ada.post("/persistence/sessions", json=a_session(), headers=headers)).status_code == 201

    assert len(await entries(ada)) == 1


async def test_nothing_of_the_work_is_on_record(ada: Caller):
    """[R6] No content, no titles, no tokens, and nothing that somebody wrote into an address."""
    session = await create(ada, content={SECRET: SECRET}, title=SECRET, description=SECRET)
    await ada.get(f"/persistence/sessions/{SECRET}")
    token = ada.headers["Authorization"].removeprefix("Bearer ")

    answer = await ada.get(AUDIT)

    assert session["id"] in answer.text
    assert SECRET not in answer.text
    assert token not in answer.text


async def test_everybody_sees_their_own_entries_and_no_others(ada: Caller, bob: Caller):
    """[R6] [A2] In the list, in the statistics and in the file."""
    session = await create(ada)

    assert await entries(bob) == []
    assert await entries(bob, filter_subject_id=session["id"]) == []
    assert (await bob.get(f"{AUDIT}/stats")).json()["total"] is None
    assert (await bob.get(f"{AUDIT}/export")).json() == []
    for path in ("everybody", "everybody/stats", "everybody/export"):
        error_of(await bob.get(f"{AUDIT}/{path}"), 403, "forbidden")


async def test_an_administrator_sees_what_everybody_did(ada: Caller, bob: Caller, root: Caller):
    """[R6] All of it, or what one person did."""
    of_ada, of_bob = await create(ada), await create(bob)

    everything = await entries(root, f"{AUDIT}/everybody")
    about_bob = await entries(root, f"{AUDIT}/everybody", filter_actor_id="bob")
    statistics = (await root.get(f"{AUDIT}/everybody/stats")).json()
    exported = (await root.get(f"{AUDIT}/everybody/export")).json()

    assert {entry["subject_id"] for entry in everything} == {of_ada["id"], of_bob["id"]}
    assert [entry["subject_id"] for entry in about_bob] == [of_bob["id"]]
    assert statistics["operations"]["create"]["count"] == 2
    assert exported == everything
    assert await entries(root) == []


async def test_pages_are_bound_to_their_question(ada: Caller):
    """[L1]"""
    for _ in range(3):
        await create(ada)
    first = (await ada.get(AUDIT, params={"page_size": 2})).json()

    rest = (await ada.get(AUDIT, params={"page_size": 2, "cursor": first["next_cursor"]})).json()
    other = await ada.get(AUDIT, params={"cursor": first["next_cursor"], "filter_failed": True})

    assert len({entry["id"] for entry in first["items"] + rest["items"]}) == 3
    assert rest["next_cursor"] is None
    error_of(other, 400, "cursor_invalid")


@pytest.mark.parametrize(
    "parameters", [{"filter_operation": "steal"}, {"filter_actor_id": "bob"}, {"filter_from": "yesterday"}]
)
async def test_a_question_that_makes_no_sense_is_refused(ada: Caller, parameters):
    """[L3] Asking for somebody else's is one."""
    error_of(await ada.get(AUDIT, params=parameters), 400, "validation_error")


async def test_statistics_say_how_often_and_how_fast(ada: Caller):
    """[R6]"""
    await create(ada)
    await ada.get("/persistence/sessions/AAAAAAAAAAAA")

    found = (await ada.get(f"{AUDIT}/stats")).json()

    assert (found["total"]["count"], found["total"]["success_rate"]) == (2, 0.5)
    assert found["errors"] == {"not_found": 1}
    assert found["operations"]["create"]["p95_duration_ms"] > 0
    assert found["is_complete"]


async def test_an_export_as_csv_runs_nothing_in_a_spreadsheet(ada: Caller):
    """[R6] A correlation id comes from outside, and an id may begin with a hyphen."""
    await ada.get("/persistence/sessions/-AAAAAAAAAAA", headers={"X-Correlation-ID": "-1-1"})

    answer = await ada.get(f"{AUDIT}/export", params={"format": "csv"})

    [row] = csv.DictReader(io.StringIO(answer.text))
    assert (row["correlation_id"], row["subject_id"], row["error_code"]) == (
        "'-1-1",
        "'-AAAAAAAAAAA",
        "not_found",
    )
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'


async def test_an_export_as_json_is_the_list(ada: Caller):
    """[R6]"""
    await create(ada)
    await create(ada)

    exported = await ada.get(f"{AUDIT}/export")

    assert exported.json() == await entries(ada)


async def test_a_database_that_fails_is_an_error_and_no_half_file(ada: Caller, faults: FaultPlan):
    """[R6] [E2]"""
    faults.add(FaultRule(fault=Disconnection(), container="audit_log"))

    answer = await ada.get(f"{AUDIT}/export")

    error_of(answer, 503, "database_unavailable")


async def test_work_goes_on_while_the_audit_trail_cannot_be_written(ada: Caller, faults: FaultPlan):
    """[R6] And is on record as soon as it can."""
    faults.add(FaultRule(fault=Disconnection(), operations=WRITES, container="audit_log"))

    session = await create(ada)
    before = await entries(ada)
    faults.clear()
    after = await entries(ada)

    assert before == []
    assert [entry["subject_id"] for entry in after] == [session["id"]]


async def test_who_opens_a_public_snapshot_without_signing_in_is_on_record_as_nobody(
    routes: FastAPI, tmp_path: Path
):
    """[R6] [N2]"""
    settings = Settings(
        data_dir=tmp_path / "public", public_snapshots=True, administrators=frozenset({"root"})
    )
    async with service_objects_for(settings) as service:
        routes.state.service = service
        async with Caller(routes) as root, Caller(routes) as nobody:
            await root.sign_in("root")
            shared = await root.post("/persistence/snapshots", json=a_session(audience="public"))
            opened = await nobody.get(f"/persistence/snapshots/{shared.json()['id']}")
            found = await entries(root, f"{AUDIT}/everybody", filter_actor_id="")

    assert opened.status_code == 200
    assert [(entry["actor_id"], *said(entry)[:3]) for entry in found] == [
        ("", "open", "snapshot", shared.json()["id"])
    ]


async def test_an_orderly_stop_loses_nothing(routes: FastAPI, tmp_path: Path):
    """[R6] What waits is written, however long it would have waited."""
    settings = Settings(data_dir=tmp_path / "stopped", audit_delay_ms=3_600_000)
    async with service_objects_for(settings) as service:
        routes.state.service = service
        async with Caller(routes) as ada:
            await ada.sign_in("ada")
            session = await create(ada)
            waiting = service.observation.audit.waiting

    async with service_objects_for(settings) as service:
        routes.state.service = service
        async with Caller(routes) as ada:
            await ada.sign_in("ada")
            found = await entries(ada)

    assert waiting == 1
    assert [entry["subject_id"] for entry in found] == [session["id"]]


def test_no_route_changes_or_removes_an_entry(routes: FastAPI):
    """[R6] The trail only grows."""
    about_audit = [each for each in operations(routes.openapi()) if each.path.startswith(AUDIT)]

    assert about_audit
    assert {each.method for each in about_audit} == {"GET"}


def guarded_routes(app: FastAPI) -> list[GuardedRoute]:
    found = [context.original_route for context in iter_route_contexts(app.routes)]
    return [route for route in found if isinstance(route, GuardedRoute)]


def test_every_change_that_somebody_can_ask_for_is_on_record(routes: FastAPI):
    """[R6] A new route of this kind says `@audited(…)`."""
    missing = [
        f"{method} {route.path}"
        for route in guarded_routes(routes)
        for method in sorted({"POST", "PUT", "PATCH", "DELETE"}.intersection(route.methods or ()))
        if route.policy is not Policy.OPEN and route.audited is None
    ]

    assert missing == []
