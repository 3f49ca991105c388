"""Routes of user sessions. [U1]"""

import pytest

from tests.integration.conftest import Caller
from tests.integration.envelope import error_of

USER_SESSIONS = "/persistence/user_sessions"


async def test_a_user_session_is_started_saved_read_listed_and_deleted(ada: Caller):
    """[U1] The way of every day, with its headers."""
    started = await ada.post(USER_SESSIONS, json={"app": "shop"})
    path, etag = started.headers["Location"], started.headers["ETag"]
    state = {"current_page": "orders", "forms": {"customer": {"values": {"name": "Ada", "age": None}}}}

    saved = await ada.put(path, json=state, headers={"If-Match": etag})

    read = await ada.get(path)
    assert (started.status_code, path) == (201, f"{USER_SESSIONS}/{started.json()['metadata']['session_id']}")
    assert saved.status_code == 200
    assert read.json()["metadata"] == saved.json()
    assert read.json()["state"]["forms"]["customer"]["values"] == {"name": "Ada", "age": None}
    unchanged = await ada.get(path, headers={"If-None-Match": read.headers["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    listed = await ada.get(USER_SESSIONS, params={"app": "shop"})
    assert listed.json() == {"items": [saved.json()], "next_cursor": None}
    assert (await ada.get(USER_SESSIONS, params={"app": "other"})).json()["items"] == []
    assert (await ada.delete(path)).status_code == 204
    error_of(await ada.get(path), 404, "not_found")


async def test_a_save_names_the_state_it_started_from(ada: Caller):
    """[S3] Without If-Match 428; with a stale one 412, with the current metadata and its ETag."""
    started = await ada.post(USER_SESSIONS, json={"app": "shop"})
    path, stale = started.headers["Location"], {"If-Match": started.headers["ETag"]}
    current = await ada.put(path, json={"current_page": "a"}, headers=stale)

    without = await ada.put(path, json={"current_page": "b"})
    late = await ada.put(path, json={"current_page": "b"}, headers=stale)
    overwrite = await ada.put(path, json={"current_page": "b"}, headers={"If-Match": "*"})

    error_of(without, 428, "precondition_required")
    details = error_of(late, 412, "version_conflict")["technical_details"]
    assert details["current"] == current.json()
    assert late.headers["ETag"] == current.headers["ETag"]
    assert overwrite.json()["current_page"] == "b"


async def test_somebody_elses_user_session_is_as_one_that_does_not_exist(ada: Caller, bob: Caller):
    """[S2]"""
    path = (await ada.post(USER_SESSIONS, json={"app": "shop"})).headers["Location"]

    answers = [
        await bob.get(path),
        await bob.put(path, json={}, headers={"If-Match": "*"}),
        await bob.delete(path),
    ]

    for answer in answers:
        error_of(answer, 404, "not_found")
    assert (await ada.get(path)).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"app": ""}, {"app": "a b"}, {"app": "x" * 65}, {"app": 1}, {"app": "shop", "x": 1}]
)
async def test_an_app_has_a_name(ada: Caller, body):
    """[E2]"""
    error_of(await ada.post(USER_SESSIONS, json=body), 400, "validation_error")


@pytest.mark.parametrize(
    "state",
    [
        {"navigation_history": [{"page": "a", "timestamp": "yesterday"}]},
        {"forms": {"f": {"values": {}, "validation_schema": {"a": {"pattern": "x"}}}}},
        {"forms": {"f": {"values": {}, "validation_schema": {"a": {"min": "1"}}}}},
        {"page_views": {"a": -1}},
        {"forms": {"f": {}}},
        {"unknown": 1},
    ],
)
async def test_a_state_of_another_form_is_refused(ada: Caller, state):
    """[U1] [E2]"""
    path = (await ada.post(USER_SESSIONS, json={"app": "shop"})).headers["Location"]

    answer = await ada.put(path, json=state, headers={"If-Match": "*"})

    error_of(answer, 400, "validation_error")
