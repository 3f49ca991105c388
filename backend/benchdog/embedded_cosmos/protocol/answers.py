"""Answers with their bodies and headers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import orjson

from benchdog.embedded_cosmos.protocol.operations import Done
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, CosmosResponse

Consistency = Literal["Strong", "Session"]

JSON_TYPE: Final = {"content-type": "application/json"}


def json_answer(status: int, value: Any, headers: Mapping[str, str] | None = None) -> CosmosResponse:
    return CosmosResponse(status, orjson.dumps(value), {**JSON_TYPE, **(headers or {})})


def refused(failure: CosmosFailure) -> CosmosResponse:
    headers = {"x-ms-substatus": str(failure.substatus)} if failure.substatus else {}
    if failure.retry_after_ms is not None:
        headers["x-ms-retry-after-ms"] = str(failure.retry_after_ms)
    return json_answer(failure.status, {"code": failure.code, "message": failure.message}, headers)


def feed(name: str, owner_rid: str, values: Sequence[Any]) -> CosmosResponse:
    body = {"_rid": owner_rid, name: values, "_count": len(values)}
    return json_answer(200, body, {"x-ms-item-count": str(len(values))})


def item_feed(container: Container, results: Sequence[bytes], headers: Mapping[str, str]) -> CosmosResponse:
    """Without an ETag: the SDK would take it for a continuation token."""
    start = b'{"_rid":' + orjson.dumps(container.rid) + b',"Documents":['
    end = b'],"_count":' + str(len(results)).encode() + b"}"
    body = start + b",".join(results) + end
    return CosmosResponse(200, body, {**JSON_TYPE, **headers, "x-ms-item-count": str(len(results))})


def item_answer(done: Done, headers: Mapping[str, str], *, with_body: bool) -> CosmosResponse:
    charged = {**headers, "x-ms-request-charge": f"{done.charge:.2f}"}
    if done.item is None:
        return CosmosResponse(done.status, b"", charged)
    tagged = {**JSON_TYPE, **charged, "etag": done.item.etag}
    return CosmosResponse(done.status, done.item.as_bytes() if with_body else b"", tagged)


def container_answer(status: int, container: Container, **more: Any) -> CosmosResponse:
    """The definition, with *more* members where the request asked for them."""
    # A change of the indexing policy is answered when it is done.
    done = {"x-ms-documentdb-collection-index-transformation-progress": "100"}
    return json_answer(status, container.as_json() | more, {"etag": container.etag, **done})


def account(endpoint: str, consistency: Consistency) -> CosmosResponse:
    """The account; the SDK would go elsewhere if *endpoint* were not the one it was given."""
    location = {"name": "embedded", "databaseAccountEndpoint": endpoint}
    return json_answer(
        200,
        {
            "id": "embedded",
            "_rid": "embedded",
            "writableLocations": [location],
            "readableLocations": [location],
            "enableMultipleWriteLocations": False,
            "userConsistencyPolicy": {"defaultConsistencyLevel": consistency},
        },
    )


def partition_key_ranges(
    container: Container, ranges: PartitionRanges, request: CosmosRequest
) -> CosmosResponse:
    etag = ranges.etag(container)
    if request.headers.get("if-none-match") == etag:
        return CosmosResponse(304, b"", {"etag": etag})
    feed = [each.as_json(container.rid) for each in ranges.of(container)]
    return json_answer(
        200, {"_rid": container.rid, "PartitionKeyRanges": feed, "_count": len(feed)}, {"etag": etag}
    )
