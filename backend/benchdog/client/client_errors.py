"""
Why a request to the service has no usable answer. What the service refuses keeps its own class.

PersistenceError
├── ServiceUnreachable   network_error       the connection failed: whether the request arrived is not known
├── ServiceTimeout       request_timeout     no whole answer in time: as above
├── GatewayRefusal       service_busy        a gateway answered in the place of the service: not now
└── AnswerUnreadable     answer_unreadable   an answer, but not one of this service: is the address right?
"""

from benchdog.errors import PersistenceError


class ServiceUnreachable(PersistenceError):
    code = "network_error"
    http_status = 503
    is_retryable = True
    outcome = "unknown"
    user_message = "The service cannot be reached. Check the connection; what you entered is still here."
    recovery_actions = ("automatic_retry", "manual_retry")


class ServiceTimeout(PersistenceError):
    code = "request_timeout"
    http_status = 504
    is_retryable = True
    outcome = "unknown"
    user_message = "The service did not answer in time. What you entered is still here."
    recovery_actions = ("automatic_retry", "manual_retry")


class GatewayRefusal(PersistenceError):
    """
    Attributes:
        hint_seconds: how long the gateway asks to wait; None where it did not say.
    """

    code = "service_busy"
    http_status = 503
    is_retryable = True
    outcome = "unknown"
    user_message = "The service is busy or restarting. What you entered is still here."
    recovery_actions = ("automatic_retry", "manual_retry")

    def __init__(self, message: str = "", *, hint_seconds: float | None = None) -> None:
        super().__init__(message)
        self.hint_seconds = hint_seconds


class AnswerUnreadable(PersistenceError):
    code = "answer_unreadable"
    http_status = 502
    outcome = "unknown"
    user_message = "Something else than the service answered. Check its address."
    recovery_actions = ("contact_owner",)
