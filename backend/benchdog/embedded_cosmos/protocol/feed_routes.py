"""Requests about many items of one container: queries, their plans, the change feed."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import apsw

from benchdog.embedded_cosmos.protocol import answers, change_feed
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView
from benchdog.embedded_cosmos.protocol.change_feed import FeedPage, FeedStart
from benchdog.embedded_cosmos.protocol.crossing import Crossing
from benchdog.embedded_cosmos.protocol.index_metrics import index_metrics
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.protocol.queries import Page, QueryRun
from benchdog.embedded_cosmos.protocol.query_plans import check_needs_no_merging, plan_of
from benchdog.embedded_cosmos.protocol.requests import (
    is_set,
    json_object,
    page_size,
    partition_key,
    query_of,
)
from benchdog.embedded_cosmos.protocol.session_tokens import SessionTokens
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.scan import Scan
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse, bad_request

_EVERY_ITEM: Final = Pushdown("", {}, {}).divide(None)


class FeedRoutes:
    def __init__(
        self,
        storage: Storage,
        clock: Callable[[], float],
        ranges: PartitionRanges,
        view: CatalogueView,
        tokens: SessionTokens,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._ranges = ranges
        self._view = view
        self._tokens = tokens

    async def handle(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        if request.method == "GET" and "a-im" in request.headers:
            return await self._changes(container, request)
        if request.method == "GET":
            return await self._query(container, request, "SELECT * FROM c", {})
        text, parameters = query_of(json_object(request.body))
        if is_set(request, "x-ms-cosmos-is-query-plan-request"):
            return answers.json_answer(200, plan_of(text, row_plan(text), parameters))
        return await self._query(container, request, text, parameters)

    async def _query(
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
        headers = {**self._tokens.headers(container, key), "x-ms-request-charge": f"{page.charge:.2f}"}
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
            **self._tokens.headers(container, key),
            "x-ms-request-charge": f"{page.charge:.2f}",
            "etag": f'"{page.last_change}"',
        }
        if not page.results:
            return CosmosResponse(304, b"", headers)
        return answers.item_feed(container, page.results, headers)


def _check_may_cross(request: CosmosRequest) -> None:
    """Raises CosmosFailure 400 where a query would read every partition, and nobody said that it may."""
    may_cross = is_set(request, "x-ms-documentdb-query-enablecrosspartition")
    if is_set(request, "x-ms-documentdb-isquery") and not may_cross:
        raise bad_request(
            "Cross partition query is required but disabled. Please set "
            "x-ms-documentdb-query-enablecrosspartition to true, specify x-ms-documentdb-partitionkey, "
            "or revise your query to avoid this exception."
        )
