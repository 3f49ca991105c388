"""User sessions over HTTP. [U1]"""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from benchdog.client.service_connection import ServiceConnection, checked_id, parsed
from benchdog.documents.ids import ID_PATTERN
from benchdog.documents.user_session import AppName, UserSessionState
from benchdog.errors import NotFound

PATH = "/persistence/user_sessions"


class UserSessionMetadata(BaseModel):
    """A user session without its state; times are ISO 8601 in UTC, `etag` names the state in a save."""

    session_id: Annotated[str, Field(pattern=ID_PATTERN)]
    user_id: str
    app: AppName
    created_at: str
    updated_at: str
    expires_at: str
    etag: str
    current_page: str | None = None


class UserSessionCopy(BaseModel):
    """A user session as the service had it; `state` has the members of `UserSessionState`, not checked."""

    metadata: UserSessionMetadata
    state: dict[str, Any]


class UserSessionPage(BaseModel):
    """`next_cursor` is None on the last page. [L1]"""

    items: list[UserSessionMetadata]
    next_cursor: str | None


class UserSessionsClient:
    """Each method raises the errors of `ServiceConnection.ask`."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def start(self, app: str, *, idempotency_key: str | None = None) -> UserSessionCopy:
        """A new session of *app*, with nothing in it; the same again for the same *idempotency_key*. [R4]"""
        answer = self._connection.ask("POST", PATH, body={"app": app}, idempotency_key=idempotency_key)
        return parsed(UserSessionCopy, answer)

    def read(self, session_id: str, *, is_retried: bool = True) -> UserSessionCopy:
        """Raises NotFound: unknown, expired, or somebody else's. [S2]"""
        answer = self._connection.ask("GET", _path(session_id), is_retried=is_retried)
        return parsed(UserSessionCopy, answer)

    def save(self, session_id: str, state: UserSessionState, *, if_match: str) -> UserSessionMetadata:
        """Raises VersionConflict: the stored ETag is no longer *if_match*. [S3]"""
        answer = self._connection.ask("PUT", _path(session_id), body=state, if_match=if_match)
        return parsed(UserSessionMetadata, answer)

    def delete(self, session_id: str) -> None:
        """What is gone already is as wished: an earlier try may have lost its answer."""
        try:
            self._connection.ask("DELETE", _path(session_id))
        except NotFound:
            return

    def page(
        self,
        *,
        app: str | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        is_retried: bool = True,
    ) -> UserSessionPage:
        """The user's own, newest first."""
        query = {"app": app, "page_size": page_size, "cursor": cursor}
        return parsed(UserSessionPage, self._connection.ask("GET", PATH, query=query, is_retried=is_retried))


def _path(session_id: str) -> str:
    return f"{PATH}/{checked_id(session_id)}"
