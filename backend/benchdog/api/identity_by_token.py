"""Sign-in mode `dev`: whoever names themselves gets a token of ours. [A1] [A4]"""

from typing import Final

from starlette.requests import HTTPConnection

from benchdog.api.identity import Administrators, Identity, IssuedToken, Principal, bearer_token
from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.errors import AuthenticationRequired

COOKIE_NAME: Final = "benchdog_sign_in"


class TokenIdentity(Identity):
    """Reads our own tokens, from the bearer header or from the cookie."""

    def __init__(self, tokens: SignInTokens, administrators: Administrators) -> None:
        self._tokens = tokens
        self._administrators = administrators

    async def of(self, connection: HTTPConnection) -> Principal:
        token = bearer_token(connection) or connection.cookies.get(COOKIE_NAME)
        if not token:
            raise AuthenticationRequired
        user_id = self._tokens.read(token)
        return Principal(user_id, user_id, self._administrators.roles_of(user_id))

    def comes_by_itself(self, connection: HTTPConnection) -> bool:
        return COOKIE_NAME in connection.cookies and bearer_token(connection) is None

    def issue(self, user_id: str) -> IssuedToken:
        return IssuedToken(self._tokens.issue(user_id), int(self._tokens.lifetime.total_seconds()))
