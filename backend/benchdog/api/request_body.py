"""Reads and parses a request body once: counted, checked, off the event loop where it is large. [C1] [C4]"""

import email.message
from hashlib import sha256
from typing import Any, Final

from starlette.requests import Request

from benchdog.api.large_bodies import Place
from benchdog.documents.content import Content
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.documents.i_json import parse_i_json
from benchdog.documents.limits import MAX_BODY_SIZE_BYTES
from benchdog.errors import BodyTooLarge, UnsupportedMediaType
from benchdog.stores.content_threads import ContentThreads

CONTENT_MEMBER: Final = "content"
"""What a body calls the content of a session or snapshot, whatever the route."""


class ParsedRequest(Request):
    """
    A request whose body was read and parsed.

    The framework asks for both again. It gets the value, and instead of the bytes, which are gone to save
    memory, only a sign that there were some.

    Attributes:
        body_hash: lower-case hex SHA-256 of the bytes as they came; empty where nobody asked for it.
    """

    def __init__(self, request: Request, value: Any, body_hash: str) -> None:
        super().__init__(request.scope, request.receive)
        self._value = value
        self.body_hash = body_hash

    @property
    def content(self) -> Content | None:
        """What the body has under `content`, where it is to be saved."""
        found = self._value.get(CONTENT_MEMBER) if isinstance(self._value, dict) else None
        return found if isinstance(found, Content) else None

    async def body(self) -> bytes:
        return b"parsed"

    async def json(self) -> Any:
        return self._value


async def parse_request(
    request: Request,
    place: Place,
    threads: ContentThreads,
    schemas: ContentSchemas,
    *,
    is_hashed: bool = False,
) -> ParsedRequest:
    """
    *request* with its body as I-JSON; the member `content` of an object becomes a `Content` on the way.

    Content is made in the same step that parses it, so that the parsed tree, ten times as large as its text,
    never waits for anything.

    Args:
        place: is held until the request is answered.
        is_hashed: whether the hash of the body is needed.

    Raises:
        UnsupportedMediaType: not plain JSON in UTF-8.
        BodyTooLarge: more than 4 MiB; the rest was not read.
        BodyInvalid, ContentInvalid, ContentTooLarge: as `parse_i_json`, `Content.from_value` and
            `ContentSchemas.check`.
    """
    _check_media_type(request)
    raw = await _read(request)
    await place.received()
    value, body_hash = await threads.parse(len(raw), _parsed, raw, schemas, is_hashed)
    return ParsedRequest(request, value, body_hash)


def _parsed(raw: bytes, schemas: ContentSchemas, is_hashed: bool) -> tuple[Any, str]:
    body_hash = sha256(raw).hexdigest() if is_hashed else ""
    value = parse_i_json(raw)
    if isinstance(value, dict) and CONTENT_MEMBER in value:
        content = Content.from_value(value[CONTENT_MEMBER], at=(CONTENT_MEMBER,))
        schemas.check(value[CONTENT_MEMBER], at=(CONTENT_MEMBER,))
        return {**value, CONTENT_MEMBER: content}, body_hash
    return value, body_hash


def _check_media_type(request: Request) -> None:
    stated = request.headers.getlist("content-type")
    message = email.message.Message()
    message["content-type"] = stated[0] if len(stated) == 1 else ""
    charset = str(message.get_param("charset", "utf-8")).lower()
    encoding = request.headers.get("content-encoding", "identity").lower()
    is_json = message.get_content_type() == "application/json"
    if not is_json or charset not in {"utf-8", "utf8"} or encoding != "identity":
        raise UnsupportedMediaType


async def _read(request: Request) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BODY_SIZE_BYTES:
        raise BodyTooLarge(limit_bytes=MAX_BODY_SIZE_BYTES)
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MAX_BODY_SIZE_BYTES:
            raise BodyTooLarge(limit_bytes=MAX_BODY_SIZE_BYTES)
        pieces.append(piece)
    return b"".join(pieces)
