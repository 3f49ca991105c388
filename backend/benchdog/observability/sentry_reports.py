"""
Errors reported to Sentry, for whoever asks for it: nothing imports this module where it is off.

What goes out is the kind of error, where in the code it happened, and the correlation id of the log line.
Nothing of a request does: no content, no header, no address, which may be a key to a snapshot. [E3]
"""

import logging
from collections.abc import Mapping
from typing import Any, Final, cast

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.transport import Transport
from sentry_sdk.types import Event, Hint

from benchdog.resilience.correlation import correlation_id

SESSION_CONTEXT: Final = "session_error"
SESSION_MEMBERS: Final = frozenset({"datasource_id", "attempt_number", "session_duration", "browser_info"})
"""
What seed 003 wants to know about a session that failed, without whose it is: the audit entry with the same
correlation id knows that, and stays here.
"""

_OWN_MODULES: Final = "benchdog."
_KEPT: Final = frozenset(
    {
        "contexts",
        "event_id",
        "exception",
        "level",
        "logentry",
        "logger",
        "platform",
        "release",
        "sdk",
        "timestamp",
    }
)


def start_sentry(dsn: str, *, release: str, transport: type[Transport] | None = None) -> None:
    """
    Reports what is logged as an error. For the process's start only: it is process-wide.

    Args:
        transport: replaces the network.
    """
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        transport=transport,
        # Those that come by themselves read requests, environment variables and the command line.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR, sentry_logs_level=None)],
        include_local_variables=False,
        max_breadcrumbs=0,
        before_send=_redacted,
    )


def capture_session_error(error: Exception, context: Mapping[str, Any]) -> None:
    """
    Reports a session that failed, with those members of *context* that SESSION_MEMBERS names.

    Does nothing where Sentry was not started.
    """
    known = {name: value for name, value in context.items() if name in SESSION_MEMBERS}
    with sentry_sdk.new_scope() as scope:
        scope.set_context(SESSION_CONTEXT, known)
        scope.capture_exception(error)


def _redacted(event: Event, _: Hint) -> Event:
    """Only members that are known to be harmless: one that a later version of the SDK adds is not."""
    kept = {name: value for name, value in event.items() if name in _KEPT}
    kept["tags"] = {"correlation_id": correlation_id.get()}
    if not str(event.get("logger", _OWN_MODULES)).startswith(_OWN_MODULES):
        kept.pop("logentry", None)
    contexts = event.get("contexts") or {}
    kept["contexts"] = {name: value for name, value in contexts.items() if name == SESSION_CONTEXT}
    for each in (event.get("exception") or {}).get("values", []):
        if not str(each.get("module")).startswith(_OWN_MODULES):
            each["value"] = ""  # of the SDK of the database: queries and addresses
        for frame in (each.get("stacktrace") or {}).get("frames", []):
            frame.pop("abs_path", None)
    return cast("Event", kept)
