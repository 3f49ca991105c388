"""How long the event loop waits while the engine works: other requests of the service wait as long."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Final

import orjson

from benchdog.embedded_cosmos import EmbeddedCosmos
from benchdog.embedded_cosmos.wire import CosmosRequest
from scripts.bench.engine.items import head, with_content
from scripts.bench.engine.running_engine import DATABASE, NewFolder, running_engine
from scripts.bench.tables import Table

SCANNED: Final = 50_000
_OWNER: Final = "ada"
_CONTAINER: Final = "sessions"
_TICK_SECONDS: Final = 0.001
_TARGET: Final = "step ≤ 5"
_COLUMNS: Final = (
    "while the engine is asked, without the SDK, to",
    "late, p50 ms",
    "late, p99 ms",
    "longest step ms",
    "target",
)
_PATH: Final = ("dbs", DATABASE, "colls", _CONTAINER, "docs")
_SCAN: Final = "SELECT * FROM c WHERE LENGTH(c.description) = 1"


async def loop_waits(new_folder: NewFolder, *, seconds: float) -> Table:
    """
    How late a timer of 1 ms comes, for *seconds* of each work, and the longest step between two timers.

    A step counts processor time of the loop's thread alone, because other threads and processes delay the
    timer too. The SDK is left out: it parses and serialises on the loop whatever the engine does.
    """
    async with running_engine(new_folder()) as running:
        await running.create_container(_CONTAINER)
        await running.fill(_CONTAINER, "scanned", (head("scanned", number) for number in range(SCANNED)))
        engine = running.engine
        works: list[tuple[str, Callable[[], Awaitable[None]]]] = [("do nothing", _nothing)]
        for size, name in ((1_000, "1 KB"), (64_000, "64 KB"), (1_500_000, "1.5 MB")):
            item = orjson.dumps(with_content(_OWNER, size) | {"id": str(size)})
            works.append((f"write and read items of {name}", _writing_and_reading(engine, str(size), item)))
        works.append((f"look at {SCANNED:,} items for one page", _scanning(engine)))
        rows = [await _row(name, work, seconds) for name, work in works]
    return Table("How late a timer of the event loop comes", _COLUMNS, rows)


async def _row(name: str, work: Callable[[], Awaitable[None]], seconds: float) -> list[str]:
    end = time.perf_counter() + seconds
    waits: list[float] = []
    steps: list[float] = []

    async def watch() -> None:
        while (begun := time.perf_counter()) < end:
            computed = time.thread_time()
            await asyncio.sleep(_TICK_SECONDS)
            steps.append((time.thread_time() - computed) * 1000)
            waits.append((time.perf_counter() - begun - _TICK_SECONDS) * 1000)

    async def repeat() -> None:
        while time.perf_counter() < end:
            await work()

    await asyncio.gather(watch(), repeat())
    cuts = statistics.quantiles(waits, n=100)
    return [name, f"{cuts[49]:.2f}", f"{cuts[98]:.2f}", f"{max(steps):.1f}", _TARGET]


async def _nothing() -> None:
    await asyncio.sleep(_TICK_SECONDS)


def _writing_and_reading(engine: EmbeddedCosmos, item_id: str, body: bytes) -> Callable[[], Awaitable[None]]:
    headers = {"x-ms-documentdb-partitionkey": orjson.dumps([_OWNER]).decode(), "prefer": "return=minimal"}
    upsert = CosmosRequest("POST", _PATH, {**headers, "x-ms-documentdb-is-upsert": "true"}, body)
    read = CosmosRequest("GET", (*_PATH, item_id), headers)

    async def work() -> None:
        await _answered(engine, upsert)
        await _answered(engine, read)

    return work


def _scanning(engine: EmbeddedCosmos) -> Callable[[], Awaitable[None]]:
    headers = {"x-ms-documentdb-partitionkey": '["scanned"]', "x-ms-documentdb-isquery": "true"}
    query = CosmosRequest("POST", _PATH, headers, orjson.dumps({"query": _SCAN}))

    async def work() -> None:
        await _answered(engine, query)

    return work


async def _answered(engine: EmbeddedCosmos, request: CosmosRequest) -> None:
    await asyncio.sleep(0)  # requests of a real caller are steps of their own
    answer = await engine.handle(request)
    if answer.status >= 300:
        raise RuntimeError(f"The measured work failed: {answer.status} {answer.body!r}")
