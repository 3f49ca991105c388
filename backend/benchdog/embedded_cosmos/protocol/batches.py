"""Transactional batches: up to a hundred operations on one partition, all of them or none."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.protocol.operations import Done, ItemOperations
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosResponse, bad_request, not_supported

MAX_OPERATIONS: Final = 100
MAX_ANSWER_BYTES: Final = 4 * 1024 * 1024
_ANSWER_TOO_LARGE: Final = 3402
_NOT_RUN: Final = 424

Part = Mapping[str, Any]


class PartRefused(CosmosFailure):
    """A part of a batch failed: nothing of the batch is kept."""

    def __init__(self, index: int, failure: CosmosFailure) -> None:
        super().__init__(failure.status, failure.code, failure.message, substatus=failure.substatus)
        self.index = index


def parts_of(body: object) -> list[Part]:
    """Raises CosmosFailure 400 for what is no batch."""
    if not isinstance(body, list):
        raise bad_request("A batch is an array of operations.")
    if not body:
        raise bad_request("Batch request has no operations.")
    if len(body) > MAX_OPERATIONS:
        raise bad_request("Batch request has more operations than what is supported.")
    if not all(isinstance(part, dict) for part in body):
        raise bad_request("An operation of a batch is an object.")
    return body


def only_reads(parts: Sequence[Part]) -> bool:
    return all(part.get("operationType") == "Read" for part in parts)


def run_batch(operations: Sequence[ItemOperations], parts: Sequence[Part]) -> list[Done]:
    """
    What each part did, in their order; *operations* has one for each part, which gives it its ETag.

    Raises:
        PartRefused: the first part that cannot be done. The caller's transaction takes the others back.
    """
    done: list[Done] = []
    answer_bytes = 0
    for index, (runner, part) in enumerate(zip(operations, parts, strict=True)):
        try:
            done.append(_run_part(runner, part))
        except CosmosFailure as failure:
            raise PartRefused(index, failure) from failure
        answer_bytes += done[-1].item.size if done[-1].item is not None else 0
        if answer_bytes > MAX_ANSWER_BYTES:
            raise PartRefused(index, _answer_too_large())
    return done


def run_reads(
    connection: apsw.Connection, operations: Sequence[ItemOperations], parts: Sequence[Part]
) -> list[Done]:
    """As `run_batch`, in a reading transaction: it sees one state of the partition."""
    done: list[Done] = []
    with connection:
        done += run_batch(operations, parts)
    return done


def answer(done: Sequence[Done], parts: Sequence[Part], *, is_minimal: bool) -> bytes:
    """The body of a 200; where *is_minimal*, items are only given to those who read them."""
    given = (
        _part_answer(each, with_item=not is_minimal or part["operationType"] == "Read")
        for each, part in zip(done, parts, strict=True)
    )
    return b"[" + b",".join(given) + b"]"


def refusal(count: int, refused: PartRefused) -> CosmosResponse:
    """A 207: the part that failed with its status, all the others 424."""
    parts = [{"statusCode": _NOT_RUN, "substatusCode": 0, "requestCharge": 0} for _ in range(count)]
    parts[refused.index] = {
        "statusCode": refused.status,
        "substatusCode": refused.substatus,
        "requestCharge": 1,
    }
    return CosmosResponse(207, orjson.dumps(parts), {"content-type": "application/json"})


def _answer_too_large() -> CosmosFailure:
    message = f"The answer has more than {MAX_ANSWER_BYTES} bytes."
    return CosmosFailure(413, "RequestEntityTooLarge", message, substatus=_ANSWER_TOO_LARGE)


def _part_answer(done: Done, *, with_item: bool) -> bytes:
    answered: dict[str, Any] = {"statusCode": done.status, "requestCharge": round(done.charge, 2)}
    if done.item is None:
        return orjson.dumps(answered)
    answered["eTag"] = done.item.etag
    text = orjson.dumps(answered)
    return text[:-1] + b',"resourceBody":' + done.item.as_bytes() + b"}" if with_item else text


def _run_part(operations: ItemOperations, part: Part) -> Done:
    body, item_id, if_match = part.get("resourceBody"), part.get("id"), part.get("ifMatch")
    if part.get("ifNoneMatch") is not None:
        raise not_supported("If-None-Match in a batch")
    match part.get("operationType"):
        case "Create" if isinstance(body, dict):
            return operations.create(body)
        case "Upsert" if isinstance(body, dict):
            return operations.upsert(body, if_match)
        case "Replace" if isinstance(body, dict) and isinstance(item_id, str):
            return operations.replace(item_id, body, if_match)
        case "Patch" if isinstance(body, dict) and isinstance(item_id, str):
            return operations.patch(item_id, body, if_match)
        case "Delete" if isinstance(item_id, str):
            return operations.delete(item_id, if_match)
        case "Read" if isinstance(item_id, str):
            return operations.read(item_id)
        case other:
            raise bad_request(f"The batch operation {other!r} is not known, or lacks its id or its body.")
