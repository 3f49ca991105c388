"""
Idempotency-Key: the same change asked for twice is made once and answered twice. [S8]

What may be kept is what would be said again anyway: a success, or a refusal that rests on the request and on
what it named. Everything else (no identity, no right, too busy, a failure of ours) lets the request run
again, and a run that is repeated makes the same ids, so that what it did already is found and not done twice.
"""

import json
import re
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from benchdog.api.error_rendering import error_answer, shown_error
from benchdog.api.request_body import ParsedRequest
from benchdog.documents.idempotency_record import StoredAnswer
from benchdog.documents.repeatable_ids import repeating_ids
from benchdog.errors import IdempotencyInProgress, IdempotencyKeyReused, ValidationFailed
from benchdog.stores.idempotency_record_store import IdempotencyRecordStore, KeyedRequest

KEY_HEADER: Final = "Idempotency-Key"
REPLAYED_HEADER: Final = "Idempotency-Replayed"
KEYED_METHODS: Final = frozenset({"POST", "PUT", "PATCH"})
MAX_KEY_LENGTH: Final = 255

FINAL_REFUSALS: Final = frozenset({400, 404, 409, 410, 412, 413, 415, 422, 428})
KEPT_HEADERS: Final = ("content-type", "etag", "location", "cache-control")

KEY_ERRORS: Final = (IdempotencyInProgress, IdempotencyKeyReused)
KEY_PARAMETER: Final[dict[str, Any]] = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY_LENGTH, "pattern": "^[ -~]+$"},
    "description": "One for each change that is wished, sent with every repetition of it. The change is "
    f"made once; a repetition within 24 hours gets the same answer, with `{REPLAYED_HEADER}: true`.",
}
"""For the OpenAPI document."""

_PRINTABLE: Final = re.compile(rf"[ -~]{{1,{MAX_KEY_LENGTH}}}\Z")


async def answer_once(
    request: Request, handle: Callable[[Request], Awaitable[Response]], records: IdempotencyRecordStore
) -> Response:
    """
    What *handle* answers or raises, or what it did when the same request came before.

    A request that is cancelled keeps its lease: nobody knows how far it came.

    Raises:
        ValidationFailed: the key was sent more than once, or is not 1–255 printable ASCII characters.
        IdempotencyKeyReused, IdempotencyInProgress: and *handle* was not called.
    """
    run = await records.begin(_keyed_request(request))
    if run.answer is not None:
        return _replayed(run.answer)
    try:
        with repeating_ids(run.seed):
            answer = await handle(request)
    except Exception as error:
        is_final = shown_error(error).http_status in FINAL_REFUSALS
        await records.finish(run, _stored(error_answer(error)) if is_final else None)
        raise
    await records.finish(run, _stored(answer))
    return answer


def key_record_id(request: Request) -> str:
    """
    Of the record of *request*, whether its body was read or not.

    Raises:
        ValidationFailed: as `answer_once`.
    """
    return _keyed_request(request).record_id


def _keyed_request(request: Request) -> KeyedRequest:
    sent = request.headers.getlist(KEY_HEADER)
    if len(sent) != 1 or not _PRINTABLE.match(sent[0]):
        raise ValidationFailed(
            f"{KEY_HEADER} must be sent once and have 1–{MAX_KEY_LENGTH} printable ASCII characters.",
            field=KEY_HEADER,
        )
    place = f"{request.method} {request.scope['path']}"
    return KeyedRequest(request.state.principal.user_id, place, sent[0], _fingerprint(request))


def _fingerprint(request: Request) -> str:
    """Of all that decides what the request does, besides who sends it where."""
    body_hash = request.body_hash if isinstance(request, ParsedRequest) else ""
    parts = [sorted(request.query_params.multi_items()), request.headers.getlist("If-Match"), body_hash]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _stored(answer: Response) -> StoredAnswer:
    headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    return StoredAnswer(status=answer.status_code, headers=headers, body=bytes(answer.body).decode())


def _replayed(answer: StoredAnswer) -> Response:
    return Response(answer.body, answer.status, {**answer.headers, REPLAYED_HEADER: "true"})
