"""What is told to Sentry, and what never is. [E3]"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from benchdog.errors import DatabaseError
from benchdog.observability.sentry_reports import capture_session_error, start_sentry
from benchdog.resilience.correlation import correlation_id

SECRET = "AccountKey=c2VjcmV0"
DSN = "https://key@sentry.example/1"


class KeptEvents(Transport):
    """Keeps what would go over the network."""

    events: ClassVar[list[dict[str, Any]]] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.events.extend(dict(item.get_event() or {}) for item in envelope.items)


@pytest.fixture
def events() -> Iterator[list[dict[str, Any]]]:
    KeptEvents.events.clear()
    start_sentry(DSN, release="1.2.3", transport=KeptEvents)
    yield KeptEvents.events
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def failing(content: str) -> None:
    """Fails as a call of the database does, with *content* in its hands."""
    try:
        int(content)
    except ValueError as error:
        raise DatabaseError from error


def test_an_error_that_is_logged_is_reported_with_its_correlation_id(events: list[dict[str, Any]]):
    """[E4] It finds the log line."""
    token = correlation_id.set("trace-1")
    try:
        failing("x")
    except DatabaseError as error:
        logging.getLogger("benchdog.api").exception("request failed: %s", error.code)
    correlation_id.reset(token)

    [event] = events
    assert event["tags"] == {"correlation_id": "trace-1"}
    assert event["release"] == "1.2.3"
    assert [each["type"] for each in event["exception"]["values"]] == ["ValueError", "DatabaseError"]


def test_nothing_that_somebody_sent_or_set_is_reported(
    events: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
):
    """[E3] Neither in messages of others, nor in variables, the environment, or files' places."""
    monkeypatch.setenv("BENCHDOG_DB_CONNECTION_STRING", SECRET)
    sentry_sdk.get_isolation_scope().add_breadcrumb(message=SECRET)
    sentry_sdk.get_isolation_scope().set_extra("body", SECRET)
    sentry_sdk.get_isolation_scope().set_user({"email": SECRET})
    try:
        failing(SECRET)
    except DatabaseError:
        logging.getLogger("benchdog.api").exception("failed", extra={"content": SECRET})
    logging.getLogger("azure").error("GET %s", SECRET)

    assert len(events) == 2
    for event in events:
        assert SECRET not in json.dumps(event, default=str)
        assert "abs_path" not in json.dumps(event, default=str)
        assert {"request", "user", "extra", "breadcrumbs", "server_name", "modules"}.isdisjoint(event)


def test_a_session_that_failed_is_reported_with_its_context(events: list[dict[str, Any]]):
    """[E3] Seed 003: these members and no others; nobody's name, and nothing of their work."""
    context = {
        "datasource_id": "prices",
        "attempt_number": 3,
        "session_duration": 12.5,
        "browser_info": "Firefox on Linux",
    }

    token = correlation_id.set("trace-1")
    capture_session_error(DatabaseError(), context | {"user_id": "ada", "form_values": SECRET})
    correlation_id.reset(token)

    [event] = events
    assert event["contexts"] == {"session_error": context}
    assert event["tags"] == {"correlation_id": "trace-1"}
    assert '"ada"' not in json.dumps(event, default=str)


def test_less_than_an_error_is_not_reported(events: list[dict[str, Any]]):
    """A refused save is an answer."""
    logging.getLogger("benchdog.api").warning("refused")

    assert events == []


def test_a_session_error_goes_nowhere_where_sentry_is_off():
    """Off is off."""
    capture_session_error(DatabaseError(), {"user_id": "ada"})

    assert not sentry_sdk.get_client().is_active()


@pytest.mark.parametrize(("dsn", "is_loaded"), [(None, False), (DSN, True)], ids=["off", "on"])
def test_a_service_that_does_not_report_does_not_load_it(monkeypatch: pytest.MonkeyPatch, dsn, is_loaded):
    """Off costs nothing: not the time to import it, either."""
    if dsn is not None:
        monkeypatch.setenv("BENCHDOG_SENTRY_DSN", dsn)
    start = "import sys, benchdog.app as app; app.create_app_from_environment(); "
    script = start + "print('sentry_sdk' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == str(is_loaded)
