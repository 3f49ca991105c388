"""The ways in which one folder becomes a database for the stores: all of them have to pass the same tests."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, cast, get_args

from benchdog.cosmos.client import CosmosAccount
from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.embedded_cosmos.http.authorization import EMULATOR_KEY
from tests.contract.stores.http_server import emulator_of, listening_socket, url_of
from tests.contract.stores.second_process import two_processes

Database = Literal["one range", "four ranges", "two processes", "http"]
Clock = Callable[[], float]


def asked_for(*, is_representative: bool, is_timed: bool) -> Sequence[Database]:
    """
    The databases that a test runs on: by default one, all where the test is representative of many.

    BENCHDOG_TEST_DATABASES=all runs every test on every database; where a test is timed, on those that answer
    in the task that asks, which is where its virtual time passes.
    """
    if is_representative or os.environ.get("BENCHDOG_TEST_DATABASES") == "all":
        return [each for each in get_args(Database) if not (is_timed and each == "http")]
    return ["one range"]


@asynccontextmanager
async def an_account(
    database: Database, data_dir: Path, clock: Clock, faults: FaultPlan
) -> AsyncIterator[CosmosAccount]:
    """An account that keeps its data in *data_dir*."""
    if database == "two processes":
        async with two_processes(data_dir, clock, faults) as both:
            # A transport asks nothing of an engine but answers, and nobody looks the host of this one up.
            transport = EmbeddedTransport(cast("EmbeddedCosmos", both))
            yield CosmosAccount(f"http://{data_dir.name}.local/", EMULATOR_KEY, transport)
        return
    ranges = 4 if database == "four ranges" else 1
    engine = EmbeddedCosmos(data_dir, clock=clock, ranges=ranges, faults=faults)
    if database == "http":
        async with served(engine) as endpoint:
            yield CosmosAccount(endpoint, EMULATOR_KEY)
    else:
        yield CosmosAccount(engine.endpoint, engine.key, EmbeddedTransport(engine))
    await engine.close()


@asynccontextmanager
async def served(engine: EmbeddedCosmos) -> AsyncIterator[str]:
    """The URL of *engine* over HTTP, in this process."""
    with listening_socket() as listening:
        server = emulator_of(engine)
        serving = asyncio.create_task(server.serve([listening]))
        try:
            yield url_of(listening)
        finally:
            server.should_exit = True
            await serving
