"""Serving the engine, with connections that a fault can cut."""

import asyncio
from typing import cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import get_remote_addr

from benchdog.embedded_cosmos.http.application import EmulatorApplication


def server_of(application: EmulatorApplication, host: str, port: int) -> uvicorn.Server:
    """A server, whose `run` serves until the process is told to stop."""
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        http=_Connection,
        ws="none",
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        log_level="warning",
        access_log=False,
    )
    return uvicorn.Server(config)


class _Connection(HttpToolsProtocol):
    """Tells the application of itself: an ASGI application cannot cut a connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if (address := get_remote_addr(transport)) is not None:
            cast("EmulatorApplication", self.config.loaded_app).connections[address] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self.client is not None:
            cast("EmulatorApplication", self.config.loaded_app).connections.pop(self.client, None)
        super().connection_lost(exc)
