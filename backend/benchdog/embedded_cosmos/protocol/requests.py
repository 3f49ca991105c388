"""What the headers and the body of a request say: partition key, conditions, items."""

from collections.abc import Mapping
from typing import Any, Final

import jiter
import orjson

from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.storage.catalogue import Container
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, bad_request, too_large

MAX_REQUEST_BYTES: Final = 2 * 1024 * 1024
MAX_ID_BYTES: Final = 1023
MAX_PARTITION_KEY_BYTES: Final = 2048
_FORBIDDEN_IN_IDS: Final = frozenset("/\\?#")
_UNDEFINED_KEY: Final = "[{}]"


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
        return jiter.from_json(body, allow_inf_nan=False, cache_mode="keys")
    except ValueError:
        raise bad_request("The body is not valid JSON.") from None


def item_of(container: Container, body: Mapping[str, Any]) -> dict[str, Any]:
    """An item that may be stored. Raises CosmosFailure 400 for a missing or impossible id, or a wrong ttl."""
    item_id, ttl = body.get("id"), body.get("ttl")
    if not isinstance(item_id, str) or not item_id:
        raise bad_request("The item needs an id.")
    if _FORBIDDEN_IN_IDS & set(item_id) or len(item_id.encode()) > MAX_ID_BYTES or item_id.endswith(" "):
        raise bad_request("The id of the item has a forbidden character, or is too long.")
    if "ttl" in body and (isinstance(ttl, bool) or not isinstance(ttl, int) or not (ttl > 0 or ttl == -1)):
        raise bad_request("The ttl of the item must be a positive whole number, or -1.")
    return dict(body)


def partition_key(request: CosmosRequest) -> str | None:
    """The partition key of the request as canonical JSON text (`["u"]`), None where it names none."""
    sent = request.headers.get("x-ms-documentdb-partitionkey")
    if sent is None:
        return None
    try:
        values = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise bad_request("The partition key is not valid JSON.") from None
    if not isinstance(values, list) or len(values) != 1:
        raise bad_request("The partition key must have one component.")
    return _key_text(values[0] if values[0] != {} else UNDEFINED)


def required_partition_key(request: CosmosRequest) -> str:
    key = partition_key(request)
    if key is None:
        raise bad_request("The request needs a partition key.")
    return key


def check_partition_key(container: Container, item: Mapping[str, Any], key: str) -> None:
    """Raises CosmosFailure 400/1001 where the item belongs to another partition than the request says."""
    found: Any = item
    for step in container.partition_key_path:
        found = found.get(step, UNDEFINED) if isinstance(found, dict) else UNDEFINED
    if _key_text(found) != key:
        raise bad_request("The partition key of the item is not that of the request.", substatus=1001)


def _key_text(value: Any) -> str:
    if value is UNDEFINED:
        return _UNDEFINED_KEY
    if isinstance(value, dict | list):
        raise bad_request("A partition key is a text, a number, a boolean or null.")
    text = orjson.dumps([value if isinstance(value, str | bool) or value is None else float(value)]).decode()
    if len(text) > MAX_PARTITION_KEY_BYTES:
        raise CosmosFailure(400, "BadRequest", "The partition key is longer than 2 KB.")
    return text
