"""A large save that is sure to be refused, refused before its body is read."""

import json
from collections.abc import AsyncIterator
from typing import Any

from benchdog.documents.content import Content
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"
HASH = "X-Benchdog-Content-Hash"
STALE = {"If-Match": '"an-older-one"'}


def large(step: int) -> dict[str, Any]:
    return {"step": step, "notes": "x" * 100_000}


def hash_of(content: dict[str, Any]) -> dict[str, str]:
    return {HASH: Content.from_value(content).content_hash}


class SentBody:
    """The body of a save, which is read piece by piece. What was read counts."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._bytes = json.dumps(a_session(content)).encode()
        self.read_bytes = 0
        self.headers = {"Content-Type": "application/json", "Content-Length": str(len(self._bytes))}

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._bytes), 10_000):
            piece = self._bytes[start : start + 10_000]
            self.read_bytes += len(piece)
            yield piece


async def test_a_conflict_is_told_before_the_body_is_read(ada: Caller):
    """[S3] [S4] And it is told as any other."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))
    body = SentBody(large(2))

    answer = await ada.put(
        created.headers["Location"], content=body, headers={**body.headers, **STALE, **hash_of(large(2))}
    )

    details = error_of(answer, 412, "version_conflict")["technical_details"]
    assert details["current"] == created.json()
    assert answer.headers["ETag"] == created.headers["ETag"]
    assert body.read_bytes == 0


async def test_what_is_not_there_for_the_caller_is_told_at_once_too(ada: Caller, bob: Caller):
    """[S2] Somebody else's as one that is not there."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))
    body = SentBody(large(2))
    headers = {**body.headers, "If-Match": "*", **hash_of(large(2))}

    unknown = await ada.put(f"{SESSIONS}/AAAAAAAAAAAA", content=body, headers=headers)
    of_ada = await bob.put(created.headers["Location"], content=body, headers=headers)

    error_of(unknown, 404, "not_found")
    error_of(of_ada, 404, "not_found")
    assert body.read_bytes == 0


async def test_a_save_of_what_is_stored_already_is_no_conflict(ada: Caller):
    """[S4] However stale it is."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))

    answer = await ada.put(
        created.headers["Location"], json=a_session(large(1)), headers={**STALE, **hash_of(large(1))}
    )

    assert (answer.status_code, answer.json()) == (200, created.json())


async def test_a_save_that_was_made_under_its_key_is_answered_as_it_was(ada: Caller):
    """[S8] Its answer was lost, and somebody saved over it meanwhile."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))
    path, first = created.headers["Location"], {"If-Match": created.headers["ETag"], **hash_of(large(2))}
    saved = await ada.put(path, json=a_session(large(2)), headers={**first, "Idempotency-Key": "lost"})
    await ada.put(path, json=a_session(large(3)), headers={"If-Match": saved.headers["ETag"]})

    repeated = await ada.put(path, json=a_session(large(2)), headers={**first, "Idempotency-Key": "lost"})
    unknown = await ada.put(path, json=a_session(large(2)), headers={**first, "Idempotency-Key": "new"})

    assert (repeated.status_code, repeated.json()) == (200, saved.json())
    assert repeated.headers["Idempotency-Replayed"] == "true"
    error_of(unknown, 412, "version_conflict")


async def test_a_save_that_is_none_goes_on(ada: Caller):
    """[S3] Announced or not, it is the same save."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))
    match = {"If-Match": created.headers["ETag"]}

    saved = await ada.put(
        created.headers["Location"], json=a_session(large(2)), headers={**match, **hash_of(large(2))}
    )

    assert (saved.status_code, saved.json()["version"]) == (200, 2)


async def test_a_condition_in_two_lines_is_read_whole(ada: Caller):
    """[S3] RFC 9110, 5.3: the second line names the state that is stored."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))
    conditions = [("If-Match", STALE["If-Match"]), ("If-Match", created.headers["ETag"])]

    saved = await ada.put(
        created.headers["Location"],
        json=a_session(large(2)),
        headers=[*conditions, *hash_of(large(2)).items()],
    )

    assert (saved.status_code, saved.json()["version"]) == (200, 2)


async def test_another_hash_than_that_of_the_content_is_refused(ada: Caller):
    """[C3] As in the body."""
    created = await ada.post(SESSIONS, json=a_session(large(1)))
    path, match = created.headers["Location"], {"If-Match": created.headers["ETag"]}

    other = await ada.put(path, json=a_session(large(2)), headers={**match, **hash_of(large(3))})
    none = await ada.put(path, json=a_session(large(2)), headers={**match, HASH: "not a hash"})

    error_of(other, 422, "content_hash_mismatch")
    error_of(none, 400, "validation_error")
    assert (await ada.get(f"{path}/metadata")).json() == created.json()
