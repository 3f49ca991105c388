"""What is wrong with a request is said with the right status and code, never with 5xx. [E1] [E2]"""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchdog.documents.limits import MAX_BODY_SIZE_BYTES
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"
JSON = {"Content-Type": "application/json"}
README = Path(__file__).parents[2] / "README.md"


def body_with(content: str) -> bytes:
    return f'{{"title":"x","content":{content}}}'.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"", 400, "body_invalid", id="nothing"),
        pytest.param(b"null", 400, "validation_error", id="null"),
        pytest.param(b"[]", 400, "validation_error", id="an array"),
        pytest.param(b'"x"', 400, "validation_error", id="a text"),
        pytest.param(b'{"title":"x', 400, "body_invalid", id="cut off"),
        pytest.param(b'{"title":"x",}', 400, "body_invalid", id="trailing comma"),
        pytest.param(body_with("{}") + b"{}", 400, "body_invalid", id="two documents"),
        pytest.param(b"\xef\xbb\xbf" + body_with("{}"), 400, "body_invalid", id="byte-order mark"),
        pytest.param(body_with("{}").decode().encode("utf-16"), 400, "body_invalid", id="UTF-16"),
        pytest.param(body_with('{"a":"\xe9"}').decode().encode("latin-1"), 400, "body_invalid", id="Latin-1"),
        pytest.param(body_with('{"a":"\ud800"}'), 400, "body_invalid", id="surrogate bytes"),
        pytest.param(body_with('{"a":"\x00"}'), 400, "body_invalid", id="raw NUL"),
        pytest.param(body_with('{"a":1,"a":2}'), 422, "content_invalid", id="a name twice"),
        pytest.param(body_with('{"a":1,"\\u0061":2}'), 422, "content_invalid", id="a name twice, escaped"),
        pytest.param(body_with('{"a":NaN}'), 422, "content_invalid", id="NaN"),
        pytest.param(body_with('{"a":-Infinity}'), 422, "content_invalid", id="Infinity"),
        pytest.param(body_with('{"a":1e999}'), 422, "content_invalid", id="too large a number"),
        pytest.param(body_with('{"a":9007199254740993}'), 422, "content_invalid", id="an inexact integer"),
        pytest.param(body_with(f'{{"a":{"9" * 5000}}}'), 422, "content_invalid", id="5,000 digits"),
        pytest.param(body_with('{"a":"\\ud800"}'), 422, "content_invalid", id="lone surrogate"),
        pytest.param(body_with('{"\\udc00\\ud800":1}'), 422, "content_invalid", id="swapped surrogates"),
        pytest.param(body_with('{"a":' * 129 + "1" + "}" * 129), 422, "content_invalid", id="too deep"),
        pytest.param(b"[" * 700_000, 422, "content_invalid", id="endless nesting"),
        pytest.param(body_with("[]"), 422, "content_invalid", id="content is an array"),
        pytest.param(body_with("null"), 422, "content_invalid", id="content is null"),
        pytest.param(body_with('"{}"'), 422, "content_invalid", id="content is a text"),
        pytest.param(b'{"title":"x"}', 400, "validation_error", id="no content"),
        pytest.param(b'{"content":{}}', 400, "validation_error", id="no title"),
        pytest.param(b'{"title":"","content":{}}', 400, "validation_error", id="empty title"),
        pytest.param(b'{"title":" \\u3000","content":{}}', 400, "validation_error", id="blank title"),
        pytest.param(b'{"title":1,"content":{}}', 400, "validation_error", id="title is a number"),
        pytest.param(b'{"title":"a\\u0000","content":{}}', 400, "validation_error", id="NUL in the title"),
        pytest.param(b'{"title":"a\\r\\nb","content":{}}', 400, "validation_error", id="CR LF in the title"),
        pytest.param(b'{"title":"a\\u202eb","content":{}}', 400, "validation_error", id="bidi control"),
        pytest.param(
            b'{"title":"\\ud800","content":{}}', 422, "content_invalid", id="surrogate in the title"
        ),
        pytest.param(
            json.dumps(a_session(title="x" * 51)).encode(), 400, "validation_error", id="long title"
        ),
        pytest.param(
            json.dumps(a_session(description="x" * 251)).encode(), 400, "validation_error", id="description"
        ),
        pytest.param(json.dumps(a_session(tags=["x"] * 11)).encode(), 400, "validation_error", id="11 tags"),
        pytest.param(json.dumps(a_session(tags="x")).encode(), 400, "validation_error", id="tags are a text"),
        pytest.param(json.dumps(a_session(owner_id="bob")).encode(), 400, "validation_error", id="owner_id"),
        pytest.param(json.dumps(a_session(version=9)).encode(), 400, "validation_error", id="version"),
        pytest.param(json.dumps(a_session(content_hash="x")).encode(), 400, "validation_error", id="no hash"),
    ],
)
async def test_a_bad_body_is_refused_and_nothing_is_stored(ada: Caller, body, status, code):
    """[C1] [C6] [E2]"""
    answer = await ada.post(SESSIONS, content=body, headers=JSON)

    error_of(answer, status, code)
    assert (await ada.get(SESSIONS)).json()["items"] == []


