"""One item that is read and replaced again and again, through the SDK or in SQLite alone."""

from collections.abc import Callable
from typing import Any

import orjson
from azure.core import MatchConditions
from azure.cosmos.aio import ContainerProxy

from scripts.bench.engine.direct_sqlite import DirectSqlite

Version = Callable[[int], dict[str, Any]]
"""The item as it is after so many replacements."""


class ItemThroughSdk:
    """Each replacement names the ETag that the one before left, and asks for no body."""

    def __init__(self, container: ContainerProxy, owner: str, version: Version) -> None:
        self._container = container
        self._owner = owner
        self._version = version
        self._id = version(0)["id"]
        self._step = 0
        self._etag = ""

    async def create(self) -> None:
        self._etag = (await self._container.create_item(self._version(0)))["_etag"]

    async def read(self) -> None:
        await self._container.read_item(self._id, self._owner)

    async def replace(self) -> None:
        self._step += 1
        answer = await self._container.replace_item(
            self._id,
            self._version(self._step),
            etag=self._etag,
            match_condition=MatchConditions.IfNotModified,
            no_response=True,
        )
        self._etag = answer.get_response_headers()["etag"]


class ItemInSqlite:
    """One statement with its commit; the text of the item is there already."""

    def __init__(self, sqlite: DirectSqlite, owner: str, version: Version) -> None:
        self._sqlite = sqlite
        self._owner = owner
        self._id = version(0)["id"]
        self._texts = [orjson.dumps(version(0)), orjson.dumps(version(1))]
        self._step = 0

    async def create(self) -> None:
        self._sqlite.insert(self._owner, self._id, self._texts[0])

    async def read(self) -> None:
        self._sqlite.read(self._owner, self._id)

    async def replace(self) -> None:
        before, self._step = str(self._step), self._step + 1
        text = self._texts[self._step % 2]
        self._sqlite.replace(self._owner, self._id, text, etag=str(self._step), if_match=before)
