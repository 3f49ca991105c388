"""
Jupyter Server and its contents API: a file for each document.

It finds no conflict: its clients ask for the time of the file before they save, which is the request that
counts as a poll here and is not added to a save.
"""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson

from scripts.bench.http_load import Connection
from scripts.bench.peers.peer import Page, Peer
from scripts.bench.servers import running_process
from scripts.bench.workloads import SavedSession, expect
from tests.real_service import free_port

FILES: Final = "/api/contents"
TOKEN: Final = "bench"


class ContentsFile(SavedSession):
    """A text file with the document in it."""

    made = 0

    def body(self) -> bytes:
        return orjson.dumps(
            {"type": "file", "format": "text", "content": orjson.dumps(self.document()).decode()}
        )

    async def create(self, connection: Connection) -> None:
        ContentsFile.made += 1
        self.path = f"{FILES}/made{ContentsFile.made}.json"
        expect((await connection.request("PUT", self.path, self.body())).status, 201)

    async def save(self, connection: Connection) -> None:
        expect((await connection.request("PUT", self.path, self.body())).status, 200)

    async def poll(self, connection: Connection) -> None:
        expect((await connection.request("GET", f"{self.path}?content=0")).status, 200)


@contextmanager
def running_jupyter(program: Path, counts: Collection[int]) -> Iterator[Peer]:
    """Jupyter Server by *program*, with a folder of so many files for each of *counts*."""
    port = free_port()
    headers = {"authorization": f"token {TOKEN}"}
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            _fill(Path(folder) / str(count), count)
        arguments = [
            str(program),
            "--no-browser",
            "--allow-root",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={folder}",
            "--ServerApp.log_level=ERROR",
            f"--IdentityProvider.token={TOKEN}",
        ]
        with running_process(arguments, f"http://127.0.0.1:{port}/api"):
            yield Peer(
                "Jupyter Server",
                port,
                headers,
                ContentsFile,
                refuses_stale_saves=False,
                pages={count: Page(f"{FILES}/{count}", headers) for count in counts},
            )


def _fill(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.json").write_text('{"title":"a bench","content":{"step":1}}')
