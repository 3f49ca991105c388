"""Requests about the items of one container: single items and batches; feeds have routes of their own."""

from collections.abc import Callable, Sequence
from typing import Final

import apsw

from benchdog.embedded_cosmos.protocol import answers, batches, charges
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView
from benchdog.embedded_cosmos.protocol.feed_routes import FeedRoutes
from benchdog.embedded_cosmos.protocol.operations import Done, ItemOperations
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.protocol.requests import (
    is_set,
    json_object,
    json_value,
    required_partition_key,
)
from benchdog.embedded_cosmos.protocol.session_tokens import SessionTokens
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.storage import items
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import new_stamp
from benchdog.embedded_cosmos.wire import (
    CosmosRequest,
    CosmosResponse,
    not_found,
    not_supported,
)

PURGE_EVERY_SECONDS: Final = 60.0
_OF_QUERIES: Final = ("x-ms-documentdb-isquery", "x-ms-cosmos-is-query-plan-request")

Change = Callable[[ItemOperations], Done]


class ItemRoutes:
    def __init__(
        self, storage: Storage, clock: Callable[[], float], ranges: PartitionRanges, view: CatalogueView
    ) -> None:
        self._storage = storage
        self._view = view
        self._clock = clock
        self._tokens = SessionTokens(ranges)
        self._feeds = FeedRoutes(storage, clock, ranges, view, self._tokens)
        self._next_purge: dict[int, float] = {}

    async def handle(
        self, container: Container, rest: Sequence[str], request: CosmosRequest
    ) -> CosmosResponse:
        """The answer to a request whose path goes on with *rest* below the items of *container*."""
        match request.method, rest:
            case "GET", [item_id]:
                return self._read(container, item_id, request)
            case "POST", [] if is_set(request, "x-ms-cosmos-is-batch-request"):
                return await self._batch(container, request)
            case "GET", []:
                return await self._feeds.handle(container, request)
            case "POST", [] if any(is_set(request, header) for header in _OF_QUERIES):
                return await self._feeds.handle(container, request)
            case ("POST", []) | ("PUT" | "PATCH" | "DELETE", [_]):
                return await self._change(container, request, _change_of(request, rest))
        raise not_found("There is no such resource.")

    def _read(self, container: Container, item_id: str, request: CosmosRequest) -> CosmosResponse:
        key, now = required_partition_key(container, request), self._clock()
        item = self._storage.look_up(lambda connection: items.get(connection, container, key, item_id, now))
        self._tokens.note(item.lsn)
        is_known = request.headers.get("if-none-match") in {item.etag, "*"}
        done = Done(304 if is_known else 200, charges.read_charge(item.size), item)
        return answers.item_answer(done, self._tokens.headers(container, key), with_body=not is_known)

    async def _change(self, container: Container, request: CosmosRequest, change: Change) -> CosmosResponse:
        key, now = required_partition_key(container, request), self._clock()

        def run(connection: apsw.Connection) -> tuple[Done, int]:
            lsn = self._begin(connection, container, now)
            return change(ItemOperations(connection, container, key, new_stamp(now, lsn))), lsn

        done, lsn = await self._storage.write(run)
        self._tokens.note(lsn)
        headers = self._tokens.headers(container, key)
        return answers.item_answer(done, headers, with_body=not _is_minimal(request))

    async def _batch(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        key, now = required_partition_key(container, request), self._clock()
        parts = batches.parts_of(json_value(request.body))

        def runners(connection: apsw.Connection, lsn: int) -> list[ItemOperations]:
            return [ItemOperations(connection, container, key, new_stamp(now, lsn)) for _ in parts]

        def run(connection: apsw.Connection) -> tuple[list[Done], int]:
            lsn = self._begin(connection, container, now)
            return batches.run_batch(runners(connection, lsn), parts), lsn

        try:
            if batches.only_reads(parts):
                done = self._storage.look_up(
                    lambda connection: batches.run_reads(connection, runners(connection, 0), parts)
                )
            else:
                done, lsn = await self._storage.write(run)
                self._tokens.note(lsn)
        except batches.PartRefused as refused:
            return batches.refusal(len(parts), refused)
        headers = {
            **answers.JSON_TYPE,
            **self._tokens.headers(container, key),
            "x-ms-request-charge": f"{sum(each.charge for each in done):.2f}",
        }
        return CosmosResponse(200, batches.answer(done, parts, is_minimal=_is_minimal(request)), headers)

    async def delete_partition(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        """
        Deletes every item of one partition, and charges each of them as one that is deleted by itself.

        At once, where the service does it in the background and charges as it goes.
        """
        key, now = required_partition_key(container, request), self._clock()

        def run(connection: apsw.Connection) -> tuple[list[int], int]:
            lsn = self._begin(connection, container, now)
            return items.delete_partition(connection, container, key), lsn

        sizes, lsn = await self._storage.write(run)
        self._tokens.note(lsn)
        charge = sum(charges.create_charge(size, len(container.columns)) for size in sizes)
        headers = {
            **self._tokens.headers(container, key),
            "x-ms-request-charge": f"{max(charge, charges.LEAST):.2f}",
        }
        return CosmosResponse(200, b"", headers)

    def _begin(self, connection: apsw.Connection, container: Container, now: float) -> int:
        """The number of a change that begins. Now and then, in passing, removes what expired."""
        self._view.check(connection)
        if container.default_ttl is not None and now >= self._next_purge.get(container.number, 0.0):
            self._next_purge[container.number] = now + PURGE_EVERY_SECONDS
            items.purge_expired(connection, container, now)
        return items.next_lsn(connection)


def _change_of(request: CosmosRequest, rest: Sequence[str]) -> Change:
    """The change of one item that *request* asks for."""
    if_match, item_id = request.headers.get("if-match"), rest[0] if rest else ""
    if request.method == "DELETE":
        return lambda operations: operations.delete(item_id, if_match)
    body = json_object(request.body)
    is_creation = request.method == "POST" and not is_set(request, "x-ms-documentdb-is-upsert")
    if "if-none-match" in request.headers and not is_creation:  # of what does not exist, it means nothing
        raise not_supported("If-None-Match on a change")
    match request.method:
        case "PUT":
            return lambda operations: operations.replace(item_id, body, if_match)
        case "PATCH":
            return lambda operations: operations.patch(item_id, body, if_match)
        case _ if is_creation:
            return lambda operations: operations.create(body)
        case _:
            return lambda operations: operations.upsert(body, if_match)


def _is_minimal(request: CosmosRequest) -> bool:
    return request.headers.get("prefer", "").lower() == "return=minimal"
