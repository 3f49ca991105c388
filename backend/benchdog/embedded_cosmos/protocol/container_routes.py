"""Requests about the containers of a database: definitions and ranges; items have routes of their own."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import apsw

from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.protocol.catalogue_queries import asked_of
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView
from benchdog.embedded_cosmos.protocol.item_routes import ItemRoutes
from benchdog.embedded_cosmos.protocol.offer_routes import asked_throughput
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.protocol.requests import is_set, json_object
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.storage import catalogue, items
from benchdog.embedded_cosmos.storage.container import Container, Database
from benchdog.embedded_cosmos.storage.items import new_stamp
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse, not_found, not_supported

_UNSUPPORTED: Final = {
    "sprocs": "A stored procedure",
    "triggers": "A trigger",
    "udfs": "A user-defined function",
    "conflicts": "The conflict feed",
}


class ContainerRoutes:
    def __init__(
        self, storage: Storage, clock: Callable[[], float], ranges: PartitionRanges, view: CatalogueView
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._ranges = ranges
        self._view = view
        self._items = ItemRoutes(storage, clock, ranges, view)

    async def handle(self, database: Database, rest: Sequence[str], request: CosmosRequest) -> CosmosResponse:
        """The answer to a request whose path goes on with *rest* below the containers of *database*."""
        match request.method, rest:
            case "POST", [] if not is_set(request, "x-ms-documentdb-isquery"):
                return await self._create(database, request)
            case "POST" | "GET", []:
                found = [each.as_json() for each in self._view.containers(database)]
                return answers.feed("DocumentCollections", database.rid, asked_of(found, request))
            case "GET", [name]:
                return await self._read(self._view.container(database, name), request)
            case "PUT", [name]:
                return await self._replace(self._view.container(database, name), request)
            case "DELETE", [name]:
                return await self._delete(self._view.container(database, name))
            case "GET", [name, "pkranges"]:
                container = self._view.container(database, name)
                return answers.partition_key_ranges(container, self._ranges, request)
            case _, [name, "docs", *more]:
                intended_rid = request.headers.get("x-ms-cosmos-intended-collection-rid")
                container = self._view.owner(database, name, intended_rid)
                return await self._items.handle(container, self._ids(container, name, more), request)
            case "POST", [name, "operations", "partitionkeydelete"]:
                return await self._items.delete_partition(self._view.owner(database, name, None), request)
            case _, [_, kind, *_] if kind in _UNSUPPORTED:
                raise not_supported(_UNSUPPORTED[kind])
        raise not_found("There is no such resource.")

    def _ids(self, container: Container, name: str, rest: Sequence[str]) -> Sequence[str]:
        """*rest* with ids: who names the container by its resource id names its items so too."""
        if name == container.id:
            return rest
        look_up = self._storage.look_up
        return [look_up(partial(items.id_of_rid, container=container, rid=each)) for each in rest]

    async def _read(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        wants_usage = is_set(request, "x-ms-documentdb-populatequotainfo")
        if not wants_usage and not is_set(request, "x-ms-documentdb-populatepartitionstatistics"):
            return answers.container_answer(200, container)
        statistics = await self._storage.read(partial(self._statistics, container=container))
        answer = answers.container_answer(200, container, statistics=statistics)
        if wants_usage:
            count = sum(each["documentCount"] for each in statistics)
            size = sum(each["sizeInKB"] for each in statistics)
            usage = f"documentsCount={count};documentsSize={size};collectionSize={size}"
            answer.headers["x-ms-resource-usage"] = usage
        return answer

    def _statistics(self, connection: apsw.Connection, container: Container) -> list[dict[str, Any]]:
        """What each range has; a size is in whole kilobytes, as the service gives it."""
        found = []
        for each in self._ranges.of(container):
            count, size = items.count_and_size(connection, container, each.keys)
            known = {"documentCount": count, "sizeInKB": -(-size // 1024), "partitionKeys": []}
            found.append({"id": str(each.number), **known})
        return found

    async def _create(self, database: Database, request: CosmosRequest) -> CosmosResponse:
        sent, stamp = json_object(request.body), new_stamp(self._clock())
        create = partial(
            catalogue.create_container,
            database=database,
            sent=sent,
            etag=stamp.etag,
            ts=int(stamp.now),
            throughput=asked_throughput(request),
        )
        created = await self._storage.write(create)
        return answers.container_answer(201, created)

    async def _replace(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        sent, stamp = json_object(request.body), new_stamp(self._clock())
        replaced = await self._storage.write(
            lambda connection: catalogue.replace_container(
                connection, container, sent, stamp.etag, int(stamp.now)
            )
        )
        return answers.container_answer(200, replaced)

    async def _delete(self, container: Container) -> CosmosResponse:
        await self._storage.write(lambda connection: catalogue.delete_container(connection, container))
        return CosmosResponse(204)
