"""Sign-in mode `proxy`: a proxy in front signs people in, and says in headers who they are. [A1]"""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from benchdog.api.identity import Administrators, Identity, Principal
from benchdog.api.middleware.proxy_headers import comes_from_proxy
from benchdog.api.sign_in_tokens import is_user_id
from benchdog.errors import AuthenticationRequired


@dataclass(frozen=True)
class ProxyIdentityHeaders:
    """Names of headers; `groups` holds names parted by commas."""

    user_id: str
    name: str
    groups: str


class ProxyIdentity(Identity):
    """Believes the headers of a request that came straight from a named proxy, and no others."""

    def __init__(self, headers: ProxyIdentityHeaders, administrators: Administrators) -> None:
        self._headers = headers
        self._administrators = administrators

    async def of(self, connection: HTTPConnection) -> Principal:
        if not comes_from_proxy(connection.scope):
            raise AuthenticationRequired
        match connection.headers.getlist(self._headers.user_id):
            case [user_id] if is_user_id(user_id):
                name = connection.headers.get(self._headers.name) or user_id
                groups = connection.headers.get(self._headers.groups, "").split(",")
                roles = self._administrators.roles_of(user_id, (group.strip() for group in groups))
                return Principal(user_id, name, roles)
        raise AuthenticationRequired

    def comes_by_itself(self, connection: HTTPConnection) -> bool:
        """Always: the proxy knows the person by a cookie of its own, or by the connection."""
        return True
