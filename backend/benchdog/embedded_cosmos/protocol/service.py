"""From a request to an operation: the routes of the protocol, its headers and its error bodies."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeVar

import apsw
import orjson

from benchdog.embedded_cosmos.protocol import charges
from benchdog.embedded_cosmos.protocol.operations import Done, ItemOperations, batch_operation
from benchdog.embedded_cosmos.protocol.queries import MAX_PAGE_ITEMS, QueryRun
from benchdog.embedded_cosmos.protocol.requests import (
    json_object,
    json_value,
    partition_key,
    required_partition_key,
)
from benchdog.embedded_cosmos.storage import catalogue, items
from benchdog.embedded_cosmos.storage.catalogue import Container, Database
from benchdog.embedded_cosmos.storage.items import Stamp
from benchdog.embedded_cosmos.wire import (
    CosmosFailure,
    CosmosRequest,
    CosmosResponse,
    bad_request,
    not_found,
    not_supported,
)

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

MAX_BATCH_OPERATIONS: Final = 100
DEFAULT_PAGE_ITEMS: Final = 100
PURGE_EVERY_SECONDS: Final = 60.0
_CONTENT_TYPE: Final = {"content-type": "application/json"}
_UNSUPPORTED: Final = {
    "sprocs": "Stored procedures",
    "triggers": "Triggers",
    "udfs": "User-defined functions",
    "users": "Users and permissions",
    "conflicts": "The conflict feed",
}


class Storage(Protocol):
    """What the protocol needs of the engine."""

    def look_up(self, read: Callable[[apsw.Connection], Result]) -> Result: ...

    async def read(self, read: Callable[[apsw.Connection], Result]) -> Result: ...

    async def write(self, operation: Callable[[apsw.Connection], Result]) -> Result: ...


class ProtocolService:
    """Answers requests of the REST protocol that the SDK speaks."""

    def __init__(self, storage: Storage, endpoint: str, clock: Callable[[], float]) -> None:
        self._storage = storage
        self._endpoint = endpoint
        self._clock = clock
        self._catalogue_version = -1
        self._databases: dict[str, Database] = {}
        self._containers: dict[tuple[str, str], Container] = {}
        self._lsn = 0
        self._next_purge = 0.0

    async def handle(self, request: CosmosRequest) -> CosmosResponse:
        begun = time.perf_counter()
        try:
            response = await self._route(request)
        except CosmosFailure as failure:
            response = _failed(failure)
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("The embedded engine failed")
            response = _failed(CosmosFailure(500, "InternalServerError", "The engine failed."))
        response.headers.setdefault("x-ms-request-charge", "1")
        response.headers["x-ms-activity-id"] = request.headers.get("x-ms-activity-id", secrets.token_hex(16))
        response.headers["x-ms-request-duration-ms"] = f"{(time.perf_counter() - begun) * 1000:.3f}"
        return response

    async def _route(self, request: CosmosRequest) -> CosmosResponse:
        match request.method, request.path:
            case "GET", ():
                return _json(200, self._account())
            case method, ("dbs", *rest):
                return await self._database_route(method, rest, request)
            case _, ("offers", *_):
                return _json(200, {"_rid": "", "Offers": [], "_count": 0})
        raise not_found("There is no such resource.")

    async def _database_route(self, method: str, rest: list[str], request: CosmosRequest) -> CosmosResponse:
        match method, rest:
            case "POST", []:
                if request.headers.get("x-ms-documentdb-isquery", "").lower() == "true":
                    raise not_supported("Querying databases")
                return await self._create_database(request)
            case "GET", []:
                return _feed("Databases", [database.as_json() for database in self._known()[0].values()])
            case "GET", [name]:
                return _json(200, self._database(name).as_json())
            case "DELETE", [name]:
                database = self._database(name)
                await self._storage.write(lambda connection: catalogue.delete_database(connection, database))
                return CosmosResponse(204)
            case _, [name, "colls", *more]:
                return await self._container_route(method, self._database(name), more, request)
            case _, [_, kind, *_] if kind in _UNSUPPORTED:
                raise not_supported(_UNSUPPORTED[kind])
        raise not_found("There is no such resource.")

    async def _container_route(
        self, method: str, database: Database, rest: list[str], request: CosmosRequest
    ) -> CosmosResponse:
        match method, rest:
            case "POST", []:
                return await self._create_container(database, request)
            case "GET", []:
                found = [each for each in self._known()[1].values() if each.database == database]
                return _feed("DocumentCollections", [each.as_json() for each in found])
            case "GET", [name]:
                return _container_answer(200, self._container(database, name))
            case "PUT", [name]:
                return await self._replace_container(self._container(database, name), request)
            case "DELETE", [name]:
                container = self._container(database, name)
                await self._storage.write(
                    lambda connection: catalogue.delete_container(connection, container)
                )
                return CosmosResponse(204)
            case "GET", [name, "pkranges"]:
                return _partition_key_ranges(self._container(database, name), request)
            case _, [name, "docs", *more]:
                return await self._item_route(method, self._intended(database, name, request), more, request)
            case _, [_, kind, *_] if kind in _UNSUPPORTED:
                raise not_supported(_UNSUPPORTED[kind])
        raise not_found("There is no such resource.")

    async def _item_route(
        self, method: str, container: Container, rest: list[str], request: CosmosRequest
    ) -> CosmosResponse:
        headers = request.headers
        if_match = headers.get("if-match")
        match method, rest:
            case "GET", [item_id]:
                return self._read_item(container, item_id, request)
            case "POST", [] if headers.get("x-ms-cosmos-is-batch-request", "").lower() == "true":
                return await self._batch(container, request)
            case "POST", [] if headers.get("x-ms-cosmos-is-query-plan-request", "").lower() == "true":
                raise bad_request("A query across partitions can neither sort, aggregate nor limit yet.")
            case "POST", [] if headers.get("x-ms-documentdb-isquery", "").lower() == "true":
                return await self._query(container, request)
            case "POST", []:
                body = json_object(request.body)
                if headers.get("x-ms-documentdb-is-upsert", "").lower() == "true":
                    return await self._change(container, request, lambda each: each.upsert(body, if_match))
                return await self._change(container, request, lambda each: each.create(body))
            case "PUT", [item_id]:
                body = json_object(request.body)
                return await self._change(
                    container, request, lambda each: each.replace(item_id, body, if_match)
                )
            case "PATCH", [item_id]:
                body = json_object(request.body)
                return await self._change(
                    container, request, lambda each: each.patch(item_id, body, if_match)
                )
            case "DELETE", [item_id]:
                return await self._change(container, request, lambda each: each.delete(item_id, if_match))
            case "GET", [] if "a-im" in headers:
                raise not_supported("The change feed")
            case "GET", []:
                return await self._read_feed(container, request)
        raise not_found("There is no such resource.")

    def _read_item(self, container: Container, item_id: str, request: CosmosRequest) -> CosmosResponse:
        key, now = required_partition_key(request), self._clock()
        item = self._storage.look_up(lambda connection: items.get(connection, container, key, item_id, now))
        done = Done(200, charges.read_charge(item.size), item)
        if request.headers.get("if-none-match") in {item.etag, "*"}:
            return CosmosResponse(304, b"", self._item_headers(container, done))
        return CosmosResponse(200, item.as_bytes(), self._item_headers(container, done))

    async def _change(
        self, container: Container, request: CosmosRequest, change: Callable[[ItemOperations], Done]
    ) -> CosmosResponse:
        key, stamp = required_partition_key(request), self._stamp()

        def run(connection: apsw.Connection) -> Done:
            self._purge(connection, container)
            done = change(ItemOperations(connection, container, key, stamp))
            self._lsn = items.current_lsn(connection)
            return done

        done = await self._storage.write(run)
        is_minimal = request.headers.get("prefer", "").lower() == "return=minimal"
        body = done.item.as_bytes() if done.item is not None and not is_minimal else b""
        return CosmosResponse(done.status, body, self._item_headers(container, done))

    async def _batch(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        key, stamp, parts = required_partition_key(request), self._stamp(), json_value(request.body)
        if not isinstance(parts, list) or not 1 <= len(parts) <= MAX_BATCH_OPERATIONS:
            raise bad_request(f"A batch has one to {MAX_BATCH_OPERATIONS} operations.")

        def run(connection: apsw.Connection) -> list[Done]:
            self._purge(connection, container)
            done: list[Done] = []
            for index, part in enumerate(parts):
                operations = ItemOperations(connection, container, key, Stamp(stamp.now, _new_etag()))
                try:
                    done.append(batch_operation(operations, part))
                except CosmosFailure as failure:
                    raise _PartFailed(index, failure) from failure
            self._lsn = items.current_lsn(connection)
            return done

        try:
            if all(isinstance(part, dict) and part.get("operationType") == "Read" for part in parts):
                done = self._storage.look_up(run_reads(container, key, stamp, parts))
            else:
                done = await self._storage.write(run)
        except _PartFailed as failed:
            return _batch_refused(len(parts), failed)
        headers = {**_CONTENT_TYPE, **self._session_headers(container)}
        headers["x-ms-request-charge"] = f"{sum(part.charge for part in done):.2f}"
        return CosmosResponse(200, b"[" + b",".join(map(_batch_part, done)) + b"]", headers)

    async def _query(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        body = json_object(request.body)
        text, sent = body.get("query"), body.get("parameters") or []
        if not isinstance(text, str):
            raise bad_request("The query has no text.")
        parameters = {parameter["name"]: parameter.get("value") for parameter in sent}
        return await self._page(container, request, text, parameters)

    async def _read_feed(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        return await self._page(container, request, "SELECT * FROM c", {})

    async def _page(
        self, container: Container, request: CosmosRequest, text: str, parameters: dict[str, Any]
    ) -> CosmosResponse:
        key = partition_key(request)
        run = QueryRun(container, text, parameters, key, self._clock())
        if key is None and run.needs_merging:
            raise bad_request("The query must be merged over partitions.", substatus=1004)
        size = _page_size(request.headers)
        token = request.headers.get("x-ms-continuation")
        page = await self._storage.read(lambda connection: run.page(connection, size, token))
        headers = {
            **_CONTENT_TYPE,
            **self._session_headers(container),
            "x-ms-item-count": str(len(page.results)),
            "x-ms-request-charge": f"{page.charge:.2f}",
        }
        if page.token:
            headers["x-ms-continuation"] = page.token
        start = b'{"_rid":' + orjson.dumps(container.rid) + b',"Documents":['
        end = b'],"_count":' + str(len(page.results)).encode() + b"}"
        return CosmosResponse(200, start + b",".join(page.results) + end, headers)

    async def _create_database(self, request: CosmosRequest) -> CosmosResponse:
        name, stamp = json_object(request.body).get("id"), self._stamp()
        if not isinstance(name, str) or not name:
            raise bad_request("A database needs an id.")
        created = await self._storage.write(
            lambda connection: catalogue.create_database(connection, name, stamp.etag, int(stamp.now))
        )
        return _json(201, created.as_json(), {"etag": created.etag})

    async def _create_container(self, database: Database, request: CosmosRequest) -> CosmosResponse:
        sent, stamp = json_object(request.body), self._stamp()
        created = await self._storage.write(
            lambda connection: catalogue.create_container(
                connection, database, sent, stamp.etag, int(stamp.now)
            )
        )
        return _container_answer(201, created)

    async def _replace_container(self, container: Container, request: CosmosRequest) -> CosmosResponse:
        sent, stamp = json_object(request.body), self._stamp()
        replaced = await self._storage.write(
            lambda connection: catalogue.replace_container(
                connection, container, sent, stamp.etag, int(stamp.now)
            )
        )
        return _container_answer(200, replaced)

    def _account(self) -> dict[str, Any]:
        location = {"name": "embedded", "databaseAccountEndpoint": self._endpoint}
        return {
            "id": "embedded",
            "_rid": "embedded",
            "writableLocations": [location],
            "readableLocations": [location],
            "enableMultipleWriteLocations": False,
            "userConsistencyPolicy": {"defaultConsistencyLevel": "Strong"},
        }

    def _known(self) -> tuple[dict[str, Database], dict[tuple[str, str], Container]]:
        """Databases and containers, read again where another process or a request changed them."""
        version = self._storage.look_up(catalogue.catalogue_version)
        if version != self._catalogue_version:
            databases = self._storage.look_up(catalogue.list_databases)
            containers = self._storage.look_up(catalogue.list_containers)
            self._databases = {name: each for each in databases for name in (each.id, each.rid)}
            self._containers = {
                (each.database.id, name): each for each in containers for name in (each.id, each.rid)
            }
            self._catalogue_version = version
        return {each.id: each for each in self._databases.values()}, self._containers

    def _database(self, name: str) -> Database:
        self._known()
        database = self._databases.get(name)
        if database is None:
            raise not_found("The database does not exist.")
        return database

    def _container(self, database: Database, name: str) -> Container:
        container = self._containers.get((database.id, name))
        if container is None:
            raise CosmosFailure(404, "NotFound", "The container does not exist.", substatus=1003)
        return container

    def _intended(self, database: Database, name: str, request: CosmosRequest) -> Container:
        """The container that the client means; it may have been dropped and made anew since the client looked."""
        container = self._container(database, name)
        intended = request.headers.get("x-ms-cosmos-intended-collection-rid")
        if intended is not None and intended != container.rid:
            raise bad_request("The container was made anew.", substatus=1024)
        return container

    def _stamp(self) -> Stamp:
        return Stamp(self._clock(), _new_etag())

    def _purge(self, connection: apsw.Connection, container: Container) -> None:
        """Now and then, in passing, removes what expired."""
        now = self._clock()
        if now >= self._next_purge:
            self._next_purge = now + PURGE_EVERY_SECONDS
            items.purge_expired(connection, container, now)

    def _session_headers(self, container: Container) -> dict[str, str]:
        # Without x-ms-alt-content-path the SDK ignores the session token.
        return {
            "x-ms-session-token": f"0:-1#{self._lsn}",
            "x-ms-alt-content-path": f"dbs/{container.database.id}/colls/{container.id}",
            "x-ms-documentdb-partitionkeyrangeid": "0",
            "lsn": str(self._lsn),
        }

    def _item_headers(self, container: Container, done: Done) -> dict[str, str]:
        headers = self._session_headers(container) | {"x-ms-request-charge": f"{done.charge:.2f}"}
        return headers | _CONTENT_TYPE | {"etag": done.item.etag} if done.item is not None else headers


class _PartFailed(CosmosFailure):
    """A part of a batch failed: nothing of the batch is kept."""

    def __init__(self, index: int, failure: CosmosFailure) -> None:
        super().__init__(failure.status, failure.code, failure.message, substatus=failure.substatus)
        self.index = index


def run_reads(
    container: Container, key: str, stamp: Stamp, parts: list[dict[str, Any]]
) -> Callable[[apsw.Connection], list[Done]]:
    """A batch of nothing but reads needs no transaction of the writer; one reading transaction keeps it whole."""

    def run(connection: apsw.Connection) -> list[Done]:
        operations = ItemOperations(connection, container, key, stamp)
        done: list[Done] = []
        connection.execute("BEGIN")
        try:
            for index, part in enumerate(parts):
                try:
                    done.append(batch_operation(operations, part))
                except CosmosFailure as failure:
                    raise _PartFailed(index, failure) from failure
        finally:
            connection.execute("COMMIT")
        return done

    return run


def _new_etag() -> str:
    return f'"{secrets.token_hex(12)}"'


def _page_size(headers: Mapping[str, str]) -> int:
    try:
        sent = int(headers.get("x-ms-max-item-count", DEFAULT_PAGE_ITEMS))
    except ValueError:
        raise bad_request("The page size is not a number.") from None
    return sent if 1 <= sent <= MAX_PAGE_ITEMS else MAX_PAGE_ITEMS


def _json(status: int, value: Any, headers: dict[str, str] | None = None) -> CosmosResponse:
    return CosmosResponse(status, orjson.dumps(value), {**_CONTENT_TYPE, **(headers or {})})


def _feed(name: str, values: list[dict[str, Any]]) -> CosmosResponse:
    return _json(
        200, {"_rid": "", name: values, "_count": len(values)}, {"x-ms-item-count": str(len(values))}
    )


def _container_answer(status: int, container: Container) -> CosmosResponse:
    return _json(status, container.as_json(), {"etag": container.etag})


def _partition_key_ranges(container: Container, request: CosmosRequest) -> CosmosResponse:
    """One range. A client that has it must be told 304, or it asks for ever."""
    etag = '"1"'
    if request.headers.get("if-none-match") == etag:
        return CosmosResponse(304, b"", {"etag": etag})
    whole = {
        "id": "0",
        "_rid": container.rid,
        "minInclusive": "",
        "maxExclusive": "FF",
        "parents": [],
        "status": "online",
    }
    return _json(200, {"_rid": container.rid, "PartitionKeyRanges": [whole], "_count": 1}, {"etag": etag})


def _batch_part(done: Done) -> bytes:
    answer: dict[str, Any] = {"statusCode": done.status, "requestCharge": round(done.charge, 2)}
    if done.item is None:
        return orjson.dumps(answer)
    answer["eTag"] = done.item.etag
    return orjson.dumps(answer)[:-1] + b',"resourceBody":' + done.item.as_bytes() + b"}"


def _batch_refused(count: int, failed: _PartFailed) -> CosmosResponse:
    parts = [{"statusCode": 424, "substatusCode": 0, "requestCharge": 0} for _ in range(count)]
    parts[failed.index] = {"statusCode": failed.status, "substatusCode": failed.substatus, "requestCharge": 1}
    return _json(207, parts)


def _failed(failure: CosmosFailure) -> CosmosResponse:
    headers = {"x-ms-substatus": str(failure.substatus)} if failure.substatus else {}
    return _json(failure.status, {"code": failure.code, "message": failure.message}, headers)
