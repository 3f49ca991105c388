"""Sign-in tokens: who, until when, signed. They work as cookie and as bearer token. [A4]"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from benchdog.errors import AuthenticationRequired, SessionExpired
from benchdog.resilience.clock import Clock

USER_ID_PATTERN: Final = r"^[A-Za-z0-9._@-]{1,128}$"

_USER_ID: Final = re.compile(USER_ID_PATTERN.removesuffix("$") + r"\Z")
_PREFIX: Final = "bd1"
"""Names the form, so that another one can follow; also what a log filter can look for."""


def is_user_id(text: str) -> bool:
    return _USER_ID.match(text) is not None


class SignInTokens:
    """
    Issues and reads tokens signed with HMAC-SHA-256.

    Nothing is kept about them: a token is good until it expires, on every worker that has the secret.
    """

    def __init__(self, secret: bytes, lifetime: timedelta, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock
        self.lifetime = lifetime

    def issue(self, user_id: str) -> str:
        """A token of *user_id*, which must match USER_ID_PATTERN."""
        expires_at = int((self._clock() + self.lifetime).timestamp())
        payload = _encoded(json.dumps([user_id, expires_at]).encode())
        return f"{_PREFIX}.{payload}.{self._signature(payload)}"

    def read(self, token: str) -> str:
        """
        The user whom *token* was issued for.

        Raises:
            AuthenticationRequired: not one of ours.
            SessionExpired: it was good once.
        """
        prefix, _, rest = token.partition(".")
        payload, _, signature = rest.partition(".")
        expected = self._signature(payload)
        if prefix != _PREFIX or not hmac.compare_digest(signature.encode(), expected.encode()):
            raise AuthenticationRequired
        user_id, expires_at = _content_of(payload)
        if datetime.fromtimestamp(expires_at, UTC) <= self._clock():
            raise SessionExpired
        return user_id

    def _signature(self, payload: str) -> str:
        return _encoded(hmac.digest(self._secret, f"{_PREFIX}.{payload}".encode(), hashlib.sha256))


def _content_of(payload: str) -> tuple[str, int]:
    try:
        match json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))):
            case [str(user_id), int(expires_at)] if is_user_id(user_id):
                return user_id, expires_at
    except (binascii.Error, ValueError) as error:
        raise AuthenticationRequired from error
    raise AuthenticationRequired


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
