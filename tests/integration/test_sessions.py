"""Routes of workbench sessions and their versions. SPEC 3."""

import asyncio
import json

import pytest

from benchdog.documents.limits import MAX_CONTENT_SIZE_BYTES
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"


async def test_a_session_is_created_opened_polled_and_saved(ada: Caller):
    """[S3] [S5] The way of every day, with its headers."""
    device = {b"X-Benchdog-Device": "Mac · Ada".encode()}
    created = await ada.post(SESSIONS, json=a_session(tags=["x"]), headers=device)
    path, etag = created.headers["Location"], created.headers["ETag"]
    opened = await ada.get(path)
    polled = await ada.get(f"{path}/metadata", headers={"If-None-Match": etag})

    saved = await ada.put(path, json=a_session({"step": 2}), headers={"If-Match": etag})

    metadata = created.json()
    assert (created.status_code, path) == (201, f"{SESSIONS}/{metadata['id']}")
    assert metadata["etag"] == etag
    assert metadata["saved_by"] == "Mac · Ada"
    assert opened.json() == {"metadata": metadata, "content": {"step": 1}}
    assert opened.headers["ETag"] == etag
    assert (polled.status_code, polled.content) == (304, b"")
    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    assert saved.headers["ETag"] == saved.json()["etag"] != etag
    polled_again = await ada.get(f"{path}/metadata", headers={"If-None-Match": etag})
    assert polled_again.json() == saved.json()


async def test_a_whole_session_that_is_known_is_not_sent_again(ada: Caller):
    """SPEC 3: If-None-Match; a proxy may have weakened the ETag"""
    created = await ada.post(SESSIONS, json=a_session())
    known = {"If-None-Match": f'"other", W/{created.headers["ETag"]}'}

    answer = await ada.get(created.headers["Location"], headers=known)

    assert (answer.status_code, answer.content) == (304, b"")


async def test_32_saves_from_one_etag_are_one_success_and_31_conflicts(ada: Caller):
    """[S3]"""
    created = await ada.post(SESSIONS, json=a_session())
    path, match = created.headers["Location"], {"If-Match": created.headers["ETag"]}
    saves = [ada.put(path, json=a_session({"step": step}), headers=match) for step in range(2, 34)]

    answers = await asyncio.gather(*saves)

    assert sorted(answer.status_code for answer in answers) == [200] + 31 * [412]
    [saved] = [answer.json() for answer in answers if answer.status_code == 200]
    assert (await ada.get(f"{path}/metadata")).json() == saved
    for answer in answers:
        if answer.status_code == 412:
            details = error_of(answer, 412, "version_conflict")["technical_details"]
            assert details["current"] == saved
            assert answer.headers["ETag"] == saved["etag"]


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("PUT", "", a_session({"step": 2})),
        ("PATCH", "", {"title": "New"}),
        ("POST", "/versions/1/restore", None),
    ],
)
async def test_a_change_must_name_its_starting_version(ada: Caller, method, route, body):
    """[S3] 428 without If-Match."""
    created = await ada.post(SESSIONS, json=a_session())

    answer = await ada.request(method, created.headers["Location"] + route, json=body)

    error_of(answer, 428, "precondition_required")


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("*", 200),
        ('"other", {etag}', 200),
        ("W/{etag}", 412),
        ('"other"', 412),
        ('""', 412),
        ("other", 400),
        ('"other', 400),
        ("", 400),
        ('"a" "b"', 400),
        (",".join(['"a"'] * 9), 400),
        ('"' + "a" * 1100 + '"', 400),
    ],
)
async def test_if_match_is_read_as_rfc_9110_spells_it(ada: Caller, header, status):
    """[S3] The comparison is strong; what cannot be read is never ignored."""
    created = await ada.post(SESSIONS, json=a_session())
    match = {"If-Match": header.replace("{etag}", created.headers["ETag"])}

    answer = await ada.put(created.headers["Location"], json=a_session({"step": 2}), headers=match)

    assert answer.status_code == status
    if status == 400:
        error_of(answer, 400, "precondition_invalid")


async def test_details_are_edited_without_a_new_version(ada: Caller):
    """SPEC 3: PATCH"""
    created = await ada.post(SESSIONS, json=a_session(description="kept"))
    match = {"If-Match": created.headers["ETag"]}

    edited = await ada.patch(
        created.headers["Location"], json={"title": " New ", "starred": True}, headers=match
    )

    metadata = edited.json()
    assert (metadata["title"], metadata["description"], metadata["starred"]) == ("New", "kept", True)
    assert metadata["version"] == 1


async def test_a_session_goes_to_the_trash_and_comes_back(ada: Caller):
    """SPEC 3: DELETE, restore, `deleted`"""
    created = await ada.post(SESSIONS, json=a_session())
    path = created.headers["Location"]

    deleted = await ada.delete(path)
    listed = await ada.get(SESSIONS)
    trash = await ada.get(SESSIONS, params={"deleted": "true"})
    restored = await ada.post(f"{path}/restore")

    assert (deleted.status_code, deleted.content) == (204, b"")
    assert listed.json() == {"items": [], "next_cursor": None}
    assert [item["id"] for item in trash.json()["items"]] == [created.json()["id"]]
    assert (restored.status_code, restored.json()["deleted_at"]) == (200, None)


async def test_a_session_is_deleted_for_good(ada: Caller):
    """SPEC 3: permanent"""
    path = (await ada.post(SESSIONS, json=a_session())).headers["Location"]

    deleted = await ada.delete(path, params={"permanent": "true"})

    assert deleted.status_code == 204
    error_of(await ada.post(f"{path}/restore"), 404, "not_found")


