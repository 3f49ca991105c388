"""Recovers one session: load, validate forms, navigation, cache keys, status. Source: seed 000."""

import logging
from dataclasses import replace
from typing import Final

from benchdog.client import BenchdogClient
from benchdog.client.user_sessions_client import UserSessionCopy
from benchdog.errors import NotFound, PersistenceError
from benchdog.recovery.recovered_state import recovered_state
from benchdog.recovery.recovery_errors import SessionRecoveryError
from benchdog.recovery.recovery_status import (
    DEFAULT_MAX_RECOVERY_ATTEMPTS,
    RecoveryStatus,
    RecoveryStatusDict,
)
from benchdog.recovery.session_host import current_host
from benchdog.recovery.user_session import UserSession
from benchdog.resilience.retry_policy import RetryPolicy
from benchdog.resilience.retry_with_backoff import retry_thread_with_backoff
from benchdog.resilience.transient import is_transient

FIRST_DELAY_SECONDS: Final = 0.5
LONGEST_DELAY_SECONDS: Final = 30

log = logging.getLogger(__name__)


class SessionRecoveryManager:
    """
    Attributes:
        max_recovery_attempts: how often the service is asked, at least once, with growing pauses between.

    Args:
        client: None for that of whoever is served when a session is recovered.
    """

    def __init__(
        self,
        client: BenchdogClient | None = None,
        *,
        max_recovery_attempts: int = DEFAULT_MAX_RECOVERY_ATTEMPTS,
    ) -> None:
        self.max_recovery_attempts = max_recovery_attempts
        self._client = client
        self._status = RecoveryStatus(max_attempts=max_recovery_attempts)

    def recover_complete_session(
        self, session_id: str | None = None, user_id: str | None = None, validate_forms: bool = True
    ) -> UserSession | None:
        """
        The session as it was saved last, or None where there is none.

        Forms whose values break their rules are in it all the same, and in the status. [U2]

        Args:
            session_id: None for the newest session of the app.
            user_id: whose it must be; None for whoever is signed in, who sees no others anyway.

        Raises:
            SessionRecoveryError: the service is away, or what it has cannot be read: see recovery_errors.py.
        """
        self._status = RecoveryStatus(max_attempts=self.max_recovery_attempts)
        copy = self._load(session_id)
        if copy is None or user_id not in {None, copy.metadata.user_id}:
            log.info("no session to recover")
            return None
        session = UserSession(
            self._service().user_sessions,
            copy.metadata.app,
            metadata=copy.metadata,
            state=recovered_state(copy.state),
        )
        if validate_forms:
            self._status = replace(self._status, validation_errors=session.validation_errors())
        log.info("session recovered", extra={"attempts": self._status.attempts})
        return session

    def get_recovery_status(self) -> RecoveryStatusDict:
        """Of the last recovery."""
        return self.status.as_dict()

    @property
    def status(self) -> RecoveryStatus:
        return replace(self._status, max_attempts=self.max_recovery_attempts)

    def clear_validation_errors(self) -> None:
        self._status = replace(self._status, validation_errors={})

    def _load(self, session_id: str | None) -> UserSessionCopy | None:
        delays = RetryPolicy.doubling(
            FIRST_DELAY_SECONDS,
            retries=max(0, self.max_recovery_attempts - 1),
            at_most_seconds=LONGEST_DELAY_SECONDS,
        )
        try:
            return retry_thread_with_backoff(
                lambda: self._attempt(session_id),
                lambda error: delays if is_transient(error) else None,
                self._service().surroundings,
            )
        except NotFound:
            return None
        except PersistenceError as error:
            log.warning("session not recovered", extra={"code": error.code})
            raise SessionRecoveryError(error.words_for_people()) from error

    def _attempt(self, session_id: str | None) -> UserSessionCopy | None:
        self._status = replace(self._status, attempts=self._status.attempts + 1)
        sessions = self._service().user_sessions
        if session_id is None:
            newest = sessions.page(app=current_host().app, page_size=1, is_retried=False).items
            if not newest:
                return None
            session_id = newest[0].session_id
        return sessions.read(session_id, is_retried=False)

    def _service(self) -> BenchdogClient:
        return self._client or current_host().client()
