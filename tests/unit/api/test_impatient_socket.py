"""The server's side of a WebSocket: devices that read nothing, and what is logged of all of them. [U4]"""

import asyncio
import base64
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from benchdog.api.impatient_socket import ImpatientSocket
from benchdog.observability.logs import names_no_address

MORE_THAN_SOCKETS_TAKE = "x" * 16_000_000
PING_SECONDS = 0.1
HANDSHAKE = (
    "GET /ws/session/ada HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(b'k' * 16).decode()}\r\n\r\n"
)


class TalkingApp:
    """Says more than the network holds, and then one word more."""

    def __init__(self) -> None:
        self.has_ended = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept"})
        try:
            await send({"type": "websocket.send", "text": MORE_THAN_SOCKETS_TAKE})
            await send({"type": "websocket.send", "text": "more"})
        finally:
            self.has_ended.set()


@asynccontextmanager
async def served(app: TalkingApp) -> AsyncIterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            app,
            ws=ImpatientSocket,
            lifespan="off",
            log_config=None,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PING_SECONDS,
        )
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        yield listening.getsockname()
        server.should_exit = True
        await running


async def test_the_address_of_a_survey_is_not_logged(caplog: pytest.LogCaptureFixture):
    """[E3] It says whose it is. The server would log it; our own line names the route."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, logger="uvicorn.error")  # a level that is set there counts
    app = TalkingApp()

    async with served(app) as address:
        with socket.create_connection(address) as device:
            device.sendall(HANDSHAKE.encode())
            await asyncio.wait_for(app.has_ended.wait(), 20)

    said = [record.getMessage() for record in caplog.records]
    kept = [record.getMessage() for record in caplog.records if names_no_address(record)]
    assert [line for line in said if "ada" in line]
    assert [line for line in kept if "ada" in line] == []


async def test_a_device_that_reads_nothing_is_let_go():
    """[U4] Nobody waits for it, and nothing of what it did not take stays in memory."""
    app = TalkingApp()

    async with served(app) as address:
        with socket.create_connection(address) as deaf:
            deaf.sendall(HANDSHAKE.encode())
            await asyncio.wait_for(app.has_ended.wait(), 20)
