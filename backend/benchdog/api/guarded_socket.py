"""The one kind of WebSocket route: it states a policy, and checks origin and identity. [A2] [A3]"""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from benchdog.api.identity import Principal
from benchdog.api.policies import Policy, policy_of
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import AuthenticationRequired, PersistenceError, SessionExpired

SIGN_IN_NEEDED: Final = 4401
NOT_FOUND: Final = 4404
TRY_LATER: Final = 1013

SocketEndpoint = Callable[[WebSocket, Principal, ServiceObjects], Awaitable[None]]


class GuardedSocketRoute(WebSocketRoute):
    """
    Accepts the socket and calls the endpoint, or refuses it.

    A page of another site is refused with 403. Who is not signed in is closed with 4401 after accepting:
    a browser does not show its page why a handshake failed.

    Raises:
        ValueError: when it is made for an endpoint that is not for everybody who is signed in.
    """

    def __init__(self, path: str, endpoint: SocketEndpoint) -> None:
        if policy_of(endpoint) is not Policy.SIGNED_IN:
            raise ValueError(f"The endpoint of {path} has a policy that sockets do not know")

        async def guarded(websocket: WebSocket) -> None:
            service: ServiceObjects = websocket.app.state.service
            if not _is_own_page(websocket, service):
                await websocket.close()
                return
            await websocket.accept()
            try:
                principal = await service.identity.of(websocket)
            except (AuthenticationRequired, SessionExpired):
                await websocket.close(SIGN_IN_NEEDED)
            except PersistenceError:
                await websocket.close(TRY_LATER)
            else:
                await endpoint(websocket, principal, service)

        super().__init__(path, guarded, name=getattr(endpoint, "__name__", path))


def _is_own_page(websocket: WebSocket, service: ServiceObjects) -> bool:
    """
    Browsers send cookies along with any page's WebSocket, and no rule of CORS holds: only Origin tells whose
    page it is. Programs send none, and are let in where a token of their own vouches for them.
    """
    origin = websocket.headers.get("origin")
    if origin is None:
        return not service.identity.comes_by_itself(websocket)
    settings = service.settings
    if origin in settings.cors_origins or origin == settings.public_base_url:
        return True
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.netloc == websocket.headers.get("host")
