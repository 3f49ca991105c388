"""Every route for everybody: nobody, the owner, somebody else, an administrator. [A2] [S2]"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from benchdog.app import service_objects_for
from benchdog.settings import Settings
from tests.integration.conftest import Caller
from tests.integration.envelope import error_of
from tests.integration.openapi_requests import Operation, operations
from tests.integration.things import SECRET, Things

UNKNOWN = "AAAAAAAAAAAA"
ANYBODY_WITH_THE_LINK = {
    "GET /persistence/snapshots/{snapshot_id}",
    "GET /persistence/snapshots/{snapshot_id}/metadata",
}
"""A snapshot shows itself to whoever is signed in; who knows that it exists may hear a 403. [N2] [E2]"""

FOR_THE_OWNER = {"signed_in", "link"}

BEGUN_OVER_A_WEBSOCKET = {"GET /api/session/{user_id}"}
"""Until then a survey session does not exist, for its owner as for everybody."""

OWN_LOGS = "/persistence/snapshot_access_logs/{snapshot_id}"


@pytest.fixture
async def app(routes: FastAPI, tmp_path: Path) -> AsyncIterator[FastAPI]:
    settings = Settings(
        data_dir=tmp_path / "data", administrators=frozenset({"root"}), snapshot_opens_per_minute=0
    )
    async with service_objects_for(settings) as service:
        routes.state.service = service
        yield routes


@pytest.fixture
async def root(app: FastAPI) -> AsyncIterator[Caller]:
    async with Caller(app) as caller:
        await caller.sign_in("root")
        yield caller


@pytest.fixture(params=["bob", "root"])
async def stranger(app: FastAPI, request: pytest.FixtureRequest) -> AsyncIterator[Caller]:
    """Somebody else, and an administrator."""
    async with Caller(app) as caller:
        await caller.sign_in(request.param)
        yield caller


async def asked(
    caller: Caller, operation: Operation, ids: dict[str, str], etag: str = "*"
) -> httpx2.Response:
    """The answer to *operation* on the things of *ids*. A path parameter that nobody knows is a KeyError."""
    headers = {"If-Match": etag} if operation.needs_if_match else {}
    path = operation.path.format_map(ids)
    return await caller.request(operation.method, path, json=operation.body, headers=headers)


def all_operations(app: FastAPI) -> list[Operation]:
    return [each for each in operations(app.openapi()) if each.path != "/openapi.json"]


def is_about_a_thing(operation: Operation) -> bool:
    return "_id}" in operation.path


async def test_nobody_gets_past_a_route_that_is_not_open(app: FastAPI, ada: Caller, anonymous: Caller):
    """[A2] With a valid request for something that is there."""
    for operation in all_operations(app):
        ids = await Things(ada).made_for(operation)
        answer = await asked(anonymous, operation, ids)
        anonymous.cookies.clear()
        if operation.policy == "open":
            assert answer.status_code not in {401, 403}, operation
        else:
            error_of(answer, 401, "authentication_required")


async def test_the_owner_is_let_in(app: FastAPI, ada: Caller):
    """[A2] Otherwise the other tests would prove nothing: each request is a valid one."""
    refused = []
    for operation in all_operations(app):
        if operation.policy not in FOR_THE_OWNER or str(operation) in BEGUN_OVER_A_WEBSOCKET:
            continue
        things = Things(ada)
        answer = await asked(ada, operation, await things.made_for(operation), things.etag)
        if answer.status_code >= 400:
            refused.append((str(operation), answer.status_code, answer.text))

    assert refused == []


async def test_what_is_somebody_else_s_does_not_exist(app: FastAPI, ada: Caller, stranger: Caller):
    """[S2] [A2] For an administrator, too: the same 404, word for word, as for an id that nobody has."""
    for operation in all_operations(app):
        shows_itself = "/snapshots/" in operation.path or operation.path == OWN_LOGS
        if not is_about_a_thing(operation) or shows_itself:
            continue
        ids = await Things(ada).made_for(operation)

        theirs = await asked(stranger, operation, ids)
        missing = await asked(stranger, operation, ids | {"session_id": UNKNOWN, "user_id": UNKNOWN})

        assert without_correlation(error_of(theirs, 404, "not_found")) == without_correlation(
            error_of(missing, 404, "not_found")
        ), operation


async def test_a_snapshot_is_read_by_its_link_and_changed_by_its_owner(
    app: FastAPI, ada: Caller, stranger: Caller
):
    """[N2] [N3] [A2] One that is gone is gone for everybody but its owner."""
    for operation in all_operations(app):
        if "/snapshots/{snapshot_id}" not in operation.path:
            continue
        ids = await Things(ada).made_for(operation)

        answer = await asked(stranger, operation, ids)

        if str(operation) in ANYBODY_WITH_THE_LINK:
            assert answer.status_code == 200, operation
        elif operation.path.endswith("/restore"):
            error_of(answer, 410, "snapshot_deleted")
        else:
            error_of(answer, 403, "forbidden")


async def test_nothing_of_somebody_else_is_in_a_list(app: FastAPI, ada: Caller, stranger: Caller):
    """[A2]"""
    await Things(ada).everything()

    for operation in all_operations(app):
        if operation.method != "GET" or operation.policy != "signed_in" or "{" in operation.path:
            continue

        answer = await asked(stranger, operation, {})

        assert answer.status_code == 200, operation
        assert SECRET not in answer.text, operation


async def test_only_an_administrator_gets_past_a_route_for_administrators(
    app: FastAPI, ada: Caller, bob: Caller, root: Caller
):
    """[A2]"""
    guarded = [each for each in all_operations(app) if each.policy == "administrator"]
    for operation in guarded:
        ids = await Things(ada).made_for(operation)
        for caller in (ada, bob):
            error_of(await asked(caller, operation, ids), 403, "forbidden")
        assert (await asked(root, operation, ids)).status_code < 400, operation

    assert guarded


def without_correlation(error: dict[str, Any]) -> dict[str, Any]:
    details = {name: value for name, value in error["technical_details"].items() if name != "correlation_id"}
    return error | {"technical_details": details}
