"""A small OpenID provider: it describes itself, shows its keys, and signs real tokens."""

import base64
import hashlib
import hmac
import json
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import ECKey, KeyParameters, RSAKey

ISSUER = "https://login.example"
AUDIENCE = "benchdog"


class IdentityProvider:
    """
    Attributes:
        fetches: how often it was asked for its keys.
        is_down: it answers 503 to everything.
        issuer: what its description says about itself.
    """

    def __init__(self) -> None:
        self.fetches = 0
        self.is_down = False
        self.issuer = ISSUER
        self._keys: dict[str, RSAKey | ECKey] = {}
        self.add_key("first")

    def add_key(self, key_id: str, *, algorithm: str = "RS256") -> None:
        parameters: KeyParameters = {"kid": key_id, "use": "sig", "alg": algorithm}
        self._keys[key_id] = (
            ECKey.generate_key("P-256", parameters)
            if algorithm == "ES256"
            else RSAKey.generate_key(2048, parameters)
        )

    def withdraw_key(self, key_id: str) -> None:
        del self._keys[key_id]

    def token(self, now: float, *, key_id: str = "first", header: Any = None, **claims: Any) -> str:
        """Good for an hour, but for what *claims* say; None leaves one out."""
        key = self._keys[key_id]
        content = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "iat": int(now), "exp": int(now) + 3600}
        content |= claims
        algorithm = key.alg or "RS256"
        return jwt.encode(
            {"alg": algorithm, "kid": key_id, **(header or {})},
            {name: value for name, value in content.items() if value is not None},
            key,
            algorithms=[algorithm],
        )

    def token_of_symmetric_key(self, now: float) -> str:
        """
        Signed by HMAC with the public key as its secret: a checker that believes `alg` accepts it.

        By hand, for the library refuses to.
        """
        secret = self._keys["first"].as_pem(private=False)
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "exp": int(now) + 3600}
        signed = f"{encoded({'alg': 'HS256', 'kid': 'first'})}.{encoded(claims)}"
        signature = hmac.digest(secret, signed.encode(), hashlib.sha256)
        return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"

    def transport(self) -> httpx2.MockTransport:
        """The way to it, in place of the network."""
        return httpx2.MockTransport(self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if self.is_down:
            return httpx2.Response(503)
        match str(request.url):
            case "https://login.example/.well-known/openid-configuration":
                description = {"issuer": self.issuer, "jwks_uri": "https://login.example/keys"}
                return httpx2.Response(200, json=description)
            case "https://login.example/keys":
                self.fetches += 1
                keys = [key.as_dict(private=False) for key in self._keys.values()]
                return httpx2.Response(200, json={"keys": keys})
        return httpx2.Response(404)


def encoded(value: object) -> str:
    """As a part of a token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
