"""Sign-in mode `oidc`: bearer tokens of an OpenID provider. [A1]"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from starlette.requests import HTTPConnection

from benchdog.api.identity import Administrators, Identity, Principal, bearer_token
from benchdog.api.identity_provider_keys import ProviderKeys
from benchdog.api.sign_in_tokens import is_user_id
from benchdog.errors import AuthenticationRequired, SessionExpired
from benchdog.resilience.clock import Clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OidcPolicy:
    """
    Which tokens are good, and what their claims mean.

    Attributes:
        algorithms: of signatures, asymmetric ones only: with a symmetric one, whoever can check tokens can
            make them.
        leeway_seconds: how far two clocks may be apart.
        user_claim: names people for good; it must have the form of a user id.
        groups_claim: a list of texts, or one text with spaces between.
    """

    issuer: str
    audience: str
    algorithms: frozenset[str]
    leeway_seconds: int
    user_claim: str
    name_claim: str
    groups_claim: str


class OidcIdentity(Identity):
    """Checks signature, issuer, audience, expiry and not-before. Nothing in a token says where its key is."""

    def __init__(
        self, policy: OidcPolicy, keys: ProviderKeys, administrators: Administrators, clock: Clock
    ) -> None:
        self._policy = policy
        self._keys = keys
        self._administrators = administrators
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock().timestamp()),
            leeway=policy.leeway_seconds,
            iss={"essential": True, "value": policy.issuer},
            aud={"essential": True, "value": policy.audience},
            exp={"essential": True},
        )

    async def of(self, connection: HTTPConnection) -> Principal:
        token = bearer_token(connection)
        if not token:
            raise AuthenticationRequired
        return self._principal(await self._claims_of(token))

    def comes_by_itself(self, connection: HTTPConnection) -> bool:
        """A proxy may have put the token there for a cookie of its own."""
        return "cookie" in connection.headers

    async def _claims_of(self, token: str) -> dict[str, Any]:
        try:
            try:
                return self._checked(token, await self._keys.current())
            except InvalidKeyIdError:
                return self._checked(token, await self._keys.refreshed())
        except ExpiredTokenError as error:
            raise SessionExpired from error
        # A header that is no JSON, or nested too deeply, is read before any signature is checked.
        except (JoseError, ValueError, RecursionError) as error:
            raise AuthenticationRequired from error

    def _checked(self, token: str, keys: KeySet) -> dict[str, Any]:
        decoded = jwt.decode(token, keys, algorithms=self._policy.algorithms)
        self._claims.validate(decoded.claims)
        return decoded.claims

    def _principal(self, claims: dict[str, Any]) -> Principal:
        user_id = claims.get(self._policy.user_claim)
        if not isinstance(user_id, str) or not is_user_id(user_id):
            log.warning("the claim %s of a good token is no user id", self._policy.user_claim)
            raise AuthenticationRequired
        name = claims.get(self._policy.name_claim)
        roles = self._administrators.roles_of(user_id, _texts(claims.get(self._policy.groups_claim)))
        return Principal(user_id, name if isinstance(name, str) and name else user_id, roles)


def _texts(claim: object) -> Iterable[str]:
    if isinstance(claim, str):
        return claim.split()
    return [each for each in claim if isinstance(each, str)] if isinstance(claim, list) else []
