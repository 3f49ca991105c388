"""What an app calls at the top of each page. Source: seed 000."""

import logging
from dataclasses import replace

from benchdog.errors import AuthenticationRequired, PersistenceError, SessionExpired
from benchdog.recovery.recovery_errors import SessionRecoveryError
from benchdog.recovery.recovery_status import RecoveryStatusDict
from benchdog.recovery.session_host import SessionHost, current_host
from benchdog.recovery.session_recovery_manager import SessionRecoveryManager
from benchdog.recovery.user_session import UserSession
from benchdog.resilience.transient import is_transient

log = logging.getLogger(__name__)


def ensure_session_persistence() -> None:
    """
    Sees to it that a refresh finds the session again: that there is one, that the page remembers its id, and
    that what the person entered since the last run is saved. For the top of every page.

    Never fails because the service is away: `recover_session_after_refresh` does, for those who ask.
    """
    host = current_host()
    memory = host.memory
    if memory.session is not None:
        host.collect(memory.session)
    if memory.session is None or memory.session.is_stand_in:
        try:
            _recover(host, host.remembered_session_id(), attempts=1)
        except SessionRecoveryError as error:
            log.warning("session not recovered yet", extra={"reason": str(error)})
            return
    session = memory.session or _open_new(host, host.app)
    try:
        session.save()
    except PersistenceError as error:
        host.report_unsaved(error)
    _remember(host)


def recover_session_after_refresh(
    session_id: str | None = None, user_id: str | None = None, validate_forms: bool = True
) -> UserSession | None:
    """
    The session that was open before the refresh, as it was saved last; the open one where it is open already.

    Args:
        session_id: None for the one that the page remembers; where it remembers none and *user_id* is given,
            the newest one of the app.
        user_id: whose it must be.
        validate_forms: whether forms that break their rules are reported in `get_recovery_status`; they are
            kept in any case.

    Returns:
        None where there is no such session: unknown, expired or somebody else's.

    Raises:
        SessionRecoveryError: the service is away or nobody is signed in. What was saved is still there.
    """
    host = current_host()
    if not _is_open(host.memory.session, session_id):
        wanted = session_id or host.remembered_session_id()
        if not _recover(host, wanted, user_id=user_id):
            return None
        _remember(host)
    session = host.memory.session
    if session is None or user_id not in {None, session.user_id}:
        return None
    if validate_forms and not host.memory.is_validated:
        errors = session.validation_errors()
        host.memory.status = replace(host.memory.status, validation_errors=errors)
        host.memory.is_validated = True
    return session


def bootstrap_session(app: str | None = None) -> UserSession:
    """
    A new session, which becomes the open one.

    Where the service is away it is kept here only, and stored by the first `save` that succeeds; where a
    session could not be reached, it stands in for that one.

    Args:
        app: None for what the host or BENCHDOG_APP says.
    """
    host = current_host()
    session = _open_new(host, app or host.app)
    _remember(host)
    return session


def get_recovery_status() -> RecoveryStatusDict:
    """How the recovery of the open session went."""
    return current_host().memory.status.as_dict()


def clear_recovery_errors() -> None:
    """Forgets the validation errors; the forms stay as they are."""
    memory = current_host().memory
    memory.status = replace(memory.status, validation_errors={})


def _open_new(host: SessionHost, app: str) -> UserSession:
    memory = host.memory
    is_stand_in = memory.is_away and app == host.app
    session = UserSession(host.client().user_sessions, app, is_stand_in=is_stand_in)
    if not is_stand_in:
        try:
            session.start()
        except PersistenceError as error:
            log.warning("session not stored yet", extra={"code": error.code})
    memory.session, memory.is_validated = session, False
    return session


def _recover(
    host: SessionHost, session_id: str | None, *, user_id: str | None = None, attempts: int | None = None
) -> bool:
    """
    Opens a session in *host*; False where there is none to open.

    A stand-in gives its changes to the session that it stood in for; as long as that cannot be reached, it
    goes on standing in, and where that is gone, it is a session like any other.
    """
    if session_id is None and user_id is None:
        return False
    memory = host.memory
    stand_in = memory.session if memory.session is not None and memory.session.is_stand_in else None
    manager = SessionRecoveryManager(host.client())
    manager.max_recovery_attempts = attempts or (1 if stand_in else manager.max_recovery_attempts)
    try:
        recovered = manager.recover_complete_session(session_id, user_id, validate_forms=False)
    except SessionRecoveryError as error:
        memory.status, memory.is_away = manager.status, _may_come_back(error)
        if stand_in is None:
            raise
        stand_in.is_stand_in = memory.is_away
        return True
    memory.status, memory.is_away = manager.status, False
    if recovered is None:
        if stand_in is not None:
            stand_in.is_stand_in = False
        return stand_in is not None
    if stand_in is not None:
        recovered.take_over(stand_in)
    memory.session, memory.is_validated = recovered, False
    return True


def _may_come_back(error: SessionRecoveryError) -> bool:
    """Whether the session is only out of reach: the service is away, or its user has to sign in again."""
    cause = error.__cause__
    return cause is not None and (
        is_transient(cause) or isinstance(cause, AuthenticationRequired | SessionExpired)
    )


def _is_open(session: UserSession | None, wanted: str | None) -> bool:
    return session is not None and not session.is_stand_in and wanted in {None, session.session_id}


def _remember(host: SessionHost) -> None:
    session = host.memory.session
    if session is not None and session.is_stored:
        host.remember(session.session_id)
