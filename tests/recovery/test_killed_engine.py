"""Two processes write to one folder and are killed, one at a time: nothing acknowledged is lost. [S6]"""

import multiprocessing
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import apsw
from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from tests.recovery.batch_writer import HALVES, ids_of_batch, write_batches

KILLS = int(os.environ.get("BENCHDOG_TEST_KILLS", "4"))
MOST_BATCHES = 30


@dataclass
class Writer:
    """A process that writes, and what it said was acknowledged."""

    name: str
    process: BaseProcess
    acknowledgements: "Connection[None, int]"
    acknowledged: int = -1

    def wait_for(self, batches: int) -> None:
        for _ in range(batches):
            self.acknowledged = self.acknowledgements.recv()

    def kill(self) -> set[str]:
        """Ends the process at once; the ids of everything that was acknowledged."""
        self.process.kill()
        self.process.join()
        try:
            while True:
                self.acknowledged = self.acknowledgements.recv()
        except EOFError:
            self.acknowledgements.close()
        return {
            item_id for number in range(self.acknowledged + 1) for item_id in ids_of_batch(self.name, number)
        }


class Writers:
    """Starts processes that have imported everything already, so that hundreds of them take seconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = count()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.recovery.batch_writer"])

    def start(self) -> Writer:
        name = f"writer{next(self._names)}"
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=write_batches, args=(self._folder, name, sender))
        process.start()
        sender.close()
        return Writer(name, process, receiver)


async def test_kills_take_nothing_that_was_acknowledged_and_leave_no_half_batch(tmp_path: Path, seed: int):
    """[S6] The killed one is replaced, the other one goes on. BENCHDOG_TEST_KILLS=200 is the whole test."""
    await create_container(tmp_path)
    random, writers = Random(seed), Writers(tmp_path)
    running = [writers.start(), writers.start()]
    promised: set[str] = set()
    for _ in range(KILLS):
        victim = running.pop(random.randrange(2))
        victim.wait_for(random.randrange(MOST_BATCHES))  # 0: while it opens the folder, or begins
        promised |= victim.kill()
        running.append(writers.start())
    for survivor in running:
        survivor.wait_for(1)
        promised |= survivor.kill()

    stored = await stored_ids(tmp_path)

    print(f"{KILLS} kills, {len(promised)} items acknowledged, {len(stored)} stored, seed {seed}")  # noqa: T201
    assert promised <= stored, f"BENCHDOG_TEST_SEED={seed}"
    assert stored == {f"{item_id[:-1]}{half}" for item_id in stored for half in HALVES}
    assert apsw.Connection(str(tmp_path / "cosmos.db")).execute("PRAGMA integrity_check").get == "ok"


@asynccontextmanager
async def a_client(folder: Path) -> AsyncIterator[CosmosClient]:
    engine = EmbeddedCosmos(folder)
    async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
        yield client
    await engine.close()


async def create_container(folder: Path) -> None:
    async with a_client(folder) as client:
        database = await client.create_database("persistence")
        await database.create_container("items", PartitionKey("/owner"))


async def stored_ids(folder: Path) -> set[str]:
    async with a_client(folder) as client:
        container = client.get_database_client("persistence").get_container_client("items")
        found = container.query_items("SELECT c.id FROM c", partition_key="ada")
        return {item["id"] async for item in found}
