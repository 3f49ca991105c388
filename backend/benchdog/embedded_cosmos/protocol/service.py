"""From a request to an answer: account, databases, containers; items have routes of their own."""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Final

from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView
from benchdog.embedded_cosmos.protocol.item_routes import ItemRoutes
from benchdog.embedded_cosmos.protocol.requests import is_set, json_object
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.storage import catalogue
from benchdog.embedded_cosmos.storage.catalogue import Container, Database
from benchdog.embedded_cosmos.storage.items import new_stamp
from benchdog.embedded_cosmos.wire import (
    CosmosFailure,
    CosmosRequest,
    CosmosResponse,
    bad_request,
    not_found,
    not_supported,
)

logger = logging.getLogger(__name__)

_UNSUPPORTED: Final = {
    "sprocs": "A stored procedure",
    "triggers": "A trigger",
    "udfs": "A user-defined function",
    "users": "A user with permissions",
    "conflicts": "The conflict feed",
}


class ProtocolService:
    """Answers requests of the REST protocol that the SDK speaks."""

    def __init__(self, storage: Storage, endpoint: str, clock: Callable[[], float]) -> None:
        self._storage = storage
        self._endpoint = endpoint
        self._clock = clock
        self._view = CatalogueView()
        self._items = ItemRoutes(storage, clock)

    async def handle(self, request: CosmosRequest) -> CosmosResponse:
        """The answer to *request*, whatever happens: what the engine did not expect is a 500, and logged."""
        begun = time.perf_counter()
        try:
            response = await self._route(request)
        except CosmosFailure as failure:
            response = answers.refused(failure)
        except RecursionError:
            response = answers.refused(bad_request("The request is nested too deeply."))
        except Exception:
            logger.exception("The embedded engine failed")
            response = answers.refused(CosmosFailure(500, "InternalServerError", "The engine failed."))
        response.headers.setdefault("x-ms-request-charge", "1")
        response.headers["x-ms-activity-id"] = request.headers.get("x-ms-activity-id", secrets.token_hex(16))
        response.headers["x-ms-request-duration-ms"] = f"{(time.perf_counter() - begun) * 1000:.3f}"
        return response

    async def _route(self, request: CosmosRequest) -> CosmosResponse:
        self._storage.look_up(self._view.refresh)
        match request.method, request.path:
            case "GET", ():
                return answers.account(self._endpoint)
            case _, ("dbs", *rest):
                return await self._database_route(rest, request)
            case _, ("offers", *_):
                raise not_supported("Throughput")
        raise not_found("There is no such resource.")

    async def _database_route(self, rest: Sequence[str], request: CosmosRequest) -> CosmosResponse:
        match request.method, rest:
            case "POST", [] if is_set(request, "x-ms-documentdb-isquery"):
                raise not_supported("A query over databases")
            case "POST", []:
                return await self._create_database(request)
            case "GET", []:
                return answers.feed("Databases", [each.as_json() for each in self._view.databases])
            case "GET", [name]:
                database = self._view.database(name)
                return answers.json_answer(200, database.as_json(), {"etag": database.etag})
            case "DELETE", [name]:
                database = self._view.database(name)
                await self._storage.write(lambda connection: catalogue.delete_database(connection, database))
                return CosmosResponse(204)
            case _, [name, "colls", *more]:
                return await self._container_route(self._view.database(name), more, request)
            case _, [_, kind, *_] if kind in _UNSUPPORTED:
                raise not_supported(_UNSUPPORTED[kind])
        raise not_found("There is no such resource.")

    async def _container_route(
        self, database: Database, rest: Sequence[str], request: CosmosRequest
    ) -> CosmosResponse:
        match request.method, rest:
            case "POST", [] if is_set(request, "x-ms-documentdb-isquery"):
                raise not_supported("A query over containers")
            case "POST", []:
                return await self._create_container(database, request)
            case "GET", []:
                found = self._view.containers(database)
                return answers.feed("DocumentCollections", [each.as_json() for each in found])
            case "GET", [name]:
                return answers.container_answer(200, self._view.container(database, name))
            case "PUT", [name]:
                return await self._replace_container(self._view.container(database, name), request)
            case "DELETE", [name]:
                container = self._view.container(database, name)
                await self._storage.write(
                    lambda connection: catalogue.delete_container(connection, container)
                )
                return CosmosResponse(204)
            case "GET", [name, "pkranges"]:
                return answers.partition_key_ranges(self._view.container(database, name), request)
            case _, [name, "docs", *more]:
                intended_rid = request.headers.get("x-ms-cosmos-intended-collection-rid")
                container = self._view.owner(database, name, intended_rid)
                return await self._items.handle(container, more, request)
            case _, [_, kind, *_] if kind in _UNSUPPORTED:
                raise not_supported(_UNSUPPORTED[kind])
        raise not_found("There is no such resource.")

    async def _create_database(self, request: CosmosRequest) -> CosmosResponse:
        name, stamp = json_object(request.body).get("id"), new_stamp(self._clock())
        if not isinstance(name, str) or not name:
            raise bad_request("A database needs an id.")
        created = await self._storage.write(
            lambda connection: catalogue.create_database(connection, name, stamp.etag, int(stamp.now))
        )
        return answers.json_answer(201, created.as_json(), {"etag": created.etag})

    async def _create_container(self, database: Database, request: CosmosRequest) -> CosmosResponse:
        sent, stamp = json_object(request.body), new_stamp(self._clock())
        created = await self._storage.write(
            lambda connection: catalogue.create_container(
                connection, database, sent, stamp.etag, int(stamp.now)
            )
        )
        return answers.container_answer(201, created)

    async def _replace_container(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        sent, stamp = json_object(request.body), new_stamp(self._clock())
        replaced = await self._storage.write(
            lambda connection: catalogue.replace_container(
                connection, container, sent, stamp.etag, int(stamp.now)
            )
        )
        return answers.container_answer(200, replaced)
