"""Refuses a request whose head is longer than anything that a browser or a client of ours sends."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from benchdog.errors import RequestHeadTooLarge

MAX_HEADER_BYTES: Final = 32 * 1024
"""Names and values together; a sign-in token of a large organisation has some 8 KB."""

MAX_HEADERS: Final = 200


class HeadLimit:
    """
    Raises RequestHeadTooLarge, so that nothing behind it parses, logs or keeps such a head.

    The server below has read it by then: how much memory that may take is for the proxy in front to limit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            headers: list[tuple[bytes, bytes]] = scope["headers"]
            size = sum(len(name) + len(value) for name, value in headers)
            if len(headers) > MAX_HEADERS or size > MAX_HEADER_BYTES:
                raise RequestHeadTooLarge(limit_bytes=MAX_HEADER_BYTES)
        await self._app(scope, receive, send)
