"""Two processes on one folder, as behind a load balancer: this one, and one that is asked over HTTP."""

import multiprocessing
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import cycle
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from urllib.parse import quote

import httpx2

from benchdog.embedded_cosmos import EmbeddedCosmos
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse
from tests.contract.stores.http_server import emulator_of, listening_socket, url_of

Clock = Callable[[], float]


class TurnTaking:
    """Each request to the other process than the one before; *faults* are those of the way to both."""

    def __init__(
        self,
        here: EmbeddedCosmos,
        there: httpx2.AsyncClient,
        faults: FaultPlan,
        tell_time: Callable[[], None],
    ) -> None:
        self._faults = faults
        self._there = there
        self._tell_time = tell_time
        self._turns = cycle([here.handle, self._forward])

    async def handle(self, request: CosmosRequest) -> CosmosResponse:
        return await self._faults.handle(request, next(self._turns))

    async def _forward(self, request: CosmosRequest) -> CosmosResponse:
        self._tell_time()
        path = "/".join(quote(segment, safe="") for segment in request.path)
        answer = await self._there.request(
            request.method, f"/{path}", headers=dict(request.headers), content=request.body
        )
        return CosmosResponse(answer.status_code, answer.content, dict(answer.headers))


@asynccontextmanager
async def two_processes(data_dir: Path, clock: Clock, faults: FaultPlan) -> AsyncIterator[TurnTaking]:
    """An engine in this process and one in another, which has this one's *clock*."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    seconds = context.Value("d", clock())
    with listening_socket() as listening:
        url = url_of(listening)
        other = context.Process(target=_serve, args=(data_dir, listening, seconds), daemon=True)
        other.start()

    def tell_time() -> None:
        seconds.value = clock()

    engine = EmbeddedCosmos(data_dir, clock=clock)
    try:
        async with httpx2.AsyncClient(base_url=url, timeout=30) as there:
            yield TurnTaking(engine, there, faults, tell_time)
    finally:
        await engine.close()
        other.terminate()
        other.join()


def _serve(data_dir: Path, listening: socket.socket, seconds: "Synchronized[float]") -> None:
    engine = EmbeddedCosmos(data_dir, clock=lambda: seconds.value)
    emulator_of(engine).run([listening])
