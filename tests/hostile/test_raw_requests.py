"""Whatever arrives on the socket, the service answers rightly, soon, without its insides, and lives on."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.hostile import addresses, bodies, framing
from tests.hostile.hostile_requests import JSON, SESSIONS, Hostile
from tests.hostile.raw_http import TOKEN, ask, request, send_and_go
from tests.real_service import RealService, running_service

DICTIONARY: Final[list[Hostile]] = [
    *framing.LENGTHS,
    *framing.MEDIA_TYPES,
    *framing.HEADERS,
    *framing.HOSTS,
    *framing.SIGN_INS,
    *bodies.ENCODINGS,
    *bodies.NUMBERS,
    *bodies.STRUCTURES,
    *bodies.FIELDS,
    *bodies.CONDITIONS,
    *addresses.PATHS,
    *addresses.QUERIES,
]
SOON_SECONDS: Final = 5.0
INSIDES: Final = re.compile(
    rb"Traceback|File \"|\.py\b|site-packages|sqlite|apsw|pydantic|orjson|jiter|fastapi|starlette|uvicorn"
    rb"|SELECT |azure|cosmos\.db|/usr/|/home/|/tmp/|AccountKey",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    with running_service(tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.fixture(scope="module")
def token(service: RealService) -> bytes:
    answer = ask(
        service.port, request(b"POST", b"/auth/sign-in", JSON, body=b'{"name":"ada"}', sign_in=False)
    )
    found = re.search(rb'"token":"([^"]+)"', answer.body)
    assert found is not None
    return found[1]


def test_the_dictionary_is_large_enough():
    assert len(DICTIONARY) >= 150
    assert len({each.name for each in DICTIONARY}) == len(DICTIONARY)


@pytest.mark.parametrize(("raw", "statuses"), [each.as_parameter() for each in DICTIONARY])
def test_a_hostile_request_is_answered_and_the_service_lives(
    service: RealService, token: bytes, raw: bytes, statuses: frozenset[int | None]
):
    """[E2] [E3] Never 5xx, never silence, nothing of the insides."""
    answer = ask(service.port, raw.replace(TOKEN, token))

    assert answer.status in statuses
    assert answer.seconds < SOON_SECONDS
    assert INSIDES.search(answer.body) is None
    assert ask(service.port, request(b"GET", b"/health/live")).status == 200


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET / HT", id="half a line"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: local", id="half a head"),
        pytest.param(
            request(b"POST", SESSIONS, JSON, b"Content-Length: 1000", body=b'{"title":"'), id="half a body"
        ),
        pytest.param(
            request(b"POST", SESSIONS, JSON, b"Transfer-Encoding: chunked", body=b"5\r\nab"),
            id="half a chunk",
        ),
    ],
)
def test_a_caller_who_goes_away_stores_nothing(service: RealService, token: bytes, raw: bytes):
    """[S5] A save that did not arrive whole is none."""
    before = ask(service.port, request(b"GET", SESSIONS).replace(TOKEN, token))

    for _ in range(20):
        send_and_go(service.port, raw.replace(TOKEN, token))

    after = ask(service.port, request(b"GET", SESSIONS).replace(TOKEN, token))
    assert (after.status, after.body) == (200, before.body)
