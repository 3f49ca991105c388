"""Who sends a request: from its bearer token or its cookie. [A1] [A3] [A4]"""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.errors import AuthenticationRequired, Forbidden

COOKIE_NAME: Final = "benchdog_sign_in"
CLIENT_HEADER: Final = "X-Benchdog-Client"
"""A page of another origin cannot send it without asking first, so its presence shows our own client. [A3]"""

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Principal:
    """Somebody signed in. `name` is for people; `roles` is empty for everybody in development."""

    user_id: str
    name: str
    roles: tuple[str, ...] = ()


class Identity:
    """Reads who sends a request."""

    def __init__(self, tokens: SignInTokens) -> None:
        self._tokens = tokens

    def of(self, request: Request) -> Principal:
        """
        Raises:
            AuthenticationRequired: nobody is signed in, or the token is not one of ours.
            SessionExpired: the sign-in has ended.
        """
        token = _bearer_token(request) or request.cookies.get(COOKIE_NAME)
        if not token:
            raise AuthenticationRequired
        user_id = self._tokens.read(token)
        return Principal(user_id, user_id)


def refuse_foreign_change(request: Request) -> None:
    """
    A change that a cookie vouches for must come from our own client. [A3]

    Raises:
        Forbidden: the header that shows it is absent.
    """
    rests_on_cookie = COOKIE_NAME in request.cookies and _bearer_token(request) is None
    if request.method not in SAFE_METHODS and rests_on_cookie and CLIENT_HEADER not in request.headers:
        raise Forbidden(f"A change needs the header {CLIENT_HEADER}.")


def _bearer_token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
