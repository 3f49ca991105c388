"""What somebody has, for tests that walk every route of the OpenAPI document."""

from typing import Any, Final

from tests.integration.conftest import Caller, a_session
from tests.integration.openapi_requests import Operation

SECRET: Final = "for-the-owner-alone"
"""In everything that is made here, so that it can be looked for where it must not be."""


class Things:
    """What the owner has, made anew for each operation; `ids` fills a path."""

    def __init__(self, owner: Caller) -> None:
        self._owner = owner
        self.etag = ""

    async def made_for(self, operation: Operation) -> dict[str, str]:
        """The ids that *operation* has in its path, and no others."""
        path = operation.path
        ids = {"number": "1", "name": "database", "user_id": "ada"}
        if path.startswith("/persistence/user_sessions"):
            ids["session_id"] = await self._started()
        elif "{session_id}" in path:
            ids["session_id"] = await self.saved()
        if "{snapshot_id}" in path:
            ids["snapshot_id"] = await self._shared()
        if path.endswith("_id}/restore"):
            await self._owner.delete(path.removesuffix("/restore").format_map(ids))
        return ids

    async def everything(self) -> None:
        """One of each kind."""
        await self._started()
        await self.saved()
        await self._shared()

    async def saved(self) -> str:
        session = await self._post("/persistence/sessions", a_session(title=SECRET))
        self.etag = session["etag"]
        return str(session["id"])

    async def _started(self) -> str:
        started = await self._post("/persistence/user_sessions", {"app": SECRET})
        self.etag = started["etag"]
        return str(started["session_id"])

    async def _shared(self) -> str:
        snapshot = await self._post("/persistence/snapshots", {"title": SECRET, "content": {"step": 1}})
        return str(snapshot["id"])

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self._owner.post(path, json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return dict(made.get("metadata", made))
