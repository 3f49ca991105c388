"""The engine as an ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import unquote

from benchdog.embedded_cosmos.engine import EmbeddedCosmos
from benchdog.embedded_cosmos.http.authorization import Authorization
from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.protocol.requests import MAX_REQUEST_BYTES
from benchdog.embedded_cosmos.wire import (
    ConnectionLost,
    CosmosFailure,
    CosmosRequest,
    CosmosResponse,
    too_large,
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MAX_BODY_BYTES: Final = MAX_REQUEST_BYTES + 64 * 1024
"""A little more than a request may have, so that the protocol can say which limit it is."""


class EmulatorApplication:
    """
    Answers HTTP requests from *engine*; closes it when the server stops.

    Attributes:
        connections: the open ones by the address of the client, kept by the server, so that one can be cut.
    """

    def __init__(self, engine: EmbeddedCosmos, authorization: Authorization) -> None:
        self.connections: dict[tuple[str, int], asyncio.Transport] = {}
        self._engine = engine
        self._authorization = authorization

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "lifespan":
                await self._live(receive, send)
            case "http":
                await self._serve(scope, receive, send)
            case _:
                await send({"type": "websocket.close"})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._engine.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            request = _head(scope)
            self._authorization.check(request)
            answer = await self._engine.handle(await _with_body(request, receive))
        except CosmosFailure as failure:
            answer = answers.refused(failure)
        except ConnectionLost:
            self.connections[scope["client"]].abort()
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await _send(answer, send)


def _head(scope: Message) -> CosmosRequest:
    """The request without its body. Raises CosmosFailure 400 for a path that is no text."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        segments = scope["raw_path"].decode("ascii").split("/")
        path = tuple(unquote(each, errors="strict") for each in segments if each)
    except UnicodeDecodeError:
        raise CosmosFailure(400, "BadRequest", "The path is not valid UTF-8.") from None
    endpoint = f"{scope['scheme']}://{headers['host']}/" if "host" in headers else ""
    return CosmosRequest(scope["method"], path, headers, endpoint=endpoint)


async def _with_body(request: CosmosRequest, receive: Receive) -> CosmosRequest:
    """Raises CosmosFailure 413 as soon as the body is longer than any request may be."""
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise CosmosFailure(400, "BadRequest", "The request ended before its body did.")
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > MAX_BODY_BYTES:
            raise too_large(f"The request has more than {MAX_REQUEST_BYTES} bytes.")
        if not message.get("more_body", False):
            body = parts[0] if len(parts) == 1 else b"".join(parts)
            return CosmosRequest(request.method, request.path, request.headers, body, request.endpoint)


async def _send(answer: CosmosResponse, send: Send) -> None:
    headers = {**answer.headers, "content-length": str(len(answer.body))}
    if answer.status in {204, 304}:
        del headers["content-length"]
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": answer.body})
