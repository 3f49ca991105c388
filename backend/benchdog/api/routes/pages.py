"""The browser application: its pages are one file, its assets are named by their hash."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.responses import FileResponse, HTMLResponse, Response

from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import open_to_all
from benchdog.errors import NotFound

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


def pages_router(static_dir: Path) -> APIRouter:
    """Serves what `make build` wrote to *static_dir*, also while it is being written again."""
    router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

    @router.get("/{path:path}")
    @open_to_all
    async def read_page(path: str) -> Response:
        first, _, rest = path.partition("/")
        if first in RESERVED:
            raise NotFound
        found = _file_in(static_dir, path)
        if found is not None:
            caching = IMMUTABLE if first == ASSET_FOLDER else ASK_EACH_TIME
            return FileResponse(found, headers={"Cache-Control": caching})
        if first == ASSET_FOLDER or "." in (rest or first).rpartition("/")[2]:
            raise NotFound
        return _application(static_dir)

    return router


def _application(static_dir: Path) -> Response:
    """One file for every page: it finds out from the address which."""
    index = static_dir / "index.html"
    headers = {"Cache-Control": ASK_EACH_TIME}
    if not index.is_file():
        return HTMLResponse(NOT_BUILT, 503, headers)
    return FileResponse(index, headers=headers)


def _file_in(folder: Path, path: str) -> Path | None:
    """The file, where it is one and inside *folder* wherever links and dots lead."""
    if not path or "\0" in path:
        return None
    found = (folder / path).resolve()
    return found if found.is_file() and found.is_relative_to(folder.resolve()) else None
