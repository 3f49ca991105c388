"""
Why a session was not recovered. The cause (`__cause__`) says what happened below. Source: seed 000.

PersistenceError
└── SessionRecoveryError          session_recovery_failed     the service is away, or nobody is signed in
    ├── FormValidationError       form_validation_failed      the kept forms are not forms
    ├── NavigationRecoveryError   navigation_recovery_failed  the kept navigation cannot be read
    └── CacheRecoveryError        cache_recovery_failed       the kept cache keys cannot be read

Forms whose values break their rules raise nothing: they are reported in the status, and kept. [U2]
"""

from benchdog.errors import PersistenceError


class SessionRecoveryError(PersistenceError):
    code = "session_recovery_failed"
    http_status = 503
    user_message = "Your session could not be loaded. It is kept; reload the page to try again."
    recovery_actions = ("reload_page",)

    def words_for_people(self) -> str:
        return self.message


class FormValidationError(SessionRecoveryError):
    code = "form_validation_failed"
    user_message = "The forms of your session could not be read. They are kept as they are."


class NavigationRecoveryError(SessionRecoveryError):
    code = "navigation_recovery_failed"
    user_message = "The navigation of your session could not be read. It is kept as it is."


class CacheRecoveryError(SessionRecoveryError):
    code = "cache_recovery_failed"
    user_message = "The cache keys of your session could not be read. They are kept as they are."
