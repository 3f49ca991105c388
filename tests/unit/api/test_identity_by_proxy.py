"""A proxy in front says who people are; nobody else is believed. [A1]"""

from ipaddress import ip_network
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from benchdog.api.identity import ADMINISTRATOR, Administrators, Principal
from benchdog.api.identity_by_proxy import ProxyIdentity, ProxyIdentityHeaders
from benchdog.api.middleware.proxy_headers import ProxyHeaders
from benchdog.errors import AuthenticationRequired

PROXY = "10.0.0.7"
NAMES = ProxyIdentityHeaders("X-Forwarded-User", "X-Forwarded-Preferred-Username", "X-Forwarded-Groups")
IDENTITY = ProxyIdentity(NAMES, Administrators(frozenset({"root"}), "bench-admins"))


async def arrived(*headers: tuple[str, str], peer: str | None = PROXY, **scope: Any) -> Scope:
    """A request as the application sees it, sent by *peer* to a service behind two proxies."""
    seen: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing(*_: Any) -> Any:
        pytest.fail("nobody reads or answers")

    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    client = (peer, 40_000) if peer is not None else None
    middleware = ProxyHeaders(application, [ip_network("10.0.0.0/28"), ip_network("fd00::/64")])
    await middleware(
        {"type": "http", "scheme": "http", "client": client, "headers": raw, **scope}, nothing, nothing
    )
    return seen[0]


async def whose(*headers: tuple[str, str], peer: str | None = PROXY) -> Principal:
    return await IDENTITY.of(HTTPConnection(await arrived(*headers, peer=peer)))


async def test_a_named_proxy_says_who_it_is():
    """[A1]"""
    principal = await whose(("X-Forwarded-User", "ada"), ("X-Forwarded-Preferred-Username", "Ada Lovelace"))

    assert principal == Principal("ada", "Ada Lovelace", ())


@pytest.mark.parametrize("peer", ["10.0.0.15", "::ffff:10.0.0.7", "fd00::1"])
async def test_a_proxy_is_known_by_its_network_however_its_address_is_written(peer):
    """[A1]"""
    assert (await whose(("X-Forwarded-User", "ada"), peer=peer)).user_id == "ada"


@pytest.mark.parametrize(
    "peer", ["10.0.0.16", "::ffff:10.0.0.16", "fd00:1::1", "127.0.0.1", "::1", "10.0.0.7.example", "", None]
)
async def test_everybody_else_is_denied_whatever_they_say(peer):
    """[A1] RELIABILITY T47."""
    with pytest.raises(AuthenticationRequired):
        await whose(
            ("X-Forwarded-User", "root"), ("X-Forwarded-For", PROXY), ("Forwarded", f"for={PROXY}"), peer=peer
        )


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("X-Forwarded-User", "")],
        [("X-Forwarded-User", "a/b")],
        [("X-Forwarded-User", "ada, root")],
        [("X-Forwarded-User", "ada"), ("X-Forwarded-User", "root")],
        [("X_Forwarded_User", "root")],
        [("Authorization", "Bearer x"), ("Cookie", "benchdog_sign_in=x")],
    ],
    ids=repr,
)
async def test_a_name_that_is_missing_doubtful_or_sent_another_way_is_none(headers):
    """[A1] [A4] RELIABILITY T47: doubled by somebody before the proxy, or in another spelling."""
    with pytest.raises(AuthenticationRequired):
        await whose(*headers)


@pytest.mark.parametrize(
    ("user", "groups", "roles"),
    [
        ("root", "", (ADMINISTRATOR,)),
        ("ada", "staff, bench-admins", (ADMINISTRATOR,)),
        ("ada", "staff,bench-admins-2", ()),
    ],
)
async def test_administrators_are_named_or_in_the_group(user, groups, roles):
    """[A1]"""
    principal = await whose(("X-Forwarded-User", user), ("X-Forwarded-Groups", groups))

    assert principal.roles == roles


async def test_a_change_always_needs_our_own_client():
    """[A3] The proxy vouches for whatever the browser sends."""
    assert IDENTITY.comes_by_itself(HTTPConnection(await arrived()))


async def test_a_named_proxy_says_how_the_request_came_and_from_whom():
    """[A1] [A3] For the cookie's Secure and for rate limits; from right to left, to the first stranger."""
    headers = ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "6.6.6.6, 192.0.2.4, 10.0.0.8")

    scope = await arrived(*headers)

    assert (scope["scheme"], scope["client"][0]) == ("https", "192.0.2.4")
    assert (await arrived(*headers, type="websocket", scheme="ws"))["scheme"] == "wss"
    assert (await arrived(("X-Forwarded-For", "10.0.0.8")))["client"][0] == "10.0.0.8"


async def test_nobody_else_says_how_a_request_came():
    """[A3]"""
    scope = await arrived(("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "6.6.6.6"), peer="192.0.2.4")

    assert (scope["scheme"], scope["client"][0]) == ("http", "192.0.2.4")


async def test_a_scheme_that_is_none_is_not_taken_over():
    """[A3]"""
    assert (await arrived(("X-Forwarded-Proto", "javascript")))["scheme"] == "http"