async def test_nothing_of_a_bad_request_comes_back(ada: Caller):
    """[E3] Neither in a field, nor as a name."""
    body = a_session(title="secret" * 20, secret="secret", tags=[["secret"]])

    answer = await ada.post(SESSIONS, json=body, params={"page_size": "1"})
    filtered = await ada.get(SESSIONS, params={"filter_starred": "secret"})

    assert "secret" not in answer.text + filtered.text


async def test_a_place_in_bad_content_is_named(ada: Caller):
    """[C1] By its JSON path in the request."""
    answer = await ada.post(SESSIONS, content=body_with('{"modules":[{"x":1},{"y":NaN}]}'), headers=JSON)

    details = error_of(answer, 422, "content_invalid")["technical_details"]
    assert details["path"] == "$.content.modules[1].y"


@pytest.mark.parametrize(
    "content", ['{"__proto__":{"a":1}}', '{"constructor":1}', '{"a":-0}', '{"":""}', "{}"]
)
async def test_strange_content_is_only_data(ada: Caller, content):
    """[C1]"""
    created = await ada.post(SESSIONS, content=body_with(content), headers=JSON)

    opened = await ada.get(created.headers["Location"])

    assert opened.json()["content"] == json.loads(content)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/merge-patch+json"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
async def test_a_body_that_is_not_plain_json_is_refused(ada: Caller, headers):
    """[E2] 415; a form of another site cannot pretend to be JSON either."""
    answer = await ada.post(SESSIONS, content=body_with("{}"), headers=headers)

    error_of(answer, 415, "unsupported_media_type")


async def test_a_body_is_not_read_beyond_its_limit(ada: Caller):
    """[C4] Whatever its length says, and when it says none."""
    pieces_read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal pieces_read
        for _ in range(200):
            pieces_read += 1
            yield b" " * (1024 * 1024)

    announced = await ada.post(SESSIONS, content=b" " * (MAX_BODY_SIZE_BYTES + 1), headers=JSON)
    chunked = await ada.post(SESSIONS, content=endless(), headers=JSON)

    assert (
        error_of(announced, 413, "body_too_large")["technical_details"]["limit_bytes"] == MAX_BODY_SIZE_BYTES
    )
    error_of(chunked, 413, "body_too_large")
    assert pieces_read <= 6


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=101",
        "page_size=-1",
        "page_size=1e9",
        "page_size=1.5",
        "page_size=%D9%A3",
        f"page_size={'9' * 5000}",
        "page_size=1&page_size=2",
        "limt=3",
        "sort_by=owner_id",
        "sort_by=title%20DESC--",
        "sort_direction=up",
        f"filter_text={'x' * 251}",
        "filter_updated_from=yesterday",
        "filter_updated_from=2026-02-30T00:00:00Z",
        "filter_updated_from=2026-02-03T00:00:00",
        "filter_starred=perhaps",
    ],
)
async def test_a_bad_parameter_is_refused(ada: Caller, query):
    """[L1] [L2] [L3]"""
    error_of(await ada.get(f"{SESSIONS}?{query}"), 400, "validation_error")


