"""The Python client: what it sends, what it tries again, what its errors are. SPEC 7, 8."""

from collections.abc import Callable

import httpx2
import pytest

from benchdog.client.client_errors import (
    AnswerUnreadable,
    GatewayRefusal,
    ServiceTimeout,
    ServiceUnreachable,
)
from benchdog.errors import (
    AuthenticationRequired,
    DatabaseUnavailable,
    Forbidden,
    NotFound,
    PersistenceError,
    RateLimited,
    ValidationFailed,
    VersionConflict,
    error_classes,
)
from benchdog.resilience.correlation import correlation_id
from tests.unit.client.scripted_service import (
    METADATA,
    SESSION_ID,
    ScriptedService,
    Step,
    client_of,
    refusal,
    save,
    success,
)
from tests.virtual_time import VirtualTime

ANSWERED = [each for each in error_classes() if each.__module__ == PersistenceError.__module__]


def test_a_save_says_who_it_is_and_what_it_starts_from():
    """[S3] [A4] [S8]"""
    service = ScriptedService(success())

    saved = save(client_of(service))

    [request] = service.requests
    assert (request.method, request.url.path) == ("PUT", f"/persistence/user_sessions/{SESSION_ID}")
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.headers["If-Match"] == '"1"'
    assert request.headers["Idempotency-Key"]
    assert b'"current_page":"a"' in request.content
    assert saved.etag == '"1"'


def test_every_try_of_a_request_is_the_same_request():
    """[R4] [E4] One idempotency key and one correlation id, and the waits of the policy with jitter. [R1]"""
    time = VirtualTime()
    service = ScriptedService(httpx2.ConnectError("away"), refusal(DatabaseUnavailable), success())

    save(client_of(service, time))

    keys = {request.headers["Idempotency-Key"] for request in service.requests}
    ids = {request.headers["X-Correlation-ID"] for request in service.requests}
    assert (len(service.requests), len(keys), len(ids)) == (3, 1, 1)
    assert len({request.content for request in service.requests}) == 1
    assert time.pauses == pytest.approx([0.11, 0.22])


def test_the_correlation_id_of_the_caller_goes_on():
    """[E4]"""
    service = ScriptedService(success())
    token = correlation_id.set("from-the-page")

    save(client_of(service))

    correlation_id.reset(token)
    assert service.requests[0].headers["X-Correlation-ID"] == "from-the-page"


def test_two_changes_have_two_keys():
    """[R4] One key for each intention, never shared."""
    service = ScriptedService(success(), success())
    client = client_of(service)

    save(client)
    save(client)

    assert len({request.headers["Idempotency-Key"] for request in service.requests}) == 2


@pytest.mark.parametrize("error", [NotFound, VersionConflict, AuthenticationRequired, ValidationFailed])
def test_what_is_refused_for_good_is_asked_once(error):
    """[R1]"""
    service = ScriptedService(refusal(error))

    with pytest.raises(error, match="why"):
        save(client_of(service))

    assert len(service.requests) == 1


@pytest.mark.parametrize("error", ANSWERED, ids=lambda each: each.code)
def test_every_error_of_the_service_has_its_own_class_again(error: type[PersistenceError]):
    """[E1] With its details."""
    service = ScriptedService(*(refusal(error, path="$.a") for _ in range(4)))

    with pytest.raises(error) as raised:
        save(client_of(service))

    assert type(raised.value) is error
    assert raised.value.details == {"path": "$.a"}


def test_a_code_of_a_newer_service_is_taken_by_its_status():
    """[E1] Retried or not as its status says."""
    body = {"error": {"code": "not_known_yet", "message": "why", "technical_details": {}}}
    service = ScriptedService(httpx2.Response(403, json=body))

    with pytest.raises(Forbidden, match="why"):
        save(client_of(service))


def test_a_conflict_carries_the_current_metadata():
    """[S3]"""
    service = ScriptedService(refusal(VersionConflict, current=METADATA))

    with pytest.raises(VersionConflict) as conflict:
        save(client_of(service))

    assert conflict.value.details["current"] == METADATA


def test_the_wait_that_the_service_asks_for_is_kept():
    """[R1] Retry-After."""
    time = VirtualTime()
    service = ScriptedService(refusal(RateLimited, {"Retry-After": "1"}), success())

    save(client_of(service, time))

    assert time.pauses == [1.0]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (lambda: httpx2.ConnectError("away"), ServiceUnreachable),
        (lambda: httpx2.RemoteProtocolError("cut"), ServiceUnreachable),
        (lambda: httpx2.ReadTimeout("slow"), ServiceTimeout),
        (lambda: httpx2.Response(503, text="<html>"), GatewayRefusal),
        (lambda: httpx2.Response(502, json={"error": "gateway"}), GatewayRefusal),
    ],
)
def test_a_service_that_stays_away_is_given_up_and_named(step: Callable[[], Step], expected):
    """[R1] After the tries of the policy, within its time."""
    time = VirtualTime()
    service = ScriptedService(*(step() for _ in range(4)))

    with pytest.raises(expected):
        save(client_of(service, time))

    assert len(service.requests) == 4
    assert sum(time.pauses) < 2


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>"),
        httpx2.Response(200, json={"etag": 1}),
        httpx2.Response(302, headers={"Location": "http://elsewhere.example"}),
        httpx2.Response(404, text="nginx"),
    ],
)
def test_the_answer_of_something_else_is_called_so(answer):
    """[E1] And never taken for an answer of the service; a redirect is not followed with the token."""
    service = ScriptedService(answer)

    with pytest.raises(AnswerUnreadable):
        save(client_of(service))

    assert len(service.requests) == 1


@pytest.mark.parametrize("session_id", ["..", "a/b", "", "x" * 13, "AAAAAAAAAAA?"])
def test_an_id_that_is_none_is_not_found_and_not_asked_for(session_id):
    """[S2] It may come from an address that people can edit."""
    service = ScriptedService()

    with pytest.raises(NotFound):
        client_of(service).user_sessions.read(session_id)

    assert service.requests == []


def test_deleting_what_is_gone_is_done():
    """[S4] An earlier try may have lost its answer."""
    service = ScriptedService(httpx2.ReadError("cut"), refusal(NotFound))

    client_of(service).user_sessions.delete(SESSION_ID)

    assert [request.method for request in service.requests] == ["DELETE", "DELETE"]
