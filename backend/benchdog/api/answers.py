"""Answers with an ETag, and answers whose content is spliced in without being parsed again. [S3]"""

from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel
from starlette.responses import Response

from benchdog.api.sent_headers import sent_headers
from benchdog.stores.etag_condition import ETagCondition

Item = TypeVar("Item")

MADE: Final[dict[int | str, dict[str, Any]]] = {201: {"headers": sent_headers("ETag", "Location")}}
"""For `responses=` of routes that make something with an address of its own."""

UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "What If-None-Match names."}}
"""For `responses=` of routes that are asked again and again."""

ASK_EACH_TIME: Final = "private, no-cache"
"""A cache may keep it and must ask whether it is still right."""


class PageAnswer(BaseModel, Generic[Item]):
    """`next_cursor` is null on the last page. [L1]"""

    items: list[Item]
    next_cursor: str | None


def metadata_answer(
    metadata: BaseModel, etag: str, *, unless: ETagCondition | None = None, location: str | None = None
) -> Response:
    """*metadata* with its ETag: 304 where *unless* names it, 201 where something was made at *location*."""
    if unless is not None and unless.matches(etag):
        return _not_modified(etag)
    headers = {"ETag": etag, "Cache-Control": ASK_EACH_TIME}
    if location is not None:
        headers["Location"] = location
    status = 200 if location is None else 201
    return Response(
        metadata.__pydantic_serializer__.to_json(metadata), status, headers, media_type="application/json"
    )


def content_answer(metadata: BaseModel, canonical: bytes | None, etag: str | None) -> Response:
    """`{metadata, content}` of a canonical text; 304 where there is none to send."""
    if canonical is None:
        return _not_modified(etag or "")
    head = metadata.__pydantic_serializer__.to_json(metadata)
    body = b"".join((b'{"metadata":', head, b',"content":', canonical, b"}"))
    headers = {"Cache-Control": ASK_EACH_TIME}
    if etag is not None:
        headers["ETag"] = etag
    return Response(body, 200, headers, media_type="application/json")


def _not_modified(etag: str) -> Response:
    return Response(status_code=304, headers={"ETag": etag, "Cache-Control": ASK_EACH_TIME})
