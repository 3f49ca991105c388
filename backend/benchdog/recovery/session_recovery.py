"""What an app calls at the top of each page. Source: seed 000."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from benchdog.errors import AuthenticationRequired, PersistenceError, SessionExpired
from benchdog.recovery.recovery_errors import SessionRecoveryError
from benchdog.recovery.recovery_status import RecoveryStatusDict
from benchdog.recovery.session_host import HostMemory, SessionHost, current_host
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
            _recover(host, _wanted(host), attempts=1)
        except SessionRecoveryError as error:
            log.warning("session not recovered yet", extra={"reason": str(error)})
            return
    session = memory.session or _open_new(host, host.app)
    _take_over_left(host, session)
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
        validate_forms: whether forms that break their rules are reported in `get_recovery_status`, until they
            are corrected; they are kept in any case.

    Returns:
        None where there is no such session: unknown, expired or somebody else's.

    Raises:
        SessionRecoveryError: the service is away or nobody is signed in. What was saved is still there.
    """
    host = current_host()
    if not _is_open(host.memory.session, session_id):
        if not _recover(host, _wanted(host, session_id, user_id), user_id=user_id):
            return None
        _remember(host)
    session = host.memory.session
    if session is None or user_id not in {None, session.user_id}:
        return None
    if validate_forms:
        _report_invalid_forms(host.memory, session)
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
    is_stand_in = bool(memory.out_of_reach) and app == host.app
    session = UserSession(host.client().user_sessions, app, is_stand_in=is_stand_in)
    if is_stand_in:
        _take_over_left(host, session)
    else:
        try:
            session.start()
        except PersistenceError as error:
            log.warning("session not stored yet", extra={"code": error.code})
    memory.session, memory.is_validated = session, False
    return session


def _take_over_left(host: SessionHost, session: UserSession) -> None:
    for left in host.left_behind(session):
        session.take_over(left)


def _wanted(
    host: SessionHost, session_id: str | None = None, user_id: str | None = None
) -> Sequence[str | None]:
    """None stands for the newest session of the app."""
    if session_id:
        return (session_id,)
    newest = () if user_id is None else (None,)
    return host.memory.out_of_reach or host.remembered_session_ids() or newest


def _report_invalid_forms(memory: HostMemory, session: UserSession) -> None:
    """All of them after the session was loaded; from then on what is still wrong with those."""
    errors = session.validation_errors()
    if memory.is_validated:
        reported = memory.status.validation_errors
        errors = {form_id: messages for form_id, messages in errors.items() if form_id in reported}
    memory.status = replace(memory.status, validation_errors=errors)
    memory.is_validated = True


def _recover(
    host: SessionHost,
    session_ids: Sequence[str | None],
    *,
    user_id: str | None = None,
    attempts: int | None = None,
) -> bool:
    """
    Opens the first session in *host* that there is; False where there is none to open.

    An address may name somebody else's, or one that expired, where the person has one of their own.

    A stand-in gives its changes to the session that it stood in for; as long as that cannot be reached, it
    goes on standing in, and where that is gone, it is a session like any other.
    """
    memory = host.memory
    stand_in = memory.session if memory.session is not None and memory.session.is_stand_in else None
    manager = SessionRecoveryManager(host.client())
    manager.max_recovery_attempts = attempts or (1 if stand_in else manager.max_recovery_attempts)
    try:
        recovered = _first_found(manager, session_ids, user_id)
    except SessionRecoveryError as error:
        memory.status = manager.status
        memory.out_of_reach = tuple(session_ids) if _may_come_back(error) else ()
        if stand_in is None:
            raise
        stand_in.is_stand_in = bool(memory.out_of_reach)
        return True
    memory.status, memory.out_of_reach = manager.status, ()
    if recovered is None:
        if stand_in is not None:
            stand_in.is_stand_in = False
        return stand_in is not None
    _take_over_left(host, recovered)
    if stand_in is not None:
        recovered.take_over(stand_in)
    memory.session, memory.is_validated = recovered, False
    return True


def _first_found(
    manager: SessionRecoveryManager, session_ids: Sequence[str | None], user_id: str | None
) -> UserSession | None:
    found = (manager.recover_complete_session(each, user_id, validate_forms=False) for each in session_ids)
    return next((session for session in found if session is not None), None)


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
