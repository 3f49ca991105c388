"""What the answers of the service mean for the orchestrator. [S3] [E1]"""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from benchdog.client import BenchdogClient
from benchdog.client.persistence import PersistenceOrchestrator, WorkbenchSessionManager
from benchdog.client.persistence.service_backend import ServiceBackend
from benchdog.client.persistence.session_backend import (
    Gone,
    Missing,
    NewerVersion,
    NotModified,
    Rejected,
    SessionState,
    SessionWrite,
    SignInRequired,
    TooLarge,
    UnknownOutcome,
    Unreachable,
)
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import (
    AuthenticationRequired,
    ContentTooLarge,
    DatabaseTimeout,
    DatabaseUnavailable,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    NotFound,
    PersistenceError,
    PreconditionRequired,
    SessionExpired,
    SnapshotPaused,
    VersionConflict,
)
from benchdog.resilience.retry_policy import RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings
from tests.virtual_time import VirtualTime

ID = "AAAAAAAAAAAA"
CONTENT = Content.from_value({"step": 1})
WRITE = SessionWrite(SessionDetails(title="A bench"), CONTENT.canonical, CONTENT.content_hash)
CURRENT = SessionMetadata(
    id=ID,
    title="A bench",
    description="",
    tags=[],
    starred=False,
    created_at="",
    updated_at="",
    last_opened_at="",
    version=2,
    content_hash=CONTENT.content_hash,
    metadata_hash=WRITE.details.metadata_hash,
    size_bytes=10,
    saved_by="",
    etag='"2"',
)
Answer = Callable[[httpx2.Request], httpx2.Response]


def backend_that(answer: Answer) -> ServiceBackend:
    transport = httpx2.MockTransport(answer)
    return ServiceBackend(
        BenchdogClient("http://bench.example", None, retries=RetryPolicy(()), transport=transport)
    )


def refusing(error: type[PersistenceError], **details: object) -> Answer:
    body = {"success": False, "error": {"code": error.code, "message": "why", "technical_details": details}}
    return lambda _: httpx2.Response(error.http_status, json=body, headers={"Retry-After": "3"})


def lost(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("lost", request=request)


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (refusing(AuthenticationRequired), SignInRequired()),
        (refusing(SessionExpired), SignInRequired()),
        (refusing(NotFound), Missing()),
        (refusing(SnapshotPaused), Gone("snapshot_paused", SnapshotPaused.user_message)),
        (refusing(ContentTooLarge, size_bytes=2, limit_bytes=1), TooLarge(2, 1)),
        (refusing(DatabaseUnavailable), Unreachable(3)),
        (
            refusing(PreconditionRequired),
            Rejected("precondition_required", PreconditionRequired.user_message),
        ),
        (refusing(VersionConflict, current=CURRENT.model_dump()), NewerVersion(CURRENT)),
        (refusing(DatabaseTimeout), UnknownOutcome()),
        (lost, UnknownOutcome()),
    ],
)
def test_a_save_that_is_not_confirmed_is_a_value(answer: Answer, result: object):
    """[S3] [E1] What may have been applied is never called refused."""
    assert backend_that(answer).save_session(ID, WRITE, if_match='"1"', key="k") == result


@pytest.mark.parametrize("asked", ["1e30", "99999999999999", "1e12"])
def test_a_wait_that_no_calendar_holds_is_not_waited_for(asked: str, tmp_path: Path):
    """[R1] Saving goes on to say what became of it, and tries again within the hour."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.method == "GET" and not request.url.path.endswith("/metadata"):
            return httpx2.Response(200, json={"metadata": CURRENT.model_dump(), "content": {"step": 1}})
        return httpx2.Response(503, headers={"Retry-After": asked})

    backend = backend_that(answer)
    content: JsonObject = {}
    program = WorkbenchSessionManager(backend, user_id="ada", device_root=tmp_path)
    session = program.open_session(content, ID)
    assert isinstance(session, PersistenceOrchestrator)
    content["step"] = 2

    assert session.save() == Unreachable(3600)

    program.close()


def test_a_save_whose_first_try_was_lost_is_unknown_though_the_later_tries_were_turned_away():
    """[S3] Called refused, a creation would be made twice."""
    steps = iter([lost, *[refusing(DatabaseUnavailable)] * 3])
    time = VirtualTime()
    surroundings = Surroundings(time.monotonic, lambda: 0.0, time.pause, time.pause_thread)
    transport = httpx2.MockTransport(lambda request: next(steps)(request))
    client = BenchdogClient("http://bench.example", None, surroundings=surroundings, transport=transport)

    assert ServiceBackend(client).create_session(WRITE, key="k") == UnknownOutcome()


@pytest.mark.parametrize("error", [IdempotencyInProgress, IdempotencyKeyReused])
def test_a_key_that_was_used_before_says_what_its_class_says_of_the_outcome(error: type[PersistenceError]):
    """[S8]"""
    result = backend_that(refusing(error)).create_session(WRITE, key="k")

    is_unknown = error.outcome == "unknown"
    assert isinstance(result, UnknownOutcome if is_unknown else Rejected)


@pytest.mark.parametrize("answer", [lost, refusing(DatabaseTimeout)])
def test_a_read_that_is_lost_has_changed_nothing(answer: Answer):
    """[E1]"""
    assert isinstance(backend_that(answer).read_metadata(ID, if_none_match=None), Unreachable)


def test_polling_sends_the_etag_and_hears_that_nothing_changed():
    """[B4]"""
    asked: list[str | None] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.headers.get("If-None-Match"))
        return httpx2.Response(304)

    assert backend_that(answer).read_metadata(ID, if_none_match='"1"') == NotModified()
    assert asked == ['"1"']


def test_a_write_carries_the_key_of_its_intention_and_the_very_content_that_was_hashed():
    """[R4] [C3]"""
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json=CURRENT.model_dump())

    result = backend_that(answer).save_session(ID, WRITE, if_match='"1"', key="the key")

    assert result == SessionState(CURRENT)
    [request] = sent
    assert (request.headers["Idempotency-Key"], request.headers["If-Match"]) == ("the key", '"1"')
    assert b'"content_hash":"%s"' % CONTENT.content_hash.encode() in request.content


def test_a_creation_whose_answer_was_lost_is_found_among_the_newest_by_its_hashes():
    """[R4]"""
    found = httpx2.Response(200, json={"items": [CURRENT.model_dump()], "next_cursor": None})

    assert backend_that(lambda _: found).find_created(CURRENT) == SessionState(CURRENT)
    assert (
        backend_that(lambda _: httpx2.Response(200, json={"items": [], "next_cursor": None})).find_created(
            CURRENT
        )
        == Missing()
    )
