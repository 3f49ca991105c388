"""What the headers and the body of a request say: partition key, conditions, items."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.partition_keys import key_mismatch
from benchdog.embedded_cosmos.storage.resource_ids import checked_item_id
from benchdog.embedded_cosmos.wire import CosmosRequest, bad_request, too_large

MAX_REQUEST_BYTES: Final = 2 * 1024 * 1024
DEFAULT_PAGE_ITEMS: Final = 100
MAX_PAGE_ITEMS: Final = 1000
MAX_NESTING: Final = 128


def json_object(body: bytes) -> dict[str, Any]:
    """The body as an object. Raises CosmosFailure 400 or 413."""
    value = json_value(body)
    if not isinstance(value, dict):
        raise bad_request("The body must be a JSON object.")
    return value


def json_value(body: bytes) -> Any:
    if len(body) > MAX_REQUEST_BYTES:
        raise too_large(f"The request has {len(body)} bytes; the limit is {MAX_REQUEST_BYTES}.")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("The body is not valid JSON.") from None


def is_set(request: CosmosRequest, header: str) -> bool:
    return request.headers.get(header, "").lower() == "true"


def page_size(request: CosmosRequest) -> int:
    """How many results a page has at most: -1, the service's own choice, is the largest page."""
    try:
        sent = int(request.headers.get("x-ms-max-item-count", DEFAULT_PAGE_ITEMS))
    except ValueError:
        raise bad_request("The page size is not a number.") from None
    return sent if 1 <= sent <= MAX_PAGE_ITEMS else MAX_PAGE_ITEMS


def query_of(body: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The text of a query, and its parameters under their names."""
    text, sent = body.get("query"), body.get("parameters") or []
    if not isinstance(text, str):
        raise bad_request("The query has no text.")
    try:
        return text, {str(parameter["name"]): parameter.get("value") for parameter in sent}
    except (KeyError, TypeError, AttributeError):
        raise bad_request("The parameters of the query are not valid.") from None


def item_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """An item that may be stored. Raises CosmosFailure 400 for an impossible id, ttl or nesting."""
    ttl = body.get("ttl")
    checked_item_id(body.get("id"))
    if "ttl" in body and (isinstance(ttl, bool) or not isinstance(ttl, int) or not (ttl > 0 or ttl == -1)):
        raise bad_request("The ttl of the item must be a positive whole number, or -1.")
    if _is_nested_deeper(body, MAX_NESTING):
        raise bad_request(f"The item is nested deeper than {MAX_NESTING} levels.")
    return dict(body)


def partition_key(container: Container, request: CosmosRequest) -> str | None:
    """The partition key of the request as canonical text, None where it names none."""
    sent = request.headers.get("x-ms-documentdb-partitionkey")
    return None if sent is None else container.partition_key.of_request(sent)


def required_partition_key(container: Container, request: CosmosRequest) -> str:
    key = partition_key(container, request)
    if key is None:
        raise bad_request("The request needs a partition key.")
    return key


def check_partition_key(container: Container, item: Mapping[str, Any], key: str) -> None:
    """Raises CosmosFailure 400/1001 where the item belongs to another partition than the request says."""
    if container.partition_key.of_item(item) != key:
        raise key_mismatch()


def _is_nested_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            member
            for holder in level
            for member in (holder.values() if isinstance(holder, Mapping) else holder)
            if isinstance(member, dict | list)
        ]
        if not level:
            return False
    return True
