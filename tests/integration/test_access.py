"""Who may do what: signing in, policies, origins, hosts, headers. SPEC 10."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from benchdog.api.identity_by_token import COOKIE_NAME
from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.settings import Settings
from tests.integration.conftest import BASE_URL, Caller, a_session, running
from tests.integration.envelope import error_of

SECRET = "s" * 32


def operations(app: FastAPI) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            filled = path.replace("{session_id}", "AAAAAAAAAAAA").replace("{number}", "1")
            yield method.upper(), filled.replace("{snapshot_id}", "AAAAAAAAAAAA"), operation


async def test_every_route_states_its_policy_and_keeps_it(app: FastAPI, anonymous: Caller):
    """[A2] [A5] Nobody signed in gets 401 everywhere, but for the routes that are open to all."""
    open_paths = set()
    for method, path, operation in operations(app):
        answer = await anonymous.request(method, path)
        if operation["x-benchdog-policy"] == "open":
            open_paths.add(path)
            assert answer.status_code != 401
        else:
            error_of(answer, 401, "authentication_required")
            assert answer.headers["WWW-Authenticate"] == "Bearer"

    assert open_paths == {"/auth/sign-in", "/auth/sign-out", "/health/live", "/health/ready", "/config"}


async def test_every_route_describes_the_errors_it_answers_with(app: FastAPI):
    """[E2] With the envelope as their schema."""
    for method, path, operation in operations(app):
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorEnvelope"}, (method, path, status)
        if operation["x-benchdog-policy"] == "signed_in":
            assert "401" in operation["responses"], (method, path)


async def test_somebody_signs_in_and_out(anonymous: Caller):
    """[A4] By cookie; the token works as a bearer token, too."""
    signed_in = await anonymous.post("/auth/sign-in", json={"name": "ada@example.org"})
    cookie = signed_in.headers["Set-Cookie"]

    me = await anonymous.get("/auth/me")
    await anonymous.post("/auth/sign-out", headers={"X-Benchdog-Client": "test"})
    after = await anonymous.get("/auth/me")
    token = signed_in.json()["token"]
    with_token = await anonymous.get("/auth/me", headers={"Authorization": f"Bearer {token}"})

    assert signed_in.json()["user_id"] == "ada@example.org"
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert me.json() == {"user_id": "ada@example.org", "name": "ada@example.org", "roles": []}
    error_of(after, 401, "authentication_required")
    assert with_token.json() == me.json()


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "a#b", "é", "x" * 129, "a\n", None, 1])
async def test_a_name_of_another_form_is_refused(anonymous: Caller, name):
    """[A4]"""
    error_of(await anonymous.post("/auth/sign-in", json={"name": name}), 400, "validation_error")


async def test_a_change_with_a_cookie_needs_our_own_client(anonymous: Caller):
    """[A3] A page of another site can send the cookie, but not the header."""
    await anonymous.post("/auth/sign-in", json={"name": "ada"})

    foreign = await anonymous.post("/persistence/sessions", json=a_session())
    own = await anonymous.post(
        "/persistence/sessions", json=a_session(), headers={"X-Benchdog-Client": "browser"}
    )
    reading = await anonymous.get("/persistence/sessions")

    error_of(foreign, 403, "forbidden")
    assert own.status_code == 201
    assert len(reading.json()["items"]) == 1


@pytest.mark.parametrize("token", ["", "x", "bd1.x.y", "bd1..", "é", "bd1.W10.x"])
async def test_a_token_that_is_not_ours_is_refused(anonymous: Caller, token):
    """[A4]"""
    headers = {b"Authorization": b"Bearer " + token.encode()}

    error_of(await anonymous.get("/auth/me", headers=headers), 401, "authentication_required")


async def test_a_sign_in_ends(tmp_path: Path):
    """[E2] An old token says so, in its own words; a changed one was never ours."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    token = SignInTokens(SECRET.encode(), timedelta(hours=1), lambda: long_ago).issue("ada")
    settings = Settings.model_validate({"data_dir": tmp_path / "data", "sign_in_secret": SECRET})

    async with running(settings) as app, Caller(app) as caller:
        old = await caller.get("/auth/me", headers={"Authorization": f"Bearer {token}"})
        changed = await caller.get("/auth/me", headers={"Authorization": f"Bearer {token}x"})

    error_of(old, 401, "session_expired")
    error_of(changed, 401, "authentication_required")


async def test_a_restart_signs_nobody_out(tmp_path: Path):
    """[A4] The secret is kept beside the data, for its owner's eyes only."""
    settings = Settings(data_dir=tmp_path / "data")
    async with running(settings) as app, Caller(app) as caller:
        await caller.sign_in("ada")
        token = caller.headers["Authorization"]

    async with running(settings) as app, Caller(app) as caller:
        answer = await caller.get("/auth/me", headers={"Authorization": token})

    assert answer.json()["user_id"] == "ada"
    assert ((tmp_path / "data" / "sign_in_secret").stat().st_mode & 0o777) == 0o600
    assert ((tmp_path / "data").stat().st_mode & 0o777) == 0o700


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("bench.example", True),
        ("LOCALHOST", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost@evil.example", False),
        ("", False),
        ("[", False),
    ],
)
async def test_the_service_answers_to_its_own_names_only(tmp_path: Path, host, is_ours):
    """A page of another site that renamed itself to loopback is turned away."""
    settings = Settings(data_dir=tmp_path / "data", public_base_url="https://bench.example")
    async with running(settings) as app, Caller(app) as caller:
        answer = await caller.get("/health/live", headers={"Host": host})

    if is_ours:
        assert answer.status_code == 200
    else:
        error_of(answer, 421, "host_unknown")


@pytest.mark.parametrize("path", ["/", "/health/live", "/persistence/sessions", "/persistence/nothing"])
async def test_every_answer_has_the_headers_that_protect_a_browser(anonymous: Caller, path):
    """[A3] Errors, too."""
    headers = (await anonymous.get(path)).headers

    policy = headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self'"
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] in {"no-store", "no-cache"}


@pytest.mark.parametrize(
    ("sent", "is_kept"),
    [("abc-1.2_Z", True), ("x" * 64, True), ("x" * 65, False), ("a b", False), ("", False)],
)
async def test_the_correlation_id_is_kept_or_made(anonymous: Caller, sent, is_kept):
    """[E4]"""
    answer = await anonymous.get("/health/live", headers={"X-Correlation-ID": sent})

    returned = answer.headers["X-Correlation-ID"]
    assert (returned == sent) is is_kept
    assert returned


async def test_what_goes_wrong_inside_is_logged_and_not_shown(
    app: FastAPI, ada: Caller, caplog: pytest.LogCaptureFixture
):
    """[E3] The log line and the answer have the same correlation id."""
    app.state.service = None

    answer = await ada.get("/persistence/sessions", headers={"X-Correlation-ID": "trace-me"})

    error = error_of(answer, 500, "internal_error")
    assert error["technical_details"]["correlation_id"] == "trace-me"
    assert "AttributeError" not in answer.text
    assert "AttributeError" in caplog.text


async def test_a_cookie_over_tls_is_for_tls_only(app: FastAPI, anonymous: Caller):
    """[A3]"""
    secure = await anonymous.post(f"{BASE_URL.replace('http', 'https')}/auth/sign-in", json={"name": "ada"})

    assert "Secure" in secure.headers["Set-Cookie"].split("; ")
    assert COOKIE_NAME in secure.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in secure.headers
