"""The service as a Python object: one attribute for each group of routes."""

from types import TracebackType
from typing import Self

import httpx2

from benchdog.client.client_settings import ClientSettings
from benchdog.client.service_connection import ServiceConnection
from benchdog.client.session_versions_client import SessionVersionsClient
from benchdog.client.snapshots_client import SnapshotsClient
from benchdog.client.user_sessions_client import UserSessionsClient
from benchdog.client.workbench_sessions_client import WorkbenchSessionsClient
from benchdog.resilience.retry_policy import INTERACTIVE, RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings

USER_AGENT = "benchdog-python"


class BenchdogClient:
    """
    The service for one signed-in user, over one pool of connections. Use it as a context manager, or `close`.

    Args:
        url: of the service, without a path.
        token: what `POST /auth/sign-in` answered, or a token of the identity provider; None for nobody.
        retries: how a request that failed for a moment is tried again. [R1]
        surroundings: time and chance; None for those of the system.
        transport: for tests and for unusual networks; None for HTTP.
    """

    def __init__(
        self,
        url: str,
        token: str | None,
        *,
        connect_timeout_seconds: float = 2,
        read_timeout_seconds: float = 10,
        retries: RetryPolicy = INTERACTIVE,
        surroundings: Surroundings | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        headers = {"User-Agent": USER_AGENT, "X-Benchdog-Client": "python"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx2.Client(
            base_url=url,
            headers=headers,
            timeout=httpx2.Timeout(read_timeout_seconds, connect=connect_timeout_seconds),
            transport=transport,
        )
        self.surroundings = surroundings or Surroundings()
        connection = ServiceConnection(self._http, retries=retries, surroundings=self.surroundings)
        self.sessions = WorkbenchSessionsClient(connection)
        self.snapshots = SnapshotsClient(connection)
        self.user_sessions = UserSessionsClient(connection)
        self.versions = SessionVersionsClient(connection)

    @classmethod
    def from_settings(cls, settings: ClientSettings, *, token: str | None = None) -> Self:
        """A client of the service that *settings* name; *token* is somebody else's than theirs."""
        own = None if settings.token is None else settings.token.get_secret_value()
        return cls(
            settings.url,
            token or own,
            connect_timeout_seconds=settings.connect_timeout_seconds,
            read_timeout_seconds=settings.read_timeout_seconds,
        )

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
