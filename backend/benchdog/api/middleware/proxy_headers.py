"""Believes what a named proxy says about a request, and nobody else. [A1]"""

import ipaddress
from collections.abc import Iterable
from typing import Final, TypeAlias

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_FROM_PROXY: Final = "benchdog.from_proxy"
_SCHEMES: Final = frozenset({"http", "https"})


class ProxyHeaders:
    """
    From a named proxy, `X-Forwarded-Proto` becomes the scheme and `X-Forwarded-For` the client.

    The server below must not do it itself: it would replace the address that tells who the sender is.
    """

    def __init__(self, app: ASGIApp, proxies: Iterable[Network]) -> None:
        self._app = app
        self._proxies = tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            client = scope.get("client")
            is_proxy = client is not None and self._is_proxy(client[0])
            scope[_FROM_PROXY] = is_proxy
            if is_proxy:
                headers = Headers(scope=scope)
                _adopt_scheme(scope, headers.getlist("x-forwarded-proto"))
                self._adopt_client(scope, headers.getlist("x-forwarded-for"))
        await self._app(scope, receive, send)

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        # A socket that listens for both kinds shows an IPv4 address in the clothes of IPv6.
        plain = getattr(found, "ipv4_mapped", None) or found
        return any(plain in network for network in self._proxies)

    def _adopt_client(self, scope: Scope, sent: list[str]) -> None:
        """From right to left: what stands left of the first stranger was written by strangers."""
        for address in reversed([each.strip() for line in sent for each in line.split(",")]):
            scope["client"] = (address, 0)
            if not self._is_proxy(address):
                return


def _adopt_scheme(scope: Scope, sent: list[str]) -> None:
    if len(sent) == 1 and sent[0] in _SCHEMES:
        is_websocket = scope["type"] == "websocket"
        scope["scheme"] = sent[0].replace("http", "ws") if is_websocket else sent[0]


def comes_from_proxy(scope: Scope) -> bool:
    """Whether the request came straight from a named proxy; only behind `ProxyHeaders`."""
    return scope.get(_FROM_PROXY) is True