@pytest.mark.parametrize(
    "text", ["%25", "%27%20OR%201=1--", "%22))%20UNION", "%00", "%FF", "%ED%A0%80", "@p0"]
)
async def test_a_filter_is_searched_letter_for_letter(ada: Caller, text):
    """[L4] Values are bound, so none of them is more than text."""
    await ada.post(SESSIONS, json=a_session())

    answer = await ada.get(f"{SESSIONS}?filter_text={text}")

    assert (answer.status_code, answer.json()["items"]) == (200, [])


@pytest.mark.parametrize("cursor", ["x", "%00", "W10", "bnVsbA", "%FF", "TmFO"])
async def test_a_damaged_cursor_is_refused(ada: Caller, cursor):
    """[L1]"""
    error_of(await ada.get(f"{SESSIONS}?cursor={cursor}"), 400, "cursor_invalid")


@pytest.mark.parametrize(
    "session_id",
    ["short", "toolongtoolong", "..%2f..%2fetc%2fpasswd", "%00", "%0d%0aX:1", "%ff", "AAAAAAAAAAA;"],
)
async def test_an_id_of_another_form_is_not_found(ada: Caller, session_id):
    """[S2] As an unknown one."""
    error_of(await ada.get(f"{SESSIONS}/{session_id}"), 404, "not_found")


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "9" * 400])
async def test_a_version_number_of_another_form_is_refused(ada: Caller, number):
    """[E2]"""
    path = (await ada.post(SESSIONS, json=a_session())).headers["Location"]

    assert (await ada.get(f"{path}/versions/{number}")).status_code in {400, 404}


@pytest.mark.parametrize("body", [{}, {"title": None}, {"starred": "yes"}, {"content": {}}, {"version": 2}])
async def test_an_edit_that_edits_nothing_known_is_refused(ada: Caller, body):
    """SPEC 3: any of title, description, tags, starred"""
    path = (await ada.post(SESSIONS, json=a_session())).headers["Location"]

    answer = await ada.patch(path, json=body, headers={"If-Match": "*"})

    error_of(answer, 400, "validation_error")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", f"{SESSIONS}/", 404, "not_found"),
        ("GET", "/persistence//sessions", 404, "not_found"),
        ("GET", "/persistence/nothing", 404, "not_found"),
        ("POST", "/persistence/nothing", 404, "not_found"),
        ("GET", "/assets/nothing.js", 404, "not_found"),
        ("GET", "/nothing.png", 404, "not_found"),
        ("DELETE", SESSIONS, 405, "method_not_allowed"),
        ("POST", "/snapshot/AAAAAAAAAAAA", 405, "method_not_allowed"),
        ("TRACE", SESSIONS, 405, "method_not_allowed"),
    ],
)
async def test_an_unknown_address_or_method_is_answered_with_the_envelope(
    ada: Caller, method, path, status, code
):
    """[E1] No redirect that would carry a body elsewhere."""
    error_of(await ada.request(method, path), status, code)


async def test_what_is_wrong_with_a_field_is_said_in_our_words_alone(ada: Caller):
    """[E1]"""
    answer = await ada.post(SESSIONS, content=b'{"title":" ","content":{}}', headers=JSON)

    assert (
        error_of(answer, 400, "validation_error")["user_message"]
        == "title: Write at least one visible character."
    )


async def test_the_session_that_the_readme_makes_with_curl_is_accepted(ada: Caller):
    """[C7]"""
    [body] = re.findall(r"-d '(\{\"title.*?)'$", README.read_text("utf-8"), re.MULTILINE)

    answer = await ada.post(SESSIONS, content=body.encode(), headers=JSON)

    assert answer.status_code == 201
