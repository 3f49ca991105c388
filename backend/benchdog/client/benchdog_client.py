"""The service as a Python object: one attribute for each group of routes."""

import re
from types import TracebackType
from typing import Final, Self

import httpx2

from benchdog.client.account_client import AccountClient
from benchdog.client.audit_client import AuditClient
from benchdog.client.client_settings import ClientSettings
from benchdog.client.conversations_client import ConversationsClient
from benchdog.client.http_of_process import HttpOfProcess
from benchdog.client.operations_client import OperationsClient
from benchdog.client.service_connection import ServiceConnection, is_failure_of_service
from benchdog.client.session_versions_client import SessionVersionsClient
from benchdog.client.snapshot_access_logs_client import SnapshotAccessLogsClient
from benchdog.client.snapshots_client import SnapshotsClient
from benchdog.client.survey_sessions_client import SurveySessionsClient
from benchdog.client.user_sessions_client import UserSessionsClient
from benchdog.client.workbench_sessions_client import WorkbenchSessionsClient
from benchdog.resilience.circuit_breaker import CircuitBreaker, CircuitBreakerPolicy
from benchdog.resilience.retry_policy import INTERACTIVE, RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings

USER_AGENT = "benchdog-python"
CIRCUIT_BREAKER: Final = CircuitBreakerPolicy()
_TOKEN: Final = re.compile(r"[!-~]+")


class BenchdogClient:
    """
    The service for one signed-in user, over one pool of connections. Use it as a context manager, or `close`.

    Args:
        url: of the service, without a path.
        token: what `POST /auth/sign-in` answered, or a token of the identity provider; None for nobody. What
            cannot be one, such as an empty text, signs nobody in either, and the service says so.
        retries: how a request that failed for a moment is tried again. [R1]
        circuit_breaker: when a service that fails is left alone for a while. [R2]
        surroundings: time and chance; None for those of the system.
        device: a short name, in ASCII, by which people tell who saved. [B4]
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
        circuit_breaker: CircuitBreakerPolicy = CIRCUIT_BREAKER,
        surroundings: Surroundings | None = None,
        device: str = "Python",
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        headers = {"User-Agent": USER_AGENT, "X-Benchdog-Client": "python", "X-Benchdog-Device": device}
        self._http = HttpOfProcess(
            lambda: httpx2.Client(
                base_url=url,
                headers=headers,
                timeout=httpx2.Timeout(read_timeout_seconds, connect=connect_timeout_seconds),
                transport=transport,
            )
        )
        self.sign_in_again(token)
        self.surroundings = surroundings or Surroundings()
        self.circuit_breaker = CircuitBreaker(
            "service",
            policy=circuit_breaker,
            monotonic=self.surroundings.monotonic,
            is_failure=is_failure_of_service,
        )
        connection = ServiceConnection(
            self._http, retries=retries, surroundings=self.surroundings, breaker=self.circuit_breaker
        )
        self.account = AccountClient(connection)
        self.audit = AuditClient(connection)
        self.conversations = ConversationsClient(connection)
        self.operations = OperationsClient(connection)
        self.sessions = WorkbenchSessionsClient(connection)
        self.snapshot_access_logs = SnapshotAccessLogsClient(connection)
        self.snapshots = SnapshotsClient(connection)
        self.survey_sessions = SurveySessionsClient(connection)
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

    @property
    def origin(self) -> str:
        """Of the service, as browsers spell it: drafts of one have nothing to do with those of another."""
        url = self._http.client.base_url
        return f"{url.scheme}://{url.netloc.decode()}"

    def sign_in_again(self, token: str | None) -> None:
        """
        Goes on with a new *token* of the same person, where the one before has ended. [B7]

        What waits for it is saved by `PersistenceOrchestrator.resume`, or by the next `poll`.
        """
        headers = self._http.client.headers
        headers.pop("Authorization", None)
        headers.update(_authorization(token))

    def close(self) -> None:
        self._http.client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _authorization(token: str | None) -> dict[str, str]:
    """Files of secrets end with white space, which no header may hold."""
    sent = (token or "").strip()
    return {"Authorization": f"Bearer {sent}"} if _TOKEN.fullmatch(sent) else {}
