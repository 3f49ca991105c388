"""Signing in behind a proxy, with an OpenID provider, from other origins, too often. [A1] [A3] [N6]"""

import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchdog.api.identity_setup import opened_identity
from benchdog.resilience.clock import system_clock
from benchdog.settings import Settings
from tests.identity_provider import AUDIENCE, ISSUER, IdentityProvider
from tests.integration.conftest import BASE_URL, Caller, a_session, running
from tests.integration.envelope import error_of

PROXY = "10.0.0.7"
OWN_CLIENT = {"X-Benchdog-Client": "browser"}


@asynccontextmanager
async def a_service(tmp_path: Path, peer: str = "127.0.0.1", **values: Any) -> AsyncIterator[Caller]:
    """A caller whose requests come from *peer*."""
    settings = Settings.model_validate({"data_dir": tmp_path / "data", **values})
    async with running(settings) as app, Caller(app, peer=peer) as caller:
        yield caller


def behind_a_proxy(tmp_path: Path, peer: str = PROXY) -> AbstractAsyncContextManager[Caller]:
    return a_service(tmp_path, peer, sign_in_mode="proxy", proxy_addresses=[PROXY], administrators=["root"])


async def test_behind_a_proxy_its_word_counts(tmp_path: Path):
    """[A1] [A4]"""
    async with behind_a_proxy(tmp_path) as caller:
        ada = await caller.get("/auth/me", headers={"X-Forwarded-User": "ada"})
        root = await caller.get("/auth/me", headers={"X-Forwarded-User": "root"})
        nobody = await caller.get("/auth/me")

    assert ada.json() == {"user_id": "ada", "name": "ada", "roles": []}
    assert root.json()["roles"] == ["administrator"]
    error_of(nobody, 401, "authentication_required")


async def test_past_the_proxy_nobody_is_believed(tmp_path: Path):
    """[A1]"""
    async with behind_a_proxy(tmp_path, peer="10.0.0.8") as caller:
        answer = await caller.get("/auth/me", headers={"X-Forwarded-User": "root"})

    error_of(answer, 401, "authentication_required")


async def test_behind_a_proxy_every_change_comes_from_our_own_client(tmp_path: Path):
    """[A3] The proxy's cookie goes along with a foreign page's form."""
    async with behind_a_proxy(tmp_path) as caller:
        headers = {"X-Forwarded-User": "ada"}
        foreign = await caller.post("/persistence/sessions", json=a_session(), headers=headers)
        own = await caller.post("/persistence/sessions", json=a_session(), headers=headers | OWN_CLIENT)

    error_of(foreign, 403, "forbidden")
    assert own.status_code == 201


async def test_people_sign_in_at_the_provider_and_not_here(tmp_path: Path):
    """[A1] [A4] Otherwise anybody could be anybody."""
    async with behind_a_proxy(tmp_path) as caller:
        answer = await caller.post("/auth/sign-in", json={"name": "root"}, headers=OWN_CLIENT)

    error_of(answer, 403, "forbidden")
    assert "Set-Cookie" not in answer.headers


async def test_a_token_of_the_provider_signs_in(tmp_path: Path):
    """[A1]"""
    provider = IdentityProvider()
    settings = Settings(
        data_dir=tmp_path / "data", sign_in_mode="oidc", oidc_issuer=ISSUER, oidc_audience=AUDIENCE
    )
    reached = opened_identity(settings, system_clock, time.monotonic, provider.transport())
    token = provider.token(time.time())
    async with running(settings) as app, reached as identity, Caller(app) as caller:
        app.state.service = replace(app.state.service, identity=identity)
        nobody = await caller.get("/auth/me")
        caller.headers["Authorization"] = f"Bearer {token}"
        ada = await caller.get("/auth/me")
        made = await caller.post("/persistence/sessions", json=a_session())
        foreign = await caller.post("/persistence/sessions", json=a_session(), headers={"Cookie": "a=b"})
        config = (await caller.get("/config")).json()

    error_of(nobody, 401, "authentication_required")
    assert ada.json()["user_id"] == "ada"
    assert made.status_code == 201
    error_of(foreign, 403, "forbidden")
    assert config["sign_in_mode"] == "oidc"


async def test_another_origin_is_let_in_only_by_name(tmp_path: Path):
    """[A3] CORS."""
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "if-match"}
    async with a_service(tmp_path, cors_origins=["https://app.example"]) as caller:
        named = await caller.options("/config", headers={"Origin": "https://app.example", **asked})
        read = await caller.get("/config", headers={"Origin": "https://app.example"})
        stranger = await caller.get("/config", headers={"Origin": "https://evil.example"})

    assert named.headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert "if-match" in named.headers["Access-Control-Allow-Headers"].lower()
    assert "ETag" in read.headers["Access-Control-Expose-Headers"]
    assert read.headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert "Access-Control-Allow-Origin" not in stranger.headers


async def test_other_origins_are_out_by_default(anonymous: Caller):
    """[A3]"""
    answer = await anonymous.get("/config", headers={"Origin": "https://app.example"})

    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    ("base_url", "is_secure"),
    [
        (BASE_URL, False),
        ("http://127.0.0.1:8000", False),
        ("https://localhost:8000", True),
        ("http://bench.example", True),
        ("https://bench.example", True),
    ],
)
async def test_a_cookie_leaves_the_machine_over_tls_only(tmp_path: Path, base_url, is_secure):
    """[A3]"""
    async with a_service(tmp_path, allowed_hosts=["bench.example"]) as caller:
        signed_in = await caller.post(f"{base_url}/auth/sign-in", json={"name": "ada"})

    parts = signed_in.headers["Set-Cookie"].split("; ")
    assert ("Secure" in parts) is is_secure
    assert {"HttpOnly", "SameSite=lax"} <= set(parts)


async def test_opening_snapshots_is_limited_for_each_caller(tmp_path: Path):
    """[N6] Whether they exist or not, so that nobody can try addresses."""
    async with a_service(tmp_path, snapshot_opens_per_minute=3) as caller:
        await caller.sign_in("ada")
        path = "/persistence/snapshots/AAAAAAAAAAAA"
        answers = [await caller.get(each) for each in (path, f"{path}/metadata", path, path)]
        await caller.sign_in("bob")
        other = await caller.get(path)

    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    error_of(answers[-1], 429, "rate_limited")
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert other.status_code == 404


async def test_signing_in_is_limited_for_each_address(tmp_path: Path):
    """[N6]"""
    async with a_service(tmp_path, sign_ins_per_minute=2) as caller:
        answers = [
            await caller.post("/auth/sign-in", json={"name": name}, headers=OWN_CLIENT)
            for name in ("a", "b", "c")
        ]

    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    error_of(answers[2], 429, "rate_limited")
