"""Snapshots shared otherwise, paused, ended, brought back, and for everybody. SPEC 4"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from benchdog.app import service_objects_for
from benchdog.settings import Settings
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SNAPSHOTS = "/persistence/snapshots"


@pytest.fixture
async def open_minded(routes: FastAPI, tmp_path: Path) -> AsyncIterator[FastAPI]:
    """A service whose administrator allows public snapshots."""
    settings = Settings(data_dir=tmp_path / "open", public_snapshots=True)
    async with service_objects_for(settings) as service:
        routes.state.service = service
        yield routes


async def made(ada: Caller, **members: Any) -> str:
    answer = await ada.post(SNAPSHOTS, json=a_session(**members))
    return f"{SNAPSHOTS}/{answer.json()['id']}"


async def test_an_owner_pauses_sharing(ada: Caller, bob: Caller):
    """[N3] 410, which is not 404"""
    path = await made(ada)

    paused = await ada.patch(path, json={"paused": True})
    refused = await bob.get(path)
    resumed = await ada.patch(path, json={"paused": False})

    assert (paused.status_code, paused.json()["is_paused"]) == (200, True)
    error_of(refused, 410, "snapshot_paused")
    assert resumed.headers["ETag"] != paused.headers["ETag"]
    assert (await bob.get(path)).status_code == 200


async def test_what_somebody_kept_is_asked_about_again(ada: Caller, bob: Caller):
    """[N3] A copy in the browser is never shown after the sharing ended: each opening asks."""
    path = await made(ada)
    first = await bob.get(path)
    kept = {"If-None-Match": first.headers["ETag"]}

    known = await bob.get(path, headers=kept)
    await ada.patch(path, json={"paused": True})
    ended = await bob.get(path, headers=kept)

    assert first.headers["Cache-Control"] == known.headers["Cache-Control"] == "private, no-cache"
    assert (known.status_code, ended.status_code) == (304, 410)


async def test_a_snapshot_says_until_when(ada: Caller):
    """[N2]"""
    path = await made(ada, expires_at="2999-01-01T00:00:00+01:00")

    told = await ada.get(f"{path}/metadata")
    unlimited = await ada.patch(path, json={"expires_at": None})

    assert told.json()["expires_at"] == "2998-12-31T23:00:00.000Z"
    assert unlimited.json()["expires_at"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "x"},
        {"content": {}},
        {"audience": "everybody"},
        {"audience": None},
        {"paused": "yes"},
        {"paused": None},
        {"expires_at": "tomorrow"},
        {"expires_at": "2999-01-01T00:00:00"},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "0601-11-11T09:53:58Z"},
        {"expires_at": "0001-01-01T00:00:00+14:00"},
    ],
)
async def test_a_change_that_is_none_is_refused(ada: Caller, body: dict[str, Any]):
    """SPEC 4: audience, expires_at and paused; the content can never change"""
    path = await made(ada)

    error_of(await ada.patch(path, json=body), 400, "validation_error")


async def test_a_snapshot_is_deleted_and_restored(ada: Caller, bob: Caller):
    """SPEC 4: for its owner, from the trash"""
    path = await made(ada)
    await ada.delete(path)
    in_trash = (await ada.get(SNAPSHOTS, params={"deleted": "true"})).json()["items"]

    refused = await bob.post(f"{path}/restore")
    restored = await ada.post(f"{path}/restore")

    error_of(refused, 410, "snapshot_deleted")
    assert [each["id"] for each in in_trash] == [restored.json()["id"]]
    assert (await bob.get(path)).status_code == 200
    assert (await ada.get(SNAPSHOTS, params={"deleted": "true"})).json()["items"] == []


async def test_an_owner_sees_who_came_and_when(ada: Caller, bob: Caller):
    """[N4]"""
    path = await made(ada)
    await bob.get(path)

    visits = (await ada.get(f"{path}/visits")).json()

    assert (visits["visits"], visits["visitors"]) == (1, 1)
    [day] = visits["days"]
    assert (day["visits"], day["visitors"], day["day"]) == (1, 1, visits["last_visited_at"][:10])
    error_of(await bob.get(f"{path}/visits"), 403, "forbidden")


async def test_public_is_not_allowed_unless_the_administrator_says_so(ada: Caller, anonymous: Caller):
    """[N2]"""
    path = await made(ada)

    error_of(await ada.post(SNAPSHOTS, json=a_session(audience="public")), 403, "forbidden")
    error_of(await ada.patch(path, json={"audience": "public"}), 403, "forbidden")
    error_of(await anonymous.get(path), 401, "authentication_required")


async def test_a_public_snapshot_is_for_anybody_who_has_the_link(open_minded: FastAPI):
    """[N2]"""
    async with Caller(open_minded) as ada, Caller(open_minded) as anybody:
        await ada.sign_in("ada")
        public, private = await made(ada, audience="public"), await made(ada)

        opened = await anybody.get(public)

        assert opened.json()["content"] == {"step": 1}
        assert (await anybody.get(f"{public}/metadata")).status_code == 200
        for path in (private, f"{SNAPSHOTS}/AAAAAAAAAAAA"):
            error_of(await anybody.get(path), 401, "authentication_required")
        error_of(await anybody.delete(public), 401, "authentication_required")
        assert (await ada.get(f"{public}/visits")).json()["visits"] == 0
