"""Requests about the items of one container: single items, batches, queries, the change feed."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import apsw

from benchdog.embedded_cosmos.protocol import answers, batches, change_feed, charges
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView
from benchdog.embedded_cosmos.protocol.change_feed import FeedPage, FeedStart
from benchdog.embedded_cosmos.protocol.crossing import Crossing
from benchdog.embedded_cosmos.protocol.index_metrics import index_metrics
from benchdog.embedded_cosmos.protocol.operations import Done, ItemOperations
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.protocol.queries import Page, QueryRun
from benchdog.embedded_cosmos.protocol.query_plans import check_needs_no_merging, plan_of
from benchdog.embedded_cosmos.protocol.requests import (
    is_set,
    json_object,
    json_value,
    page_size,
    partition_key,
    query_of,
    required_partition_key,
)
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.storage import items
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import new_stamp
from benchdog.embedded_cosmos.storage.scan import Scan
from benchdog.embedded_cosmos.wire import (
    CosmosRequest,
    CosmosResponse,
    bad_request,
    not_found,
    not_supported,
)

PURGE_EVERY_SECONDS: Final = 60.0
_EVERY_ITEM: Final = Pushdown("", {}, {}).divide(None)
Change = Callable[[ItemOperations], Done]


class ItemRoutes:
    def __init__(
        self, storage: Storage, clock: Callable[[], float], ranges: PartitionRanges, view: CatalogueView
    ) -> None:
        self._storage = storage
        self._ranges = ranges
        self._view = view
        self._clock = clock
        self._lsn = 0
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
            case "POST", [] if is_set(request, "x-ms-cosmos-is-query-plan-request"):
                text, parameters = query_of(json_object(request.body))
                return answers.json_answer(200, plan_of(text, row_plan(text), parameters))
            case "POST", [] if is_set(request, "x-ms-documentdb-isquery"):
                text, parameters = query_of(json_object(request.body))
                return await self._page(container, request, text, parameters)
            case ("POST", []) | ("PUT" | "PATCH" | "DELETE", [_]):
                return await self._change(container, request, _change_of(request, rest))
            case "GET", [] if "a-im" in request.headers:
                return await self._changes(container, request)
            case "GET", []:
                return await self._page(container, request, "SELECT * FROM c", {})
        raise not_found("There is no such resource.")

    def _read(self, container: Container, item_id: str, request: CosmosRequest) -> CosmosResponse:
        key, now = required_partition_key(container, request), self._clock()
        item = self._storage.look_up(lambda connection: items.get(connection, container, key, item_id, now))
        self._lsn = max(self._lsn, item.lsn)
        is_known = request.headers.get("if-none-match") in {item.etag, "*"}
        done = Done(304 if is_known else 200, charges.read_charge(item.size), item)
        return answers.item_answer(done, self._session_headers(container, key), with_body=not is_known)

    async def _change(self, container: Container, request: CosmosRequest, change: Change) -> CosmosResponse:
        key, now = required_partition_key(container, request), self._clock()

        def run(connection: apsw.Connection) -> tuple[Done, int]:
            lsn = self._begin(connection, container, now)
            return change(ItemOperations(connection, container, key, new_stamp(now, lsn))), lsn

        done, lsn = await self._storage.write(run)
        self._lsn = max(self._lsn, lsn)
        headers = self._session_headers(container, key)
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
                self._lsn = max(self._lsn, lsn)
        except batches.PartRefused as refused:
            return batches.refusal(len(parts), refused)
        headers = {
            **answers.JSON_TYPE,
            **self._session_headers(container, key),
            "x-ms-request-charge": f"{sum(each.charge for each in done):.2f}",
        }
        return CosmosResponse(200, batches.answer(done, parts, is_minimal=_is_minimal(request)), headers)

    async def delete_partition(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        """Deletes every item of one partition; at once, where the service does it in the background."""
        key, now = required_partition_key(container, request), self._clock()

        def run(connection: apsw.Connection) -> int:
            lsn = self._begin(connection, container, now)
            items.delete_partition(connection, container, key)
            return lsn

        self._lsn = max(self._lsn, await self._storage.write(run))
        return CosmosResponse(200, b"", self._session_headers(container, key))

    async def _page(
        self, container: Container, request: CosmosRequest, text: str, parameters: dict[str, Any]
    ) -> CosmosResponse:
        key, within = partition_key(container, request), self._ranges.asked_for(container, request)
        size, token, now = page_size(request), request.headers.get("x-ms-continuation"), self._clock()
        crossing = None
        if key is None and within is None:
            _check_may_cross(request)
            crossing = Crossing.at(token, self._ranges.of(container)[0].keys)
            within, token = crossing.keys, crossing.token

        def run(connection: apsw.Connection) -> Page:
            self._view.check(connection)
            if crossing is not None:
                check_needs_no_merging(row_plan(text))
            query = QueryRun(container, text, parameters, key=key, within=within, now=now)
            return query.page(connection, size, token)

        begun = time.perf_counter()
        page = await self._storage.read(run)
        headers = {**self._session_headers(container, key), "x-ms-request-charge": f"{page.charge:.2f}"}
        if is_set(request, "x-ms-cosmos-populateindexmetrics"):
            headers["x-ms-cosmos-index-utilization"] = index_metrics(page.scan)
        if is_set(request, "x-ms-documentdb-populatequerymetrics"):
            headers["x-ms-documentdb-query-metrics"] = page.metrics(time.perf_counter() - begun)
        following = page.token
        if crossing is not None:
            following = crossing.after(page.token, partial(self._ranges.holding, container))
        if following:
            headers["x-ms-continuation"] = following
        return answers.item_feed(container, page.results, headers)

    async def _changes(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        key, within = partition_key(container, request), self._ranges.asked_for(container, request)
        partition = Scan(container, key, _EVERY_ITEM, (), self._clock(), within)
        start = FeedStart.of(request)

        def run(connection: apsw.Connection) -> FeedPage:
            self._view.check(connection)
            return change_feed.page(connection, start, partition)

        page = await self._storage.read(run)
        headers = {
            **self._session_headers(container, key),
            "x-ms-request-charge": f"{page.charge:.2f}",
            "etag": f'"{page.last_change}"',
        }
        if not page.results:
            return CosmosResponse(304, b"", headers)
        return answers.item_feed(container, page.results, headers)

    def _begin(self, connection: apsw.Connection, container: Container, now: float) -> int:
        """The number of a change that begins. Now and then, in passing, removes what expired."""
        self._view.check(connection)
        if container.default_ttl is not None and now >= self._next_purge.get(container.number, 0.0):
            self._next_purge[container.number] = now + PURGE_EVERY_SECONDS
            items.purge_expired(connection, container, now)
        return items.next_lsn(connection)

    def _session_headers(self, container: Container, key: str | None) -> dict[str, str]:
        number = self._ranges.number_of(container, key)
        # Without x-ms-alt-content-path the SDK ignores the session token.
        return {
            "x-ms-session-token": f"{number}:-1#{self._lsn}",
            "x-ms-alt-content-path": container.quoted_path,
            "x-ms-documentdb-partitionkeyrangeid": str(number),
            "lsn": str(self._lsn),
        }


def _check_may_cross(request: CosmosRequest) -> None:
    """Raises CosmosFailure 400 where a query would read every partition, and nobody said that it may."""
    may_cross = is_set(request, "x-ms-documentdb-query-enablecrosspartition")
    if is_set(request, "x-ms-documentdb-isquery") and not may_cross:
        raise bad_request(
            "Cross partition query is required but disabled. Please set "
            "x-ms-documentdb-query-enablecrosspartition to true, specify x-ms-documentdb-partitionkey, "
            "or revise your query to avoid this exception."
        )


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
