"""Answers only to its own names, so that a page of another origin cannot reach it by renaming itself."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from benchdog.errors import HostUnknown

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class HostCheck:
    """
    Raises HostUnknown for every other name, whatever the port.

    Loopback is no protection by itself: a page anywhere can have a name that resolves to it (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = LOOPBACK_NAMES | {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and not self._is_ours(Headers(scope=scope).getlist("host")):
            raise HostUnknown
        await self._app(scope, receive, send)

    def _is_ours(self, hosts: list[str]) -> bool:
        if len(hosts) != 1:
            return False
        try:
            return urlsplit(f"//{hosts[0]}").hostname in self._names
        except ValueError:
            return False
