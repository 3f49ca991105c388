"""
The floor: what the same work costs on this stack with nothing around it.

A bare ASGI application that receives, parses, canonicalises, hashes and commits the same document to SQLite
(WAL, synchronous=FULL), on one connection, on the event loop. No identity, no ownership, no history, no
limits, no error envelope, no compression. It is not a service; it is the measure.
"""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import apsw
import orjson

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.content import hash_canonical
from benchdog.documents.i_json import parse_i_json

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
  number INTEGER PRIMARY KEY, title TEXT, etag TEXT, updated INTEGER, body BLOB, visits INTEGER DEFAULT 0
);
CREATE INDEX IF NOT EXISTS document_updated ON document (updated DESC);
"""
REPLACE = "UPDATE document SET etag = ?, updated = updated + 1, body = ? WHERE number = ? AND etag = ?"
PAGE = (
    "SELECT number, title, etag, updated FROM document WHERE title LIKE 'a%' ORDER BY updated DESC LIMIT 20"
)


class Floor:
    """Answers POST /, GET /N, PUT /N, GET /N/metadata, GET /N/visit and GET /list."""

    def __init__(self, data_dir: Path) -> None:
        self._db = apsw.Connection(str(data_dir / "floor.db"))
        self._db.execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
        self._db.execute(SCHEMA)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        body = await _read(receive)
        status, headers, answer = self._answer(scope["method"], scope["path"], dict(scope["headers"]), body)
        length = (b"content-length", str(len(answer)).encode())
        await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": answer})

    def _answer(
        self, method: str, path: str, headers: dict[bytes, bytes], body: bytes
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        match method, path.strip("/").split("/"):
            case "POST", _:
                canonical, etag = _content(body)
                sql = (
                    "INSERT INTO document (title, etag, updated, body) VALUES ('a', ?, 0, ?) RETURNING number"
                )
                number = self._db.execute(sql, (etag, canonical)).get
                return 201, [(b"etag", etag.encode())], orjson.dumps({"id": str(number)})
            case "PUT", [number]:
                canonical, etag = _content(body)
                self._db.execute(REPLACE, (etag, canonical, number, headers[b"if-match"].decode()))
                return (200 if self._db.changes() else 412), [(b"etag", etag.encode())], b"{}"
            case "GET", ["list"]:
                return 200, [], orjson.dumps(self._db.execute(PAGE).fetchall())
            case "GET", [number, "metadata"]:
                etag = self._db.execute("SELECT etag FROM document WHERE number = ?", (number,)).get
                return (304 if headers[b"if-none-match"].decode() == etag else 200), [], b""
            case "GET", [number, "visit"]:
                self._db.execute("UPDATE document SET visits = visits + 1 WHERE number = ?", (number,))
                return 200, [], self._db.execute("SELECT body FROM document WHERE number = ?", (number,)).get
            case "GET", [number]:
                return 200, [], self._db.execute("SELECT body FROM document WHERE number = ?", (number,)).get
        return 404, [], b""


def _content(body: bytes) -> tuple[bytes, str]:
    """Canonical text of the content in *body*, and its hash as an ETag that differs at every save."""
    value = parse_i_json(body)
    canonical = canonicalize(value)
    return canonical, f'"{hash_canonical(canonical)}{os.urandom(4).hex()}"'


async def _read(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def create_floor() -> Floor:
    """What uvicorn calls; the folder comes from the environment of its process."""
    return Floor(Path(os.environ["BENCHDOG_BENCH_DATA"]))
