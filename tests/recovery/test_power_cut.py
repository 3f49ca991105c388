"""The power fails at any moment of a run: what was acknowledged is there, and the file is whole. [S6]"""

import json
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import get_args

from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport, StorageUnusable
from benchdog.embedded_cosmos.faults import DiskRecording, FaultPlan, FaultyDisk, Survival
from benchdog.embedded_cosmos.wire import CosmosRequest

CUTS = int(os.environ.get("BENCHDOG_TEST_POWER_CUTS", "40"))
HALVES = "ab"
SMALL, LARGE = 2_000, 700_000
"""Characters of an item. The large ones fill the log, so that it is moved into the file meanwhile."""


@dataclass(frozen=True)
class Run:
    """
    What was written to a disk.

    Attributes:
        acknowledged_at: for each batch the number of changes that the disk had seen when it was acknowledged.
    """

    recording: DiskRecording
    acknowledged_at: list[int]

    def acknowledged_by(self, moment: int) -> set[str]:
        """The ids that have to be there after a cut at *moment*."""
        numbers = [number for number, at in enumerate(self.acknowledged_at) if at <= moment]
        return {f"{number}{half}" for number in numbers for half in HALVES}


async def a_run(folder: Path, *, ignores_sync: bool) -> Run:
    """Batches of two items; the engine is closed and opened in between."""
    run = Run(DiskRecording(), [])
    disk = FaultyDisk(run.recording, ignores_sync=ignores_sync)
    for sizes in ([SMALL] * 12, [LARGE] * 6 + [SMALL] * 12, [SMALL] * 6):
        engine = EmbeddedCosmos(folder, faults=FaultPlan(disk=disk))
        async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
            database = await client.create_database_if_not_exists("persistence")
            container = await database.create_container_if_not_exists("items", PartitionKey("/owner"))
            for size in sizes:
                number = len(run.acknowledged_at)
                items = [{"id": f"{number}{half}", "owner": "ada", "text": "x" * size} for half in HALVES]
                await container.execute_item_batch([("create", (item,)) for item in items], "ada")
                run.acknowledged_at.append(len(run.recording))
        await engine.close()
    return run


async def damage_in(folder: Path, promised: set[str]) -> str | None:
    """What a start on the files in *folder* finds wrong; None where everything is as it was promised."""
    try:
        engine = EmbeddedCosmos(folder)
    except StorageUnusable:
        return "unusable"
    try:
        stored = await stored_ids(engine)
        integrity = await engine.read(lambda connection: connection.execute("PRAGMA integrity_check").get)
    finally:
        await engine.close()
    if integrity != "ok":
        return "damaged"
    if not promised <= stored:
        return "acknowledged and lost"
    whole = {f"{item_id[:-1]}{half}" for item_id in stored for half in HALVES}
    return None if whole == stored else "half a batch"


async def stored_ids(engine: EmbeddedCosmos) -> set[str]:
    """The ids of the items, none where there is no container yet; without the SDK, which takes longer."""
    headers = {
        "x-ms-documentdb-isquery": "true",
        "x-ms-documentdb-partitionkey": '["ada"]',
        "x-ms-max-item-count": "-1",
    }
    body = b'{"query": "SELECT VALUE c.id FROM c"}'
    path = ("dbs", "persistence", "colls", "items", "docs")
    answer = await engine.handle(CosmosRequest("POST", path, headers, body))
    return set(json.loads(answer.body)["Documents"]) if answer.status == 200 else set()


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


async def damages(run: Run, cuts: int, seed: int, tmp_path: Path) -> Counter[str]:
    random = Random(seed)
    found: Counter[str] = Counter()
    for number in range(cuts):
        moment = random.choice([random.randrange(len(run.recording)), random.choice(run.acknowledged_at)])
        survival = random.choice(get_args(Survival))
        folder = tmp_path / f"cut{number}"
        write_files(folder, run.recording.files_after_cut(moment, survival, random))
        damage = await damage_in(folder, run.acknowledged_by(moment))
        shutil.rmtree(folder)
        if damage is not None:
            found[f"{damage} ({survival})"] += 1
    return found


async def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path, seed: int):
    """[S6]"""
    (tmp_path / "disk").mkdir()
    run = await a_run(tmp_path / "disk", ignores_sync=False)

    found = await damages(run, CUTS, seed, tmp_path)

    assert not found, f"BENCHDOG_TEST_SEED={seed}"


async def test_the_same_cuts_find_losses_on_a_disk_that_does_not_sync(tmp_path: Path, seed: int):
    """Else the test above would prove nothing."""
    (tmp_path / "disk").mkdir()
    run = await a_run(tmp_path / "disk", ignores_sync=True)

    found = await damages(run, CUTS, seed, tmp_path)

    assert found["acknowledged and lost (nothing)"] > 0, f"BENCHDOG_TEST_SEED={seed}"
