"""Idempotency keys: what is asked for twice is done once and answered twice. [S8]"""

import asyncio
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"
SNAPSHOTS = "/persistence/snapshots"
KEY = {"Idempotency-Key": "one intention"}


def is_replayed(answer: httpx2.Response) -> bool:
    return answer.headers.get("Idempotency-Replayed") == "true"


async def the_sessions(caller: Caller) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await caller.get(SESSIONS)).json()["items"]
    return items


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("POST", SESSIONS, a_session({"step": 2})),
        ("PUT", "{session}", a_session({"step": 2})),
        ("PATCH", "{session}", {"title": "New"}),
        ("POST", "{session}/restore", None),
        ("PATCH", "{session}/versions/1", {"label": "First"}),
        ("POST", "{session}/versions/1/restore", None),
        ("POST", SNAPSHOTS, a_session()),
        ("POST", "/persistence/user_sessions", {"app": "studio"}),
    ],
)
async def test_the_same_request_is_answered_with_the_stored_answer(ada: Caller, method, route, body):
    """[S8] Status, body and the headers that matter; even after others have changed what it made."""
    created = await ada.post(SESSIONS, json=a_session())
    path = route.format(session=created.headers["Location"])
    headers = KEY | {"If-Match": created.headers["ETag"]}
    first = await ada.request(method, path, json=body, headers=headers)
    await ada.patch(created.headers["Location"], json={"starred": True}, headers={"If-Match": "*"})

    second = await ada.request(method, path, json=body, headers=headers)

    assert first.status_code in {200, 201}
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert [is_replayed(first), is_replayed(second)] == [False, True]
    for name in ("ETag", "Location", "Content-Type", "Cache-Control"):
        assert second.headers.get(name) == first.headers.get(name)


@pytest.mark.parametrize(
    "change",
    [
        {"json": a_session({"step": 3})},
        {"json": a_session({"step": 2}, title="Another")},
        {"headers": KEY | {"If-Match": "*"}},
        {"headers": KEY},
    ],
    ids=["content", "title", "If-Match", "no If-Match"],
)
async def test_a_key_that_comes_with_another_request_is_refused(ada: Caller, change):
    """[S8] 422, and nothing is done."""
    created = await ada.post(SESSIONS, json=a_session())
    path = created.headers["Location"]
    request: dict[str, Any] = {
        "json": a_session({"step": 2}),
        "headers": KEY | {"If-Match": created.headers["ETag"]},
    }
    first = await ada.put(path, **request)

    other = await ada.put(path, **{**request, **change})

    error_of(other, 422, "idempotency_key_reused")
    assert (await ada.get(f"{path}/metadata")).json() == first.json()


async def test_the_same_key_is_free_for_another_caller_and_another_resource(ada: Caller, bob: Caller):
    """[S8] Same caller, same route: nobody is answered with what somebody else made."""
    hers = await ada.post(SESSIONS, json=a_session(), headers=KEY)
    his = await bob.post(SESSIONS, json=a_session(), headers=KEY)
    snapshot = await ada.post(SNAPSHOTS, json=a_session(), headers=KEY)

    assert [each.status_code for each in (hers, his, snapshot)] == [201, 201, 201]
    assert not any(map(is_replayed, (hers, his, snapshot)))
    assert hers.json()["id"] != his.json()["id"]


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tinside", "é"])
async def test_a_key_of_another_form_is_refused(ada: Caller, key):
    """[S8] 1–255 printable characters."""
    answer = await ada.post(SESSIONS, json=a_session(), headers={b"Idempotency-Key": key.encode()})

    error_of(answer, 400, "validation_error")
    assert await the_sessions(ada) == []


async def test_two_keys_are_refused(ada: Caller):
    """[S8] Nobody could say which one counts."""
    headers = [("Idempotency-Key", "one"), ("Idempotency-Key", "two")]

    error_of(await ada.post(SESSIONS, json=a_session(), headers=headers), 400, "validation_error")


@pytest.mark.parametrize("key", ["x" * 255, '"quoted, and with spaces"', "~"])
async def test_every_printable_key_is_taken(ada: Caller, key):
    """[S8]"""
    for _ in range(2):
        answer = await ada.post(SESSIONS, json=a_session(), headers={"Idempotency-Key": key})
        assert answer.status_code == 201

    assert len(await the_sessions(ada)) == 1


async def test_32_equal_requests_at_once_make_one_session(ada: Caller):
    """[S8] The others get its answer, or hear that it is running, whichever worker they meet."""
    requests = [ada.post(SESSIONS, json=a_session(), headers=KEY) for _ in range(32)]

    answers = await asyncio.gather(*requests)

    [made] = await the_sessions(ada)
    assert [is_replayed(each) for each in answers if each.status_code == 201].count(False) == 1
    for answer in answers:
        if answer.status_code == 201:
            assert answer.json() == made
        else:
            details = error_of(answer, 409, "idempotency_in_progress")["technical_details"]
            assert details["outcome"] == "unknown"
            assert answer.headers["Retry-After"] == "1"
    again = await ada.post(SESSIONS, json=a_session(), headers=KEY)
    assert (is_replayed(again), again.json()) == (True, made)


async def test_a_refusal_that_would_be_the_same_again_is_stored(ada: Caller):
    """[S8] A conflict stays one, though the request would be right by now."""
    created = await ada.post(SESSIONS, json=a_session())
    path, headers = created.headers["Location"], KEY | {"If-Match": '"stale"'}
    first = await ada.put(path, json=a_session({"step": 2}), headers=headers)
    await ada.put(path, json=a_session({"step": 2}), headers={"If-Match": "*"})

    second = await ada.put(path, json=a_session({"step": 2}), headers=headers)

    assert first.status_code == 412
    assert is_replayed(second)
    assert (second.content, second.headers["ETag"]) == (first.content, first.headers["ETag"])


async def test_a_body_that_cannot_be_read_takes_no_key(ada: Caller):
    """[S8] It was refused before anything began."""
    broken = await ada.post(SESSIONS, content=b"{", headers=KEY | {"Content-Type": "application/json"})

    whole = await ada.post(SESSIONS, json=a_session(), headers=KEY)

    assert [broken.status_code, whole.status_code] == [400, 201]


async def test_a_stranger_is_not_answered_with_what_is_stored(place: FastAPI | str, ada: Caller):
    """[S8] [A2] Identity is checked before."""
    await ada.post(SESSIONS, json=a_session(), headers=KEY)
    async with Caller(place) as nobody:
        answer = await nobody.post(SESSIONS, json=a_session(), headers=KEY)

    error_of(answer, 401, "authentication_required")


async def test_every_change_documents_the_key(app: FastAPI):
    """[S8] On every POST, PUT and PATCH of somebody signed in, and on nothing else."""
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            names = [each["name"] for each in operation.get("parameters", [])]
            takes_key = method in {"post", "put", "patch"} and operation["x-benchdog-policy"] != "open"
            assert ("Idempotency-Key" in names) == takes_key, (method, path)
            if takes_key:
                answers = operation["responses"]
                assert "idempotency_in_progress" in answers["409"]["description"]
                assert "idempotency_key_reused" in answers["422"]["description"]
