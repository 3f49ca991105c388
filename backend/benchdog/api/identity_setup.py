"""Makes the identity that the settings ask for. [A1]"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from benchdog.api.identity import Administrators, Identity
from benchdog.api.identity_by_proxy import ProxyIdentity, ProxyIdentityHeaders
from benchdog.api.identity_by_token import TokenIdentity
from benchdog.api.secret_file import load_or_create_secret
from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.resilience.clock import Clock, MonotonicClock
from benchdog.settings import Settings

if TYPE_CHECKING:
    import httpx2


@asynccontextmanager
async def opened_identity(
    settings: Settings,
    clock: Clock,
    monotonic: MonotonicClock,
    provider_transport: "httpx2.AsyncBaseTransport | None" = None,
) -> AsyncIterator[Identity]:
    """
    Exactly one mode for each process.

    Args:
        provider_transport: replaces the network on the way to the identity provider.
    """
    administrators = Administrators(settings.administrators, settings.administrator_group)
    match settings.sign_in_mode:
        case "dev":
            lifetime = timedelta(hours=settings.sign_in_hours)
            yield TokenIdentity(SignInTokens(_secret(settings), lifetime, clock), administrators)
        case "proxy":
            headers = ProxyIdentityHeaders(
                settings.proxy_user_header, settings.proxy_name_header, settings.proxy_groups_header
            )
            yield ProxyIdentity(headers, administrators)
        case "oidc":
            async with _opened_oidc(
                settings, administrators, clock, monotonic, provider_transport
            ) as identity:
                yield identity


@asynccontextmanager
async def _opened_oidc(
    settings: Settings,
    administrators: Administrators,
    clock: Clock,
    monotonic: MonotonicClock,
    provider_transport: "httpx2.AsyncBaseTransport | None",
) -> AsyncIterator[Identity]:
    # A client of HTTP and the forms of keys: a tenth of the start, which the other modes do not wait for.
    import httpx2

    from benchdog.api.identity_by_oidc import OidcIdentity, OidcPolicy
    from benchdog.api.identity_provider_client import IdentityProviderClient
    from benchdog.api.identity_provider_keys import ProviderKeys

    policy = OidcPolicy(
        issuer=settings.oidc_issuer,
        audience=settings.oidc_audience,
        algorithms=frozenset(settings.oidc_algorithms),
        leeway_seconds=settings.oidc_leeway_seconds,
        user_claim=settings.oidc_user_claim,
        name_claim=settings.oidc_name_claim,
        groups_claim=settings.oidc_groups_claim,
    )
    async with httpx2.AsyncClient(transport=provider_transport) as http:
        provider = IdentityProviderClient(http, settings.oidc_issuer, settings.oidc_jwks_url)
        keys = ProviderKeys(provider.keys, monotonic)
        yield OidcIdentity(policy, keys, administrators, clock)


def _secret(settings: Settings) -> bytes:
    if settings.sign_in_secret is not None:
        return settings.sign_in_secret.get_secret_value().encode()
    return load_or_create_secret(settings.data_dir)
