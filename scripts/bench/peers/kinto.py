"""Kinto: JSON records with ETags over HTTP, on PostgreSQL or in memory."""

import asyncio
import base64
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final

import orjson

from scripts.bench.http_load import Answer, Connection
from scripts.bench.peers.peer import Page, Peer
from scripts.bench.servers import running_process
from scripts.bench.workloads import SavedSession, expect
from tests.real_service import free_port

BUCKET: Final = "/v1/buckets/bench"
MADE: Final = f"{BUCKET}/collections/made/records"
MAX_BATCH: Final = 25
HEADERS: Final = {"authorization": f"Basic {base64.b64encode(b'bench:bench').decode()}"}

_SETTINGS: Final = """
[app:main]
use = egg:kinto
kinto.userid_hmac_secret = bench
multiauth.policies = basicauth
kinto.cache_backend = kinto.core.cache.memory
kinto.permission_backend = kinto.core.permission.{backend}
kinto.permission_url = {url}
kinto.storage_backend = kinto.core.storage.{backend}
kinto.storage_url = {url}

[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = %(http_port)s

[loggers]
keys = root

[handlers]
keys =

[formatters]
keys =

[logger_root]
level = ERROR
handlers =
"""


class Record(SavedSession):
    """Of concurrent writes Kinto answers some with 409 for no reason of theirs: its clients ask again."""

    def body(self) -> bytes:
        return orjson.dumps({"data": self.document()})

    async def create(self, connection: Connection) -> None:
        answer = await self._written(connection, "POST", MADE, self.body())
        expect(answer.status, 201)
        self.path = f"{MADE}/{orjson.loads(answer.body)['data']['id']}"
        self.etag = answer.headers["etag"]

    async def save(self, connection: Connection) -> None:
        answer = await self._written(connection, "PUT", self.path, self.body(), {"if-match": self.etag})
        expect(answer.status, 200)
        self.etag = answer.headers["etag"]

    async def poll(self, connection: Connection) -> None:
        headers = {"if-none-match": self.etag}
        expect((await connection.request("GET", self.path, headers=headers)).status, 304)

    async def save_stale(self, connection: Connection) -> None:
        self.stale_body = self.stale_body or self.body()
        headers = {"if-match": '"1"'}
        expect((await connection.request("PUT", self.path, self.stale_body, headers)).status, 412)

    async def _written(
        self,
        connection: Connection,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        answer = await connection.request(method, path, body, headers)
        while answer.status == HTTPStatus.CONFLICT:
            answer = await connection.request(method, path, body, headers)
        return answer


@contextmanager
def running_kinto(program: Path, counts: Collection[int], postgres: str | None = None) -> Iterator[Peer]:
    """
    Kinto by *program*, with a collection of so many records for each of *counts*.

    Args:
        postgres: address of an empty database; None keeps everything in memory.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "kinto.ini"
        backend = "memory" if postgres is None else "postgresql"
        settings.write_text(_SETTINGS.format(backend=backend, url=postgres or ""))
        with _kinto(program, settings, port):
            asyncio.run(_fill(port, counts))
            yield Peer(
                "Kinto, in memory" if postgres is None else "Kinto on PostgreSQL",
                port,
                HEADERS,
                Record,
                is_durable=postgres is not None,
                pages={count: Page(_page(count), HEADERS) for count in counts},
            )


@contextmanager
def _kinto(program: Path, settings: Path, port: int) -> Iterator[None]:
    subprocess.run([program, "migrate", "--ini", settings], check=True, capture_output=True)
    arguments = [str(program), "start", "--ini", str(settings), "--port", str(port)]
    with running_process(arguments, f"http://127.0.0.1:{port}/v1/"):
        yield


def _page(count: int) -> str:
    """What a list shows of each, as the service does, without the content."""
    fields = "_fields=title,last_modified"
    return f"{_list(count)}/records?_limit=20&_sort=-last_modified&like_title=a*&{fields}"


def _list(count: int) -> str:
    return f"{BUCKET}/collections/list{count}"


async def _fill(port: int, counts: Collection[int]) -> None:
    async with Connection(port, HEADERS) as connection:
        for path in (BUCKET, f"{BUCKET}/collections/made", *map(_list, counts)):
            expect((await connection.request("PUT", path, b"{}")).status, 201)
        for count in counts:
            for start in range(0, count, MAX_BATCH):
                await _add(connection, f"{_list(count)}/records", min(MAX_BATCH, count - start))


async def _add(connection: Connection, path: str, count: int) -> None:
    record = {"data": {"title": "a bench", "content": {"step": 1}}}
    # The paths of a batch are those below the version.
    create = {"method": "POST", "path": path.removeprefix("/v1"), "body": record}
    answer = await connection.request("POST", "/v1/batch", orjson.dumps({"requests": [create] * count}))
    expect(answer.status, 200)
    for each in orjson.loads(answer.body)["responses"]:
        expect(each["status"], 201)
