"""What survives: several processes, damaged files. Kills and power cuts are in tests/recovery."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient
from azure.cosmos.exceptions import CosmosHttpResponseError

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport, StorageUnusable

WRITER = Path(__file__).with_name("writing_process.py")
FILE = "cosmos.db"


def start_writer(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), *arguments], stdout=subprocess.PIPE, text=True
    )


async def with_container(folder: Path, use):
    engine = EmbeddedCosmos(folder)
    async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
        database = await client.create_database_if_not_exists("persistence")
        container = await database.create_container_if_not_exists("items", PartitionKey("/owner"))
        try:
            return await use(container)
        finally:
            await engine.close()


async def test_two_processes_count_exactly_by_conditional_replacement(tmp_path):
    """[S3] Neither process loses a count of the other."""

    async def begin(container):
        await container.create_item({"id": "counter", "owner": "ada", "value": 0})

    async def read(container):
        return (await container.read_item("counter", "ada"))["value"]

    await with_container(tmp_path, begin)
    writers = [start_writer(tmp_path, "count", "60") for _ in range(2)]
    outputs = [json.loads(writer.communicate(timeout=60)[0]) for writer in writers]

    assert await with_container(tmp_path, read) == 120
    assert [output["counted"] for output in outputs] == [60, 60]


@pytest.mark.parametrize("damage", ["random bytes", "cut short", "another program"])
async def test_a_file_that_cannot_be_used_is_reported_and_left_as_it_is(tmp_path, damage):
    path = tmp_path / FILE
    if damage == "random bytes":
        path.write_bytes(os.urandom(64 * 1024))
    elif damage == "cut short":
        await with_container(tmp_path, lambda container: container.create_item({"id": "a", "owner": "ada"}))
        path.write_bytes(path.read_bytes()[:1000])
    else:
        apsw.Connection(str(path)).execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()

    with pytest.raises(StorageUnusable):
        EmbeddedCosmos(tmp_path)

    assert path.read_bytes()[:1000] == before[:1000]


async def test_a_file_of_a_newer_version_is_refused(tmp_path):
    await with_container(tmp_path, lambda container: container.create_item({"id": "a", "owner": "ada"}))
    apsw.Connection(str(tmp_path / FILE)).execute("PRAGMA user_version = 99")

    with pytest.raises(StorageUnusable, match="newer version"):
        EmbeddedCosmos(tmp_path)


async def test_an_empty_folder_may_be_opened_by_several_at_once(tmp_path):
    with ThreadPoolExecutor(4) as threads:
        engines = list(threads.map(EmbeddedCosmos, [tmp_path] * 4))

    for number, engine in enumerate(engines):
        async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
            await client.create_database(str(number))
            assert len([database async for database in client.list_databases()]) == number + 1
    for engine in engines:
        await engine.close()


async def test_what_one_process_creates_another_one_finds(tmp_path):
    first, second = EmbeddedCosmos(tmp_path), EmbeddedCosmos(tmp_path)
    async with (
        CosmosClient(first.endpoint, first.key, transport=EmbeddedTransport(first)) as one,
        CosmosClient(second.endpoint, second.key, transport=EmbeddedTransport(second)) as other,
    ):
        database = await one.create_database("persistence")
        await (await database.create_container("items", PartitionKey("/owner"))).create_item(
            {"id": "a", "owner": "ada"}
        )

        found = other.get_database_client("persistence").get_container_client("items")

        assert (await found.read_item("a", "ada"))["id"] == "a"
    await first.close()
    await second.close()


async def test_commits_and_queries_never_run_on_the_thread_of_the_event_loop(tmp_path):
    """A commit waits for the disk, a query takes as long as it takes."""
    engine = EmbeddedCosmos(tmp_path)

    writing = await engine.write(lambda _connection: threading.get_ident())
    reading = await engine.read(lambda _connection: threading.get_ident())

    assert threading.get_ident() not in {writing, reading}
    await engine.close()


async def test_a_closed_engine_answers_that_it_is(tmp_path):
    engine = EmbeddedCosmos(tmp_path)
    async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
        database = await client.create_database("persistence")
        await engine.close()
        await engine.close()

        with pytest.raises(CosmosHttpResponseError) as refused:
            await database.read()

    assert refused.value.status_code == 503
