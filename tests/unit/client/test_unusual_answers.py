"""Answers that no service of ours would give, and answers that were lost. SPEC 7, 8."""

import httpx2
import pytest

from benchdog.client.client_errors import AnswerUnreadable, ServiceTimeout
from benchdog.errors import (
    AuthenticationRequired,
    BodyTooLarge,
    DatabaseUnavailable,
    PersistenceError,
    RateLimited,
    VersionConflict,
)
from tests.unit.client.scripted_service import ScriptedService, client_of, refusal, save, success
from tests.virtual_time import VirtualTime


def test_an_answer_that_cannot_be_unpacked_is_one_of_the_tree():
    """[E1] A proxy that damages what it passes on must not end a program."""
    packed = {"Content-Encoding": "gzip"}
    service = ScriptedService(httpx2.Response(200, headers=packed, stream=httpx2.ByteStream(b"damaged")))

    with pytest.raises(AnswerUnreadable):
        save(client_of(service))


@pytest.mark.parametrize(
    "technical", [None, [], "why", {"message": "m"}, {"self": 1}, {"retry_after_seconds": 3}]
)
def test_details_that_no_service_of_ours_would_send_are_left_out(technical: object):
    """[E1] The refusal itself is still understood."""
    body = {"error": {"code": DatabaseUnavailable.code, "message": "why", "technical_details": technical}}
    service = ScriptedService(*(httpx2.Response(503, json=body) for _ in range(4)))

    with pytest.raises(DatabaseUnavailable, match="why") as raised:
        save(client_of(service))

    assert raised.value.details == {}


def test_an_answer_that_is_nested_without_end_is_something_elses():
    """[E1]"""
    service = ScriptedService(httpx2.Response(500, content=b"[" * 200_000))

    with pytest.raises(AnswerUnreadable):
        save(client_of(service))


def test_not_now_after_a_lost_answer_does_not_say_that_nothing_was_changed():
    """[S3] The first try may have been applied: whoever is told \"not now\" would create it a second time."""
    lost = httpx2.ReadTimeout("cut")
    service = ScriptedService(lost, *(refusal(DatabaseUnavailable) for _ in range(3)))

    with pytest.raises(ServiceTimeout) as raised:
        save(client_of(service))

    assert raised.value.outcome == "unknown"
    assert len(service.requests) == 4


def test_a_refusal_for_good_after_a_lost_answer_is_the_answer():
    """[S3] [S8] It was made with the key of the try before, so it knows of it."""
    service = ScriptedService(httpx2.ReadTimeout("cut"), refusal(VersionConflict))

    with pytest.raises(VersionConflict):
        save(client_of(service))


@pytest.mark.parametrize(("status", "error"), [(401, AuthenticationRequired), (413, BodyTooLarge)])
def test_what_a_gateway_refuses_by_itself_is_not_called_a_lost_answer(
    status: int, error: type[PersistenceError]
):
    """[R1] Sent again and again, it would be refused for ever, and nobody would know why."""
    service = ScriptedService(httpx2.Response(status, text="<html>"))

    with pytest.raises(error) as raised:
        save(client_of(service))

    assert raised.value.outcome == "not_applied"
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "Sat, 21 Nov 2026 09:00:01 GMT", "Date": "Sat, 21 Nov 2026 09:00:00 GMT"}, 1),
        ({"Retry-After": "Sat, 21 Nov 2026 09:00:00 GMT", "Date": "Sat, 21 Nov 2026 09:00:05 GMT"}, 0.22),
        ({"Retry-After": "Sat, 21 Nov 2026 09:00:01 GMT"}, 0.22),
        ({"Retry-After": "soon", "Date": "now"}, 0.22),
    ],
)
def test_a_gateway_may_say_when_to_come_back_as_a_moment(headers: dict[str, str], seconds: float):
    """[R1] By its own clock; one that has passed, or that cannot be read, leaves the delay of the policy."""
    time = VirtualTime()
    service = ScriptedService(refusal(RateLimited, headers), success())

    save(client_of(service, time))

    assert time.pauses == pytest.approx([seconds])
