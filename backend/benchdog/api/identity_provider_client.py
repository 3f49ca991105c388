"""Fetches from the identity provider where its keys are, and the keys. [A1]"""

import ipaddress
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from joserfc.jwk import KeySet

DISCOVERY_PATH: Final = "/.well-known/openid-configuration"
TIMEOUT_SECONDS: Final = 5.0


class IdentityProviderClient:
    """
    Follows no redirects, and asks over TLS alone, but on this machine.

    Args:
        jwks_url: where the keys are; without it, the provider's own description says so.

    Raises:
        ValueError: an address is not safe.
    """

    def __init__(self, http: httpx2.AsyncClient, issuer: str, jwks_url: str | None) -> None:
        for url in (issuer, jwks_url or issuer):
            _check_safe(url)
        self._http = http
        self._issuer = issuer
        self._jwks_url = jwks_url

    async def keys(self) -> KeySet:
        """
        Raises:
            ConnectionError: it does not answer, or with an error.
            ValueError, JoseError: what it answers are no keys, or not its own.
        """
        url = self._jwks_url or await self._discovered_url()
        return KeySet.import_key_set(await self._json(url))

    async def _discovered_url(self) -> str:
        description = await self._json(self._issuer.rstrip("/") + DISCOVERY_PATH)
        url = description.get("jwks_uri")
        if description.get("issuer") != self._issuer or not isinstance(url, str):
            raise ValueError("The description of the identity provider is that of another one.")
        return url

    async def _json(self, url: str) -> Any:
        _check_safe(url)
        try:
            answer = await self._http.get(url, timeout=TIMEOUT_SECONDS, follow_redirects=False)
            answer.raise_for_status()
        except httpx2.HTTPError as error:
            raise ConnectionError("The identity provider does not answer.") from error
        document = answer.json()
        if not isinstance(document, dict):
            raise ValueError("The identity provider answers something else.")  # noqa: TRY004
        return document


def _check_safe(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        raise ValueError("The identity provider must be asked over https.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
