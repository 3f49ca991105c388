"""One id a request, from the browser to the database call. It holds no personal data. [E4]"""

import re
from contextvars import ContextVar
from uuid import uuid4

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")

correlation_id: ContextVar[str] = ContextVar("correlation_id", default="")
"""The id of the request that the running task serves; empty outside a request."""


def new_correlation_id() -> str:
    return uuid4().hex


def accept_correlation_id(sent: str | None) -> str:
    """The id that the caller sent where it is well-formed, else a new one."""
    return sent if sent is not None and _ACCEPTED.match(sent) else new_correlation_id()
