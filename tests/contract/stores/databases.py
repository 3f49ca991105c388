"""The ways in which one folder becomes a database for the stores: all of them have to pass the same tests."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from random import randrange
from typing import Any, Literal, get_args

import uvicorn
from azure.core.pipeline.transport import AsyncHttpResponse, HttpRequest

from benchdog.cosmos.client import CosmosAccount
from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.embedded_cosmos.http.application import EmulatorApplication
from benchdog.embedded_cosmos.http.authorization import EMULATOR_KEY, Authorization
from benchdog.embedded_cosmos.http.server import _Connection

Database = Literal["one range", "four ranges", "two engines", "http"]
Clock = Callable[[], float]


def asked_for(*, is_representative: bool) -> Sequence[Database]:
    """
    The databases that a test runs on: by default one, all where the test is representative of many.

    BENCHDOG_TEST_DATABASES=all runs every test on every database.
    """
    if is_representative or os.environ.get("BENCHDOG_TEST_DATABASES") == "all":
        return get_args(Database)
    return ["one range"]


@asynccontextmanager
async def an_account(
    database: Database, data_dir: Path, clock: Clock, faults: FaultPlan
) -> AsyncIterator[CosmosAccount]:
    """An account that keeps its data in *data_dir*."""
    ranges = 4 if database == "four ranges" else 1
    engine = EmbeddedCosmos(data_dir, clock=clock, ranges=ranges, faults=faults)
    match database:
        case "one range" | "four ranges":
            yield CosmosAccount(engine.endpoint, engine.key, EmbeddedTransport(engine))
        case "two engines":
            other = EmbeddedCosmos(data_dir, clock=clock, faults=faults)
            yield CosmosAccount(engine.endpoint, engine.key, AlternatingTransport([engine, other]))
            await other.close()
        case "http":
            async with served(engine) as endpoint:
                yield CosmosAccount(endpoint, EMULATOR_KEY)
    await engine.close()


class AlternatingTransport(EmbeddedTransport):
    """Each request to another engine than the one before, as a load balancer over several processes does."""

    def __init__(self, engines: Sequence[EmbeddedCosmos]) -> None:
        super().__init__(engines[0])
        self._turns = cycle([EmbeddedTransport(engine) for engine in engines])

    async def send(self, request: HttpRequest, **options: Any) -> AsyncHttpResponse:
        return await next(self._turns).send(request, **options)


@asynccontextmanager
async def served(engine: EmbeddedCosmos) -> AsyncIterator[str]:
    """
    The URL of *engine* over HTTP, in this process.

    Its address is one that nobody had before: the SDK remembers ranges by URL for the whole process.
    """
    with socket.socket() as listening:
        listening.bind((f"127.{randrange(1, 255)}.{randrange(256)}.{randrange(1, 255)}", 0))
        listening.listen()  # so that clients may connect before the server has started
        application = EmulatorApplication(engine, Authorization(EMULATOR_KEY, time.time))
        config = uvicorn.Config(
            application,
            http=_Connection,
            ws="none",
            lifespan="on",
            proxy_headers=False,
            log_level="warning",
            access_log=False,
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        host, port = listening.getsockname()
        try:
            yield f"http://{host}:{port}/"
        finally:
            server.should_exit = True
            await serving
