"""Hostile addresses: ids, paths and query parameters."""

from typing import Final

from tests.hostile.hostile_requests import SESSIONS, SNAPSHOTS, UNKNOWN, Hostile, get

# 200 below is the browser application, which has a page for addresses that it does not know.
PATHS: Final[list[Hostile]] = [
    *(
        get(f"the id {text.decode()[:40]!r}", SESSIONS + b"/" + text, 404)
        for text in (
            b"short",
            b"AAAAAAAAAAAA",
            b"toolongtoolong",
            b"..%2f..%2fetc%2fpasswd",
            b"%2e%2e%2f%2e%2e%2fx",
            b"%00",
            b"%0d%0aX:1",
            b"%ff",
            b"%ed%a0%80",
            b"%25%30%30",
            b"AAAAAAAAAAA;",
            b"AAAAAAAAAAA'",
            b"' OR 1=1".replace(b" ", b"%20"),
            b"%F0%9F%94%A8",
            b"*",
            b"a" * 4_000,
        )
    ),
    get("bytes in the path", SESSIONS + b"/\xff\xfe", 400, 404),
    get("a space in the path", SESSIONS + b"/a b", 400, 404),
    get("half an escape in the path", SESSIONS + b"/%", 400, 404),
    get("no slash in front", b"persistence", 400, 404),
    get("an asterisk", b"*", 200, 400, 404),
    get("a path of 100 KB", b"/" + b"a" * 100_000, 400, 404, 414, 431),
    get("slashes twice", b"//persistence///sessions", 404),
    get("a slash behind", SESSIONS + b"/", 404),
    get("a parameter in the path", SESSIONS + b";a=b", 404),
    get("capitals", b"/PERSISTENCE/SESSIONS", 200, 404),
    get("dots", b"/persistence/../persistence/sessions", 200, 404),
    get("dots to a file", b"/../../../../etc/passwd", 200, 400, 404),
    get("dots to a file among the assets", b"/assets/..%2f..%2f..%2fsettings.py", 404),
    get("a NUL among the assets", b"/assets/%00", 404),
    get("a fragment", SESSIONS + b"#x", 200, 400, 404),
    get("a backslash", b"/persistence\\sessions", 200, 400, 404),
    get("a snapshot's id with bytes", SNAPSHOTS + b"/%ff%fe", 404),
    get("a page with bytes", b"/snapshot/%ff%00", 200, 404),
    *(
        get(f"the version {text.decode()[:20]}", UNKNOWN + b"/versions/" + text, 400, 404)
        for text in (b"0", b"-1", b"x", b"1.5", b"1e9", b"9" * 400, b"%00", b"NaN")
    ),
]

QUERIES: Final[list[Hostile]] = [
    *(
        get(f"the query {text.decode()[:50]}", SESSIONS + b"?" + text, 400)
        for text in (
            b"page_size=0",
            b"page_size=101",
            b"page_size=-1",
            b"page_size=1e9",
            b"page_size=1.5",
            b"page_size=%D9%A3",
            b"page_size=" + b"9" * 5_000,
            b"page_size=1&page_size=2",
            b"page_size=",
            b"page_size=NaN",
            b"limt=3",
            b"sort_by=owner_id",
            b"sort_by=title%20DESC--",
            b"sort_by=__class__",
            b"sort_direction=up",
            b"filter_text=" + b"x" * 251,
            b"filter_updated_from=yesterday",
            b"filter_updated_from=2026-02-30T00:00:00Z",
            b"filter_updated_from=2026-02-03T00:00:00",
            b"filter_created_to=99999-01-01T00:00:00Z",
            b"filter_starred=perhaps",
            b"deleted=2",
            b"cursor=x",
            b"cursor=%00",
            b"cursor=%FF",
            b"cursor=bnVsbA",
            b"cursor=W10",
            b"cursor=" + b"A" * 5_000,
            b"%FF=1",
        )
    ),
    *(
        get(f"the filter {text.decode()[:50]}", SESSIONS + b"?filter_text=" + text, 200, 400)
        for text in (
            b"%25",
            b"_",
            b"%27%20OR%201=1--",
            b"%22))%20UNION",
            b"%00",
            b"%FF",
            b"%ED%A0%80",
            b"@p0",
            b"%5C%5C%5C",
            b"(a%2B)%2B%24",
            b"%F0%9F%94%A8",
        )
    ),
    get("the filter of a bare byte", SESSIONS + b"?filter_text=\xff", 200, 400),
    get("10,000 parameters", SESSIONS + b"?" + b"&".join([b"a=1"] * 10_000), 400, 414, 431),
    get("a query of 60 KB", SESSIONS + b"?filter_text=" + b"x" * 60_000, 400, 414, 431),
]
