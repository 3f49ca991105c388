"""Hostile heads: lengths that lie, encodings, media types, methods, hosts, sizes."""

from typing import Final

from tests.hostile.hostile_requests import (
    CLOSED,
    JSON,
    SESSIONS,
    WELL_FORMED,
    Hostile,
    get,
    hostile,
    post,
)
from tests.hostile.raw_http import TOKEN, request

_LENGTH: Final = b"Content-Length: %d" % len(WELL_FORMED)
_CHUNKED: Final = b"Transfer-Encoding: chunked"
_WHOLE_CHUNK: Final = b"%x\r\n" % len(WELL_FORMED) + WELL_FORMED + b"\r\n0\r\n\r\n"

LENGTHS: Final[list[Hostile]] = [
    post("length smaller than the body", WELL_FORMED, 400, lines=(JSON, b"Content-Length: 5")),
    *(
        post(f"length {text.decode()!r}", WELL_FORMED, 400, lines=(JSON, b"Content-Length: " + text))
        for text in (b"-1", b"+5", b"five", b"5.0", b"0x10", b"1e3", b"5 5", b"", b"9" * 40)
    ),
    post("two lengths", WELL_FORMED, 400, lines=(JSON, _LENGTH, b"Content-Length: 3")),
    post("the same length twice", WELL_FORMED, 400, 201, lines=(JSON, _LENGTH, _LENGTH)),
    post("length and chunks", _WHOLE_CHUNK, 400, lines=(JSON, _LENGTH, _CHUNKED)),
    post("chunks", _WHOLE_CHUNK, 201, lines=(JSON, _CHUNKED)),
    post("chunks named twice", _WHOLE_CHUNK, 400, 201, lines=(JSON, _CHUNKED, _CHUNKED)),
    post("a chunk size that is none", b"zz\r\n" + WELL_FORMED, 400, lines=(JSON, _CHUNKED)),
    post("a negative chunk", b"-1\r\n\r\n", 400, lines=(JSON, _CHUNKED)),
    post("a chunk of 2^64 bytes", b"1" + b"0" * 16 + b"\r\nx", 400, lines=(JSON, _CHUNKED)),
    post("a chunk without its end", b"3\r\nabcdef\r\n0\r\n\r\n", 400, lines=(JSON, _CHUNKED)),
    post(
        "a long chunk extension", b"1;" + b"a" * 100_000 + b"\r\n{\r\n0\r\n\r\n", 400, lines=(JSON, _CHUNKED)
    ),
    post("chunks spelt wrong", _WHOLE_CHUNK, 400, 411, 501, lines=(JSON, b"Transfer-Encoding: chunke")),
    post(
        "gzip and chunks", _WHOLE_CHUNK, 201, 400, 415, 501, lines=(JSON, b"Transfer-Encoding: gzip, chunked")
    ),
    post("a body of 4 MiB and one byte", b" " * (4 * 1024 * 1024 + 1), 413),
    post("a body said to have a terabyte", b"{", 413, lines=(JSON, b"Content-Length: 1099511627776")),
    post(
        "chunks without end",
        (b"100000\r\n" + b" " * 1_048_576 + b"\r\n") * 6,
        413,
        lines=(JSON, _CHUNKED),
    ),
]

MEDIA_TYPES: Final[list[Hostile]] = [
    post("no media type", WELL_FORMED, 415, lines=()),
    *(
        post(f"media type {text.decode()}", WELL_FORMED, 415, lines=(b"Content-Type: " + text,))
        for text in (
            b"text/plain",
            b"text/json",
            b"application/x-www-form-urlencoded",
            b"multipart/form-data; boundary=x",
            b"application/merge-patch+json",
            b"application/jsonx",
            b"application/json; charset=utf-16",
            b"application/json; charset=latin-1",
            b"*/*",
            b"",
            b";",
            b"application/",
        )
    ),
    post("two media types", WELL_FORMED, 415, lines=(JSON, b"Content-Type: text/plain")),
    *(
        post(f"encoded as {text.decode()}", WELL_FORMED, 415, lines=(JSON, b"Content-Encoding: " + text))
        for text in (b"gzip", b"br", b"zstd", b"deflate", b"gzip, gzip", b"nothing")
    ),
]

