"""
A large save that is sure to be refused is refused before its body is read. [S3]

Whether a stale save is a conflict depends on what it would save: the content that is stored already is no
conflict [S4]. A caller who says the hash of the content in a header need not wait until the body is there.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, TypeVar

from fastapi import Header
from starlette.requests import Request

from benchdog.api.content_field import HASH_PATTERN
from benchdog.api.dependencies import session_store
from benchdog.api.idempotency import KEY_HEADER, key_record_id
from benchdog.api.large_bodies import is_small
from benchdog.api.preconditions import optional_if_match
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import NotFound, PreconditionInvalid, VersionConflict

HASH_HEADER: Final = "X-Benchdog-Content-Hash"

AnnouncedHash = Annotated[
    str | None,
    Header(
        alias=HASH_HEADER,
        pattern=HASH_PATTERN,
        description="The same as `content_hash` in the body. With it, a large save that is a conflict is "
        "refused before its body is read.",
    ),
]

Check = Callable[[Request, ServiceObjects], Awaitable[None]]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_ATTRIBUTE: Final = "benchdog_checked_before_body"


def checked_before_body(check: Check) -> Callable[[Endpoint], Endpoint]:
    """Marks an endpoint whose requests *check* may refuse before their bodies are read."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _ATTRIBUTE, check)
        return endpoint

    return mark


def check_before_body(endpoint: Callable[..., Any]) -> Check | None:
    return getattr(endpoint, _ATTRIBUTE, None)


async def refuse_stale_save(request: Request, service: ServiceObjects) -> None:
    """
    Lets everything pass that is not sure to be refused: the request itself says then what is wrong.

    Raises:
        VersionConflict, NotFound: as the save would.
    """
    content_hash = request.headers.get(HASH_HEADER, "")
    if is_small(request) or not re.match(HASH_PATTERN, content_hash):
        return
    store = await session_store(request)
    try:
        condition = await optional_if_match(request)
        if condition is not None:
            await store.check_save(request.path_params["session_id"], content_hash, if_match=condition)
    except PreconditionInvalid:
        return
    except (NotFound, VersionConflict):
        # What was done under its key is answered as it was then. [S8]
        if KEY_HEADER in request.headers and await service.idempotency.knows(key_record_id(request)):
            return
        raise
