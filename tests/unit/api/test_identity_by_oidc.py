"""Bearer tokens of an OpenID provider: which are good, and whose they are. [A1]"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from starlette.requests import HTTPConnection

from benchdog.api.identity import ADMINISTRATOR, Identity, Principal
from benchdog.api.identity_setup import opened_identity
from benchdog.errors import AuthenticationRequired, SessionExpired, SignInUnavailable
from benchdog.settings import Settings
from tests.identity_provider import AUDIENCE, ISSUER, IdentityProvider, encoded
from tests.virtual_time import VirtualTime

LEEWAY_SECONDS = 60


class Bench:
    """A provider, a clock, and the identity between them."""

    def __init__(self, identity: Identity, provider: IdentityProvider, time: VirtualTime) -> None:
        self.identity = identity
        self.provider = provider
        self.time = time

    @property
    def now(self) -> float:
        return self.time.monotonic()

    async def whose(self, token: str) -> Principal:
        headers = [(b"authorization", b"Bearer " + token.encode())]
        return await self.identity.of(HTTPConnection({"type": "http", "headers": headers}))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    provider, time = IdentityProvider(), VirtualTime()
    settings = Settings(
        sign_in_mode="oidc",
        oidc_issuer=ISSUER,
        oidc_audience=AUDIENCE,
        administrators=frozenset({"root"}),
        administrator_group="bench-admins",
    )
    clock = lambda: datetime.fromtimestamp(time.monotonic(), UTC)  # noqa: E731
    async with opened_identity(settings, clock, time.monotonic, provider.transport()) as identity:
        yield Bench(identity, provider, time)


async def test_a_good_token_says_who_sends_it(bench: Bench):
    """[A1] [A4]"""
    token = bench.provider.token(bench.now, name="Ada Lovelace")

    assert await bench.whose(token) == Principal("ada", "Ada Lovelace", ())


@pytest.mark.parametrize(
    "claims",
    [{"sub": "root"}, {"groups": ["staff", "bench-admins"]}, {"groups": "staff bench-admins"}],
    ids=["by name", "by group", "by groups in one text"],
)
async def test_administrators_are_named_or_in_the_group(bench: Bench, claims):
    """[A1]"""
    principal = await bench.whose(bench.provider.token(bench.now, **claims))

    assert principal.roles == (ADMINISTRATOR,)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": ISSUER + "/"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": None},
        {"exp": None},
        {"exp": "tomorrow"},
        {"sub": None},
        {"sub": ""},
        {"sub": "a/b"},
        {"sub": "x" * 129},
        {"sub": ["ada"]},
    ],
    ids=repr,
)
async def test_a_token_of_somebody_else_or_for_somebody_else_is_refused(bench: Bench, claims):
    """[A1] Issuer, audience, and a name that can be a user id."""
    with pytest.raises(AuthenticationRequired):
        await bench.whose(bench.provider.token(bench.now, **claims))


async def test_one_of_several_audiences_is_enough(bench: Bench):
    """[A1]"""
    token = bench.provider.token(bench.now, aud=["another", AUDIENCE])

    assert (await bench.whose(token)).user_id == "ada"


@pytest.mark.parametrize(("since_expiry", "is_good"), [(LEEWAY_SECONDS - 1, True), (LEEWAY_SECONDS, False)])
async def test_a_token_expires(bench: Bench, since_expiry, is_good):
    """[A1] [E2] With a minute for clocks that differ; then it says so in its own words."""
    token = bench.provider.token(bench.now, exp=int(bench.now) - since_expiry)

    if is_good:
        assert (await bench.whose(token)).user_id == "ada"
    else:
        with pytest.raises(SessionExpired):
            await bench.whose(token)


@pytest.mark.parametrize(("ahead", "is_good"), [(LEEWAY_SECONDS, True), (LEEWAY_SECONDS + 1, False)])
async def test_a_token_is_not_good_before_its_time(bench: Bench, ahead, is_good):
    """[A1]"""
    token = bench.provider.token(bench.now, nbf=int(bench.now) + ahead)

    if is_good:
        assert (await bench.whose(token)).user_id == "ada"
    else:
        with pytest.raises(AuthenticationRequired):
            await bench.whose(token)


async def test_the_algorithm_that_a_token_names_is_not_believed(bench: Bench):
    """[A1] RELIABILITY T46: none, and the public key taken for a secret."""
    good = bench.provider.token(bench.now)
    _, payload, signature = good.split(".")
    forged = [
        bench.provider.token_of_symmetric_key(bench.now),
        f"{encoded({'alg': 'none', 'kid': 'first'})}.{payload}.",
        f"{encoded({'alg': 'none', 'kid': 'first'})}.{payload}.{signature}",
        f"{encoded({'alg': 'RS256', 'kid': 'first'})}.{payload}.",
    ]

    for token in forged:
        with pytest.raises(AuthenticationRequired):
            await bench.whose(token)


async def test_a_token_does_not_say_where_its_key_is(bench: Bench):
    """[A1] RELIABILITY T46: its own key, in it or at an address, is not looked at."""
    stranger = IdentityProvider()
    own_key = stranger._keys["first"].as_dict(private=False)

    for header in ({"jwk": own_key}, {"jku": "https://evil.example/keys"}, {"kid": "../../etc/passwd"}):
        with pytest.raises(AuthenticationRequired):
            await bench.whose(stranger.token(bench.now, header=header))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "..",
        "é.é.é",
        base64.urlsafe_b64encode(b"[" * 20_000).decode() + ".e30.x",
        "e30.e30.e30",
        "x" * 30_000,
    ],
    ids=lambda token: token[:8],
)
async def test_what_is_no_token_at_all_is_refused(bench: Bench, token):
    """[A1] Never an error of ours."""
    with pytest.raises(AuthenticationRequired):
        await bench.whose(token)


async def test_a_changed_token_is_refused(bench: Bench):
    """[A1] The signature is over every part."""
    header, payload, signature = bench.provider.token(bench.now).split(".")
    content = json.loads(base64.urlsafe_b64decode(payload + "=="))
    changed = encoded(content | {"sub": "root"})

    with pytest.raises(AuthenticationRequired):
        await bench.whose(f"{header}.{changed}.{signature}")


async def test_keys_are_fetched_once_for_all_who_wait(bench: Bench):
    """[A1] [R3]"""
    token = bench.provider.token(bench.now)

    await asyncio.gather(*(bench.whose(token) for _ in range(20)))

    assert bench.provider.fetches == 1


async def test_a_new_key_is_found_when_a_token_names_it(bench: Bench):
    """[A1] Rotation."""
    await bench.whose(bench.provider.token(bench.now))
    bench.time.advance(60)
    bench.provider.add_key("second", algorithm="ES256")

    assert (await bench.whose(bench.provider.token(bench.now, key_id="second"))).user_id == "ada"
    assert bench.provider.fetches == 2


async def test_unknown_keys_do_not_make_us_ask_all_the_time(bench: Bench):
    """[A1] Anybody can name one: twice a minute at most."""
    stranger = IdentityProvider()
    stranger.add_key("unknown")
    await bench.whose(bench.provider.token(bench.now))

    for _ in range(100):
        bench.time.advance(0.6)
        with pytest.raises(AuthenticationRequired):
            await bench.whose(stranger.token(bench.now, key_id="unknown"))

    assert bench.provider.fetches <= 1 + 2


async def test_a_withdrawn_key_stops_being_good_within_the_hour(bench: Bench):
    """[A1]"""
    bench.provider.add_key("second")
    token = bench.provider.token(bench.now, exp=int(bench.now) + 86_400)
    await bench.whose(token)
    bench.provider.withdraw_key("first")
    bench.time.advance(3601)

    with pytest.raises(AuthenticationRequired):
        await bench.whose(token)


async def test_people_stay_signed_in_while_the_provider_is_down(bench: Bench):
    """[A1] By the keys that are known, for a day; then nobody can be told from anybody."""
    token = bench.provider.token(bench.now, exp=int(bench.now) + 7 * 86_400)
    await bench.whose(token)
    bench.provider.is_down = True
    bench.time.advance(12 * 3600)

    assert (await bench.whose(token)).user_id == "ada"

    bench.time.advance(13 * 3600)
    with pytest.raises(SignInUnavailable):
        await bench.whose(token)


async def test_a_provider_that_never_answered_makes_sign_in_unavailable(bench: Bench):
    """[E2] 503, not 401: signing in again would not help."""
    bench.provider.is_down = True
    token = bench.provider.token(bench.now)

    with pytest.raises(SignInUnavailable) as unavailable:
        await bench.whose(token)
    bench.provider.is_down = False
    bench.time.advance(unavailable.value.retry_after_seconds)

    assert (await bench.whose(token)).user_id == "ada"


async def test_the_description_of_another_provider_is_not_believed(bench: Bench):
    """[A1]"""
    bench.provider.issuer = "https://evil.example"

    with pytest.raises(SignInUnavailable):
        await bench.whose(bench.provider.token(bench.now))


@pytest.mark.parametrize(
    "values",
    [
        {"sign_in_mode": "oidc"},
        {"sign_in_mode": "oidc", "oidc_issuer": ISSUER},
        {"sign_in_mode": "oidc", "oidc_issuer": ISSUER, "oidc_audience": "x", "oidc_algorithms": ["HS256"]},
        {"sign_in_mode": "proxy"},
        {"sign_in_mode": "proxy", "proxy_addresses": ["0.0.0.0/0"]},
        {"sign_in_mode": "none"},
    ],
    ids=repr,
)
def test_a_mode_without_what_it_rests_on_does_not_start(values):
    """[A1]"""
    with pytest.raises(ValueError, match="validation error"):
        Settings.model_validate(values)


@pytest.mark.parametrize("name", ["oidc_issuer", "oidc_jwks_url"])
async def test_a_provider_without_tls_is_not_asked(name):
    """[A1] Whoever is in between could name keys of their own."""
    values = {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, name: "http://login.example"}
    settings = Settings.model_validate({"sign_in_mode": "oidc", **values})

    with pytest.raises(ValueError, match="https"):
        async with opened_identity(settings, lambda: datetime.now(UTC), VirtualTime().monotonic):
            pytest.fail("it must not start")