HEADERS: Final[list[Hostile]] = [
    get("a header of 100 KB", SESSIONS, 400, 431, lines=(b"X-Long: " + b"a" * 100_000,)),
    get("10,000 headers", SESSIONS, 200, 400, 431, lines=(b"X-Many: 1",) * 10_000),
    get("a header without a colon", SESSIONS, 400, lines=(b"X-Broken",)),
    get("a header without a name", SESSIONS, 400, lines=(b": value",)),
    get("a space in a header's name", SESSIONS, 400, lines=(b"X Broken: 1",)),
    get("a folded header", SESSIONS, 200, 400, lines=(b"X-Folded: a", b" b")),
    get("a NUL in a header", SESSIONS, 400, lines=(b"X-Nul: a\x00b",)),
    get("bytes in a header", SESSIONS, 200, 400, lines=(b"X-Bytes: \xff\xfe",)),
    get("an empty correlation id", SESSIONS, 200, lines=(b"X-Correlation-ID:",)),
    get("a correlation id of 10 KB", SESSIONS, 200, lines=(b"X-Correlation-ID: " + b"a" * 10_000,)),
    get("a correlation id of bytes", SESSIONS, 200, lines=(b"X-Correlation-ID: \xff",)),
    get("an address as correlation id", SESSIONS, 200, lines=(b"X-Correlation-ID: ada@example.org",)),
    get("another user's name in a proxy's header", SESSIONS, 200, lines=(b"X-Forwarded-User: bob",)),
    get("a method in a header", SESSIONS, 200, lines=(b"X-HTTP-Method-Override: DELETE",)),
    get("a range", SESSIONS, 200, lines=(b"Range: bytes=0-0,1-1,2-2",)),
    get("an unreadable Accept", SESSIONS, 200, lines=(b"Accept: ;;;q=x",)),
    get("an upgrade to nothing", SESSIONS, 200, 400, 426, lines=(b"Connection: Upgrade", b"Upgrade: foo")),
    get("a promise to wait", SESSIONS, 200, 417, lines=(b"Expect: 200-nothing",)),
]

_OTHER_HOSTS: Final = (
    b"evil.example",
    b"localhost.evil.example",
    b"localhost:8000@evil.example",
    b"",
    b"[::1",
)

HOSTS: Final[list[Hostile]] = [
    *(
        hostile(
            f"the host {name.decode()!r}", b"GET /config HTTP/1.1\r\nHost: " + name + b"\r\n\r\n", 400, 421
        )
        for name in _OTHER_HOSTS
    ),
    hostile("no host", b"GET /config HTTP/1.1\r\n\r\n", 400, 421),
    hostile("two hosts", b"GET /config HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400, 421),
    hostile("another host in the target", request(b"GET", b"http://evil.example/config"), 200, 400, 404, 421),
    hostile("HTTP/0.9", b"GET /\r\n\r\n", 400, 421, CLOSED),
    hostile("HTTP/9.9", b"GET /config HTTP/9.9\r\nHost: localhost\r\n\r\n", 400, 505, CLOSED),
    hostile("HTTP/2 by surprise", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 405, CLOSED),
    hostile("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64, 400, CLOSED),
    hostile("noise", bytes(range(256)) + b"\r\n\r\n", 400, CLOSED),
    hostile("no version", b"GET /config\r\nHost: localhost\r\n\r\n", 200, 400, CLOSED),
    *(
        hostile(f"the method {method.decode()}", request(method, SESSIONS), *statuses)
        for method, statuses in (
            (b"TRACE", (400, 405)),
            (b"CONNECT", (400, 404, 405)),
            (b"FOO", (400, 405)),
            (b"get", (400, 405)),
            (b"PROPFIND", (400, 405)),
            (b"OPTIONS", (204, 400, 403, 405)),
            (b"DELETE", (405,)),
            (b"PUT", (405, 415)),
        )
    ),
]

SIGN_INS: Final[list[Hostile]] = [
    *(
        hostile(
            f"the credentials {name}",
            request(b"GET", SESSIONS, b"Authorization: " + value, sign_in=False),
            400,
            401,
        )
        for name, value in (
            ("of nobody", b"Bearer"),
            ("of a wrong kind", b"Basic YWRhOmFkYQ=="),
            ("unsigned", b"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."),
            ("signed by nobody", b"Bearer ada.9999999999.AAAA"),
            ("cut off", b"Bearer a.b"),
            ("of dots", b"Bearer ....."),
            ("of bytes", b"Bearer \xff\xfe"),
            ("of 6 KB", b"Bearer " + b"a" * 6_000),
        )
    ),
    hostile(
        "64 KB of credentials",
        request(b"GET", SESSIONS, b"Authorization: Bearer " + b"a" * 65_536, sign_in=False),
        400,
        401,
        431,
    ),
    get("two credentials", SESSIONS, 200, 400, 401, lines=(b"Authorization: Bearer x",)),
    get("a token in the address", SESSIONS + b"?access_token=" + TOKEN, 400),
    hostile(
        "a cookie of noise", request(b"GET", SESSIONS, b"Cookie: ;;;=;\xff=\x01", sign_in=False), 400, 401
    ),
    hostile(
        "10 KB of cookies", request(b"GET", SESSIONS, b"Cookie: " + b"a=b; " * 2_000, sign_in=False), 401, 431
    ),
]
