"""Recovers what a person did in an app after a refresh, a crash or a restart. Source: seed 000."""

from benchdog.recovery.recovery_errors import (
    CacheRecoveryError,
    FormValidationError,
    NavigationRecoveryError,
    SessionRecoveryError,
)
from benchdog.recovery.session_recovery import (
    bootstrap_session,
    clear_recovery_errors,
    ensure_session_persistence,
    get_recovery_status,
    recover_session_after_refresh,
)
from benchdog.recovery.session_recovery_manager import SessionRecoveryManager
from benchdog.recovery.user_session import UserSession

__all__ = [
    "CacheRecoveryError",
    "FormValidationError",
    "NavigationRecoveryError",
    "SessionRecoveryError",
    "SessionRecoveryManager",
    "UserSession",
    "bootstrap_session",
    "clear_recovery_errors",
    "ensure_session_persistence",
    "get_recovery_status",
    "recover_session_after_refresh",
]
