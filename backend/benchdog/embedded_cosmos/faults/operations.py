"""Which operation a request is, in the words of the service."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

import orjson

from benchdog.embedded_cosmos.protocol.requests import is_set
from benchdog.embedded_cosmos.wire import CosmosRequest

OperationKind = Literal[
    "read",
    "create",
    "upsert",
    "replace",
    "patch",
    "delete",
    "delete_partition",
    "batch",
    "read_batch",
    "query",
    "query_plan",
    "change_feed",
    "metadata",
]

EVERY_OPERATION: Final[frozenset[OperationKind]] = frozenset(get_args(OperationKind))
WRITES: Final[frozenset[OperationKind]] = frozenset(
    ("create", "upsert", "replace", "patch", "delete", "delete_partition", "batch")
)
READS: Final[frozenset[OperationKind]] = frozenset(("read", "read_batch", "query", "change_feed"))


@dataclass(frozen=True, slots=True)
class Operation:
    """
    Attributes:
        kind: "metadata" is everything that is not about items: the account, definitions, ranges.
        container: as the request names it, None where it names none.
    """

    kind: OperationKind
    container: str | None


def operation_of(request: CosmosRequest) -> Operation:
    """What *request* asks for; it may be impossible all the same."""
    match request.path:
        case ("dbs", _, "colls", container, "docs", *rest):
            return Operation(_kind(request, is_item=bool(rest)), container)
        case ("dbs", _, "colls", container, "operations", "partitionkeydelete"):
            return Operation("delete_partition", container)
        case ("dbs", _, "colls", container, *_):
            return Operation("metadata", container)
    return Operation("metadata", None)


def _kind(request: CosmosRequest, *, is_item: bool) -> OperationKind:
    match request.method:
        case "GET" if is_item:
            return "read"
        case "GET":
            return "change_feed" if "a-im" in request.headers else "query"
        case "PUT":
            return "replace"
        case "PATCH":
            return "patch"
        case "DELETE":
            return "delete"
    return _kind_of_post(request)


def _kind_of_post(request: CosmosRequest) -> OperationKind:
    if is_set(request, "x-ms-cosmos-is-batch-request"):
        return "read_batch" if _only_reads(request.body) else "batch"
    if is_set(request, "x-ms-cosmos-is-query-plan-request"):
        return "query_plan"
    if is_set(request, "x-ms-documentdb-isquery"):
        return "query"
    return "upsert" if is_set(request, "x-ms-documentdb-is-upsert") else "create"


def _only_reads(body: bytes) -> bool:
    """Nobody can tell from the headers; a batch that cannot be read is taken for a change."""
    try:
        parts = orjson.loads(body)
        return all(part["operationType"] == "Read" for part in parts)
    except (orjson.JSONDecodeError, TypeError, KeyError):
        return False
