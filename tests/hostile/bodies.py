"""Hostile bodies: what is not JSON, what is not I-JSON, what is too deep or too much, wrong fields."""

import json
from typing import Final

from tests.hostile.hostile_requests import (
    JSON,
    SESSIONS,
    SNAPSHOTS,
    UNKNOWN,
    WELL_FORMED,
    Hostile,
    hostile,
    post,
    with_content,
)
from tests.hostile.raw_http import request

ENCODINGS: Final[list[Hostile]] = [
    post("nothing", b"", 400),
    post("white space", b" \n\t ", 400),
    post("null", b"null", 400),
    post("an array", b"[]", 400),
    post("a text", b'"x"', 400),
    post("a number", b"1", 400),
    post("true", b"true", 400),
    post("cut off in a text", b'{"title":"x', 400),
    post("cut off in an object", b'{"title":"x","content":{', 400),
    post("a trailing comma", b'{"title":"x","content":{},}', 400),
    post("a comment", b'{"title":"x",/* */"content":{}}', 400),
    post("single quotes", b"{'title':'x','content':{}}", 400),
    post("names without quotes", b"{title:1}", 400),
    post("two documents", WELL_FORMED + WELL_FORMED, 400),
    post("noise behind it", WELL_FORMED + b"\x00", 400),
    post("a byte-order mark", b"\xef\xbb\xbf" + WELL_FORMED, 400),
    post("UTF-16 with a mark", WELL_FORMED.decode().encode("utf-16"), 400),
    post("UTF-16 without a mark", WELL_FORMED.decode().encode("utf-16-le"), 400),
    post("UTF-32", WELL_FORMED.decode().encode("utf-32"), 400),
    post("Latin-1", with_content(b'{"a":"\xe9"}'), 400),
    post("an overlong slash", with_content(b'{"a":"\xc0\xaf"}'), 400),
    post("a surrogate's bytes", with_content(b'{"a":"\xed\xa0\x80"}'), 400),
    post("a code point beyond Unicode", with_content(b'{"a":"\xf4\x90\x80\x80"}'), 400),
    post("a raw NUL", with_content(b'{"a":"\x00"}'), 400),
    post("a raw line end", with_content(b'{"a":"\n"}'), 400),
    post("a bad escape", with_content(b'{"a":"\\x41"}'), 400),
    post("half an escape", with_content(b'{"a":"\\u12"}'), 400),
]

NUMBERS: Final[list[Hostile]] = [
    *(
        post(f"the number {text.decode()}", with_content(b'{"a":' + text + b"}"), 400, 422)
        for text in (
            b"NaN",
            b"Infinity",
            b"-Infinity",
            b"1e999",
            b"-1e999",
            b"9007199254740993",
            b"-9007199254740993",
            b"01",
            b"+1",
            b".5",
            b"1.",
            b"0x10",
            b"1_000",
            b"1e",
            b"--1",
        )
    ),
    post("5,000 digits", with_content(b'{"a":' + b"9" * 5_000 + b"}"), 422),
    post("a million digits", with_content(b'{"a":' + b"9" * 1_000_000 + b"}"), 413, 422),
    post(
        "a million digits behind the point", with_content(b'{"a":0.' + b"9" * 1_000_000 + b"}"), 201, 413, 422
    ),
    post("an exponent of a million digits", with_content(b'{"a":1e' + b"9" * 1_000_000 + b"}"), 413, 422),
    post("50,000 large exponents", with_content(b'{"a":[' + b",".join([b"1e308"] * 50_000) + b"]}"), 201),
]

STRUCTURES: Final[list[Hostile]] = [
    post("a name twice", with_content(b'{"a":1,"a":2}'), 422),
    post("a name twice, escaped", with_content(b'{"a":1,"\\u0061":2}'), 422),
    post("title twice", b'{"title":"x","title":"y","content":{}}', 400, 422),
    post("content twice", b'{"title":"x","content":{},"content":{}}', 400, 422),
    post("a lone surrogate", with_content(b'{"a":"\\ud800"}'), 422),
    post("a lone surrogate as a name", with_content(b'{"\\ud800":1}'), 422),
    post("swapped surrogates", with_content(b'{"a":"\\udc00\\ud800"}'), 422),
    post("129 levels", with_content(b'{"a":' * 129 + b"1" + b"}" * 129), 422),
    post("10,000 levels", with_content(b'{"a":' * 10_000 + b"1" + b"}" * 10_000), 422),
    post("100,000 arrays", with_content(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), 422),
    post("700,000 arrays without end", b"[" * 700_000, 400, 422),
    post("700,000 objects without end", b'{"a":' * 700_000, 400, 422),
    post(
        "100,001 members",
        with_content(json.dumps(dict.fromkeys(map(str, range(100_001)), 0)).encode()),
        201,
        413,
    ),
    post("a name of 1 MB", with_content(b'{"' + b"a" * 1_000_000 + b'":1}'), 201, 413),
    post("a name of 2 MB", with_content(b'{"' + b"a" * 2_000_000 + b'":1}'), 413),
    post("a text of 1.6 MB", with_content(b'{"a":"' + b"a" * 1_600_000 + b'"}'), 413),
    post("786,433 two-byte letters", with_content(b'{"a":"' + "é".encode() * 786_433 + b'"}'), 413),
    post("700,000 quotes", with_content(b'{"a":"' + b'\\"' * 700_000 + b'"}'), 201, 413),
    post(
        "300,000 empty arrays", with_content(b'{"a":[' + b",".join([b"[]"] * 300_000) + b"]}"), 201, 413, 422
    ),
    *(
        post(f"the content {text.decode()}", with_content(text), 400, 422)
        for text in (b"null", b"[]", b'""', b'"{}"', b"1", b"true", b"[{}]")
    ),
    *(
        post(f"the strange content {text.decode()}", with_content(text), 201)
        for text in (b'{"__proto__":{"a":1}}', b'{"constructor":{"prototype":1}}', b'{"":{}}', b'{"a":-0}')
    ),
]

