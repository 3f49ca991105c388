"""The browser application: its pages are one file, its assets are named by their hash."""

import re
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from benchdog.errors import MethodNotAllowed, NotFound

ASSET_FOLDER: Final = "assets"
"""Where the build puts what is named by a hash; elsewhere names stay and contents change."""

IMMUTABLE: Final = "public, max-age=31536000, immutable"
ASK_EACH_TIME: Final = "no-cache"

RESERVED: Final = frozenset({"persistence", "auth", "health", "config", "openapi.json", "metrics"})
"""First steps of addresses that are never pages: unknown ones below them are errors in JSON."""

NOT_BUILT: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Benchdog: not built yet</title></head>
<body><h1>The browser application is not built yet</h1>
<p>Run <code>make build</code> in the project's folder, then reload this page. The service is running.</p>
</body></html>
"""

_NOT_AT_ALL: Final = re.compile(r"\s*q=0(?:\.0{0,3})?\s*")


class Pages:
    """
    Answers what no route does, for everybody, from what `make build` wrote to *static_dir*.

    An ASGI application and not a route, so that an unknown address below a route stays unknown.
    """

    def __init__(self, static_dir: Path) -> None:
        self._static_dir = static_dir.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Raises:
            NotFound: neither a page nor a file.
            MethodNotAllowed: it can only be read.
        """
        answer = self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.scope["path"].lstrip("/")
        first, _, _ = path.partition("/")
        if first in RESERVED:
            raise NotFound
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed
        found = self._file(path)
        if found is not None:
            caching = IMMUTABLE if first == ASSET_FOLDER else ASK_EACH_TIME
            return self._sent(request, found, self._file(f"{path}.gz"), caching)
        if first == ASSET_FOLDER or "." in path.rpartition("/")[2]:
            raise NotFound
        return self._application()

    def _sent(self, request: Request, found: Path, compressed: Path | None, caching: str) -> Response:
        """*found*, as the build compressed it where it did and the caller takes that."""
        headers = {"Cache-Control": caching}
        if compressed is None:
            return FileResponse(found, headers=headers)
        headers["Vary"] = "Accept-Encoding"
        if not takes_gzip(request.headers.get("accept-encoding", "")):
            return FileResponse(found, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return FileResponse(compressed, headers=headers, media_type=guess_type(found.name)[0])

    def _application(self) -> Response:
        """One file for every page: it finds out from the address which."""
        index = self._static_dir / "index.html"
        headers = {"Cache-Control": ASK_EACH_TIME}
        if not index.is_file():
            return HTMLResponse(NOT_BUILT, 503, headers)
        return FileResponse(index, headers=headers)

    def _file(self, path: str) -> Path | None:
        """The file, where it is one and inside the folder wherever links and dots lead."""
        if not path or "\0" in path:
            return None
        found = (self._static_dir / path).resolve()
        return found if found.is_relative_to(self._static_dir) and found.is_file() else None


def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` names gzip and does not refuse it. RFC 9110, 12.5.3."""
    for each in accepted.split(","):
        name, _, weight = each.partition(";")
        if name.strip().lower() == "gzip":
            return _NOT_AT_ALL.fullmatch(weight) is None
    return False