async def test_an_earlier_version_is_read_named_and_restored(ada: Caller):
    """[S7]"""
    created = await ada.post(SESSIONS, json=a_session({"step": 1}))
    path = created.headers["Location"]
    saved = await ada.put(path, json=a_session({"step": 2}), headers={"If-Match": "*"})

    named = await ada.patch(f"{path}/versions/1", json={"label": "First"})
    read = await ada.get(f"{path}/versions/1")
    restored = await ada.post(f"{path}/versions/1/restore", headers={"If-Match": saved.headers["ETag"]})
    listed = await ada.get(f"{path}/versions")

    assert named.json()["label"] == "First"
    assert read.json() == {"metadata": named.json(), "content": {"step": 1}}
    assert restored.json()["version"] == 3
    assert [(item["number"], item["label"]) for item in listed.json()["items"]] == [
        (3, None),
        (2, None),
        (1, "First"),
    ]


async def test_lists_are_paged_with_a_cursor(ada: Caller):
    """[L1]"""
    for number in range(3):
        await ada.post(SESSIONS, json=a_session(title=f"Bench {number}"))
    query = {"page_size": "2", "sort_by": "title", "sort_direction": "asc", "filter_text": "BENCH"}

    first = (await ada.get(SESSIONS, params=query)).json()
    second = (await ada.get(SESSIONS, params={**query, "cursor": first["next_cursor"]})).json()

    titles = [item["title"] for page in (first, second) for item in page["items"]]
    assert titles == ["Bench 0", "Bench 1", "Bench 2"]
    assert second["next_cursor"] is None
    assert "content" not in first["items"][0]


async def test_the_content_limit_is_exact(ada: Caller):
    """[C4] At the limit it is saved, one byte more is refused, with the sizes of the largest parts."""
    frame = len(b'{"note":"","rest":1}')
    at_limit = {"note": "x" * (MAX_CONTENT_SIZE_BYTES - frame), "rest": 1}
    over = {**at_limit, "rest": 10}

    saved = await ada.post(SESSIONS, json=a_session(at_limit))
    refused = await ada.post(SESSIONS, json=a_session(over))

    assert saved.json()["size_bytes"] == MAX_CONTENT_SIZE_BYTES
    assert (await ada.get(saved.headers["Location"])).json()["content"] == at_limit
    details = error_of(refused, 413, "content_too_large")["technical_details"]
    assert details["size_bytes"] == MAX_CONTENT_SIZE_BYTES + 1
    assert details["limit_bytes"] == MAX_CONTENT_SIZE_BYTES
    assert details["largest_parts"][0]["path"] == "$.note"


@pytest.mark.parametrize("text", ["\u0001" * 262_000, "漢" * 524_000], ids=["escapes", "CJK"])
async def test_content_that_escaping_would_double_is_saved(ada: Caller, text):
    """[C5] Both are just below the limit."""
    saved = await ada.post(SESSIONS, json=a_session({"text": text}))

    assert saved.status_code == 201
    assert (await ada.get(saved.headers["Location"])).json()["content"] == {"text": text}


async def test_the_hash_does_not_depend_on_the_spelling(ada: Caller):
    """[C2] [C3] Key order, white space, number spelling; another hash is refused."""
    texts = ['{"a":1,"b":[2]}', '{ "b": [2.0], "a": 1e0 }']
    bodies = [f'{{"title":"x","content":{text}}}' for text in texts]
    json_type = {"Content-Type": "application/json; charset=UTF-8"}

    saved = [(await ada.post(SESSIONS, content=body, headers=json_type)).json() for body in bodies]
    agreed = await ada.post(
        SESSIONS, json=a_session({"a": 1, "b": [2]}, content_hash=saved[0]["content_hash"])
    )
    refused = await ada.post(SESSIONS, json=a_session({"a": 2}, content_hash=saved[0]["content_hash"]))

    assert saved[0]["content_hash"] == saved[1]["content_hash"]
    assert agreed.status_code == 201
    error_of(refused, 422, "content_hash_mismatch")
    assert len((await ada.get(SESSIONS)).json()["items"]) == 3


async def test_somebody_elses_session_answers_like_one_that_does_not_exist(ada: Caller, bob: Caller):
    """[S2] Word for word, on every route."""
    known = (await ada.post(SESSIONS, json=a_session())).json()["id"]
    same = {"X-Correlation-ID": "same", "If-Match": "*"}
    edit = json.dumps({"title": "x"})
    routes = [
        ("GET", "", None),
        ("GET", "/metadata", None),
        ("PUT", "", json.dumps(a_session())),
        ("PATCH", "", edit),
        ("DELETE", "", None),
        ("POST", "/restore", None),
        ("GET", "/versions", None),
        ("GET", "/versions/1", None),
        ("PATCH", "/versions/1", json.dumps({"label": "x"})),
        ("POST", "/versions/1/restore", None),
    ]

    for method, route, body in routes:
        headers = same | ({"Content-Type": "application/json"} if body else {})
        answers = [
            await bob.request(method, f"{SESSIONS}/{session_id}{route}", content=body, headers=headers)
            for session_id in (known, "AAAAAAAAAAAA")
        ]
        error_of(answers[0], 404, "not_found")
        assert answers[0].content == answers[1].content
        assert dict(answers[0].headers) == dict(answers[1].headers)
