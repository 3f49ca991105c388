"""From a request to an answer: the account and its databases; containers have routes of their own."""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.protocol.answers import Consistency
from benchdog.embedded_cosmos.protocol.catalogue_queries import asked_of
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView, StaleDefinition
from benchdog.embedded_cosmos.protocol.container_routes import ContainerRoutes
from benchdog.embedded_cosmos.protocol.offer_routes import OfferRoutes, asked_throughput
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.protocol.requests import is_set, json_object
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.protocol.throughput import Throughput
from benchdog.embedded_cosmos.storage import catalogue
from benchdog.embedded_cosmos.storage.items import new_stamp
from benchdog.embedded_cosmos.storage.resource_ids import checked_name
from benchdog.embedded_cosmos.wire import (
    CosmosFailure,
    CosmosRequest,
    CosmosResponse,
    bad_request,
    not_found,
    not_supported,
)

logger = logging.getLogger(__name__)

MAX_ROUTINGS: Final = 3
"""How often a request looks up the definitions anew because they changed under it."""

_UNSUPPORTED: Final = {"users": "A user with permissions", "clientencryptionkeys": "An encryption key"}


class ProtocolService:
    """
    Answers requests of the REST protocol that the SDK speaks.

    Args:
        endpoint: where a client reaches it that does not say where it went.
        throughput: None does not limit it.
    """

    def __init__(
        self,
        storage: Storage,
        endpoint: str,
        clock: Callable[[], float],
        ranges: PartitionRanges,
        consistency: Consistency,
        throughput: Throughput | None = None,
    ) -> None:
        self._storage = storage
        self._endpoint = endpoint
        self._clock = clock
        self._consistency = consistency
        self._throughput = throughput
        self._view = CatalogueView()
        self._offers = OfferRoutes(storage, self._view)
        self._containers = ContainerRoutes(storage, clock, ranges, self._view)

    async def handle(self, request: CosmosRequest) -> CosmosResponse:
        """The answer to *request*, whatever happens: what the engine did not expect is a 500, and logged."""
        begun = time.perf_counter()
        try:
            if self._throughput is not None:
                self._throughput.admit(request)
            response = await self._routed(request)
        except CosmosFailure as failure:
            response = answers.refused(failure)
        except RecursionError:
            response = answers.refused(bad_request("The request is nested too deeply."))
        except Exception:
            logger.exception("The embedded engine failed")
            response = answers.refused(CosmosFailure(500, "InternalServerError", "The engine failed."))
        response.headers.setdefault("x-ms-request-charge", "1")
        if self._throughput is not None:
            self._throughput.charge(request, response)
        activity_id = request.headers.get("x-ms-activity-id") or secrets.token_hex(16)
        response.headers["x-ms-activity-id"] = activity_id
        response.headers["x-ms-request-duration-ms"] = f"{(time.perf_counter() - begun) * 1000:.3f}"
        return response

    async def _routed(self, request: CosmosRequest) -> CosmosResponse:
        for _ in range(MAX_ROUTINGS):
            try:
                return await self._route(request)
            except StaleDefinition:
                continue
        raise CosmosFailure(503, "ServiceUnavailable", "The definitions change faster than they can be read.")

    async def _route(self, request: CosmosRequest) -> CosmosResponse:
        self._storage.look_up(self._view.refresh)
        match request.method, request.path:
            case "GET", ():
                return answers.account(request.endpoint or self._endpoint, self._consistency)
            case _, ("dbs", *rest):
                return await self._database_route(rest, request)
            case _, ("offers", *rest):
                return await self._offers.handle(rest, request)
        raise not_found("There is no such resource.")

    async def _database_route(self, rest: Sequence[str], request: CosmosRequest) -> CosmosResponse:
        match request.method, rest:
            case "POST", [] if not is_set(request, "x-ms-documentdb-isquery"):
                return await self._create_database(request)
            case "POST" | "GET", []:
                found = [each.as_json() for each in self._view.databases]
                return answers.feed("Databases", "", asked_of(found, request))
            case "GET", [name]:
                database = self._view.database(name)
                return answers.json_answer(200, database.as_json(), {"etag": database.etag})
            case "DELETE", [name]:
                database = self._view.database(name)
                await self._storage.write(lambda connection: catalogue.delete_database(connection, database))
                return CosmosResponse(204)
            case _, [name, "colls", *more]:
                return await self._containers.handle(self._view.database(name), more, request)
            case _, [_, kind, *_] if kind in _UNSUPPORTED:
                raise not_supported(_UNSUPPORTED[kind])
        raise not_found("There is no such resource.")

    async def _create_database(self, request: CosmosRequest) -> CosmosResponse:
        name, stamp = (
            checked_name(json_object(request.body).get("id"), "A database"),
            new_stamp(self._clock()),
        )
        create = partial(
            catalogue.create_database,
            name=name,
            etag=stamp.etag,
            ts=int(stamp.now),
            throughput=asked_throughput(request),
        )
        created = await self._storage.write(create)
        return answers.json_answer(201, created.as_json(), {"etag": created.etag})
