"""What is refused before a route sees it has the same form and the same headers. [E1] [A3]"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchdog.settings import Settings
from tests.integration.conftest import Caller, running
from tests.integration.envelope import error_of

OWN_APP, STRANGE = "https://app.example", "https://evil.example"
PREFLIGHT = {"Origin": OWN_APP, "Access-Control-Request-Method": "PUT"}

REFUSALS: tuple[tuple[str, str, dict[str, str], int, str], ...] = (
    ("GET", "/config", {"Host": "evil.example"}, 421, "host_unknown"),
    ("GET", "/config", {"X-Long": "a" * 40_000}, 431, "request_head_too_large"),
    ("GET", "/persistence/nothing", {}, 404, "not_found"),
    ("PUT", "/persistence/sessions", {}, 405, "method_not_allowed"),
    ("POST", "/manage", {}, 405, "method_not_allowed"),
    ("BREW", "/config", {}, 405, "method_not_allowed"),
    ("POST", "/auth/sign-in", {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
    ("POST", "/auth/sign-in", {"Content-Length": "9999999"}, 413, "body_too_large"),
    ("GET", "/persistence/sessions", {}, 401, "authentication_required"),
    ("OPTIONS", "/config", PREFLIGHT | {"Origin": STRANGE}, 403, "forbidden"),
    ("OPTIONS", "/config", PREFLIGHT | {"Access-Control-Request-Headers": "X-Strange"}, 403, "forbidden"),
)


@pytest.fixture
async def caller(tmp_path: Path) -> AsyncIterator[Caller]:
    settings = Settings(data_dir=tmp_path / "data", cors_origins=frozenset({OWN_APP}))
    async with running(settings) as app, Caller(app) as opened:
        yield opened


async def test_every_refusal_before_a_route_is_an_envelope(caller: Caller):
    """[E1] [A3] With the headers that protect a browser, whichever layer refuses."""
    for method, path, headers, status, code in REFUSALS:
        content_type = {"Content-Type": "application/json"}
        answer = await caller.request(method, path, headers=content_type | headers)

        error_of(answer, status, code)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers
