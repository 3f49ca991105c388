"""What is told about user sessions. [U1]"""

from datetime import timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict

from benchdog.documents.user_session import StoredUserSession, UserSessionHead, UserSessionState
from benchdog.resilience.clock import parse_timestamp, timestamp


class UserSessionMetadata(BaseModel):
    """
    A user session without its forms, history and cache keys.

    Times are ISO 8601 in UTC. `etag` names this state in If-Match.
    """

    model_config = ConfigDict(frozen=True)

    session_id: str
    user_id: str
    app: str
    current_page: str | None
    created_at: str
    updated_at: str
    expires_at: str
    etag: str

    @classmethod
    def of(cls, head: UserSessionHead) -> Self:
        expires = parse_timestamp(head.updated_at) + timedelta(seconds=head.ttl)
        return cls(
            session_id=head.id,
            user_id=head.user_id,
            app=head.app,
            current_page=head.current_page,
            created_at=head.created_at,
            updated_at=head.updated_at,
            expires_at=timestamp(expires),
            etag=head.etag,
        )


class UserSessionWithState(BaseModel):
    """A whole user session."""

    model_config = ConfigDict(frozen=True)

    metadata: UserSessionMetadata
    state: UserSessionState

    @classmethod
    def of(cls, stored: StoredUserSession) -> Self:
        return cls(metadata=UserSessionMetadata.of(stored), state=stored.state())
