"""Who sends a request, whichever way people sign in. [A1] [A2] [A3]"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.requests import HTTPConnection, Request

from benchdog.errors import Forbidden

ADMINISTRATOR: Final = "administrator"
"""The one role there is. What an administrator may do more is said by the routes."""

CLIENT_HEADER: Final = "X-Benchdog-Client"
"""A page of another origin cannot send it without asking first, so its presence shows our own client. [A3]"""

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Principal:
    """Somebody signed in. `name` is for people."""

    user_id: str
    name: str
    roles: tuple[str, ...] = ()

    @property
    def is_administrator(self) -> bool:
        return ADMINISTRATOR in self.roles


@dataclass(frozen=True)
class IssuedToken:
    token: str
    lifetime_seconds: int


@dataclass(frozen=True)
class Administrators:
    """
    Who is one.

    Attributes:
        user_ids: named by the operator.
        group: whoever the identity provider, or the proxy, counts among it.
    """

    user_ids: frozenset[str] = frozenset()
    group: str = ADMINISTRATOR

    def roles_of(self, user_id: str, groups: Iterable[str] = ()) -> tuple[str, ...]:
        return (ADMINISTRATOR,) if user_id in self.user_ids or self.group in groups else ()


class Identity(ABC):
    """Reads who sends a request. One kind for each sign-in mode. [A1]"""

    @abstractmethod
    async def of(self, connection: HTTPConnection) -> Principal:
        """
        Of a request or a WebSocket.

        Raises:
            AuthenticationRequired: nobody is signed in, or not in a way that counts here.
            SessionExpired: the sign-in has ended.
            SignInUnavailable: the identity provider cannot be asked.
        """

    @abstractmethod
    def comes_by_itself(self, connection: HTTPConnection) -> bool:
        """Whether the browser, or a proxy, may have vouched for it without our own client's doing."""

    def issue(self, user_id: str) -> IssuedToken:
        """
        Signs somebody in.

        Raises:
            Forbidden: people sign in elsewhere.
        """
        raise Forbidden(f"{user_id} cannot sign in here: an identity provider signs people in.")


def refuse_foreign_change(request: Request, identity: Identity) -> None:
    """
    A change that nobody but a cookie or a proxy vouches for must come from our own client. [A3]

    Raises:
        Forbidden: the header that shows it is absent.
    """
    is_change = request.method not in SAFE_METHODS
    if is_change and CLIENT_HEADER not in request.headers and identity.comes_by_itself(request):
        raise Forbidden(f"A change needs the header {CLIENT_HEADER}.")


def bearer_token(connection: HTTPConnection) -> str | None:
    scheme, _, token = connection.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