FIELDS: Final[list[Hostile]] = [
    *(
        post(f"the title {text.decode()}", b'{"content":{},"title":' + text + b"}", 400, 422)
        for text in (
            b'""',
            b'" "',
            b'"\\u00a0"',
            b'"\\u3000"',
            b"null",
            b"1",
            b"[]",
            b"{}",
            b'"a\\u0000"',
            b'"a\\r\\nb"',
            b'"\\u001b[31m"',
            b'"a\\u202eb"',
            b'"\\u2066"',
            b'"\\ud800"',
            b'"' + b"x" * 51 + b'"',
        )
    ),
    post("a title of 1 MB", b'{"content":{},"title":"' + b"x" * 1_000_000 + b'"}', 400, 413),
    *(
        post(f"the strange title {text}", json.dumps({"title": text, "content": {}}).encode(), 201)
        for text in (
            "<img src=x onerror=alert(1)>",
            "=HYPERLINK(1)",
            "İSTANBUL",
            "'; DROP TABLE x; --",
            "{{7*7}}",
        )
    ),
    post("no title", b'{"content":{}}', 400),
    post("no content", b'{"title":"x"}', 400),
    *(
        post(
            f"the member {name} = {str(value)[:20]}",
            json.dumps({"title": "x", "content": {}, name: value}).encode(),
            400,
        )
        for name, value in (
            ("owner_id", "bob"),
            ("id", "AAAAAAAAAAAA"),
            ("version", 9),
            ("created_at", "2026-01-01T00:00:00Z"),
            ("_etag", "x"),
            ("__class__", {}),
            ("content_hash", "x"),
            ("content_hash", 1),
            ("tags", "x"),
            ("tags", [""]),
            ("tags", ["x"] * 11),
            ("tags", [["x"]]),
            ("tags", ["x" * 31]),
            ("description", "x" * 251),
            ("description", {"$ne": 1}),
        )
    ),
    post("another hash", json.dumps({"title": "x", "content": {}, "content_hash": "0" * 64}).encode(), 422),
]

CONDITIONS: Final[list[Hostile]] = [
    *(
        hostile(
            f"a save under {name}",
            request(
                b"PUT",
                UNKNOWN,
                JSON,
                *([b"If-Match: " + value] if value is not None else []),
                body=WELL_FORMED,
            ),
            400,
            404,
            412,
            428,
        )
        for name, value in (
            ("no condition", None),
            ("a condition without quotes", b"abc"),
            ("half a quote", b'"a'),
            ("an empty tag", b'""'),
            ("a weak tag", b'W/"abc"'),
            ("a thousand tags", b", ".join([b'"abc"'] * 1_000)),
            ("bytes", b'"\xff"'),
            ("a control byte", b'"a\x01"'),
            ("nothing", b""),
            ("everything and more", b'*, "a"'),
        )
    ),
    *(
        post(f"the key {name}", WELL_FORMED, *statuses, lines=(JSON, b"Idempotency-Key: " + value))
        for name, value, statuses in (
            ("of 256 letters", b"k" * 256, (400,)),
            ("of bytes", b"\xff", (400,)),
            ("with a control byte", b"a\x01b", (400,)),
            ("of nothing", b"", (400,)),
        )
    ),
    post(
        "two keys",
        WELL_FORMED,
        400,
        lines=(JSON, b"Idempotency-Key: hostile-a", b"Idempotency-Key: hostile-b"),
    ),
    hostile("an edit of nothing", request(b"PATCH", UNKNOWN, JSON, b"If-Match: *", body=b"{}"), 400, 404),
    hostile("a body where none belongs", request(b"GET", SESSIONS, JSON, body=WELL_FORMED), 200, 400),
    hostile(
        "1 MB where none belongs", request(b"DELETE", UNKNOWN, JSON, body=b"x" * 1_000_000), 400, 404, 413
    ),
    hostile(
        "a snapshot of a session that is not there",
        request(b"POST", SNAPSHOTS, JSON, body=b'{"title":"x","session_id":"AAAAAAAAAAAA"}'),
        404,
    ),
    hostile(
        "a snapshot of everything at once",
        request(b"POST", SNAPSHOTS, JSON, body=b'{"title":"x","session_id":"AAAAAAAAAAAA","content":{}}'),
        400,
    ),
    hostile("a snapshot of nothing", request(b"POST", SNAPSHOTS, JSON, body=b'{"title":"x"}'), 400),
]
