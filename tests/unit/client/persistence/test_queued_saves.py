"""A save that somebody asked for is sent once, though the program ended before the answer. [B7] [R4]"""

import httpx2
import pytest

from benchdog.client import BenchdogClient
from benchdog.client.persistence import WorkbenchSessionManager
from benchdog.documents.json_value import JsonObject
from benchdog.resilience.retry_policy import RetryPolicy
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device


@pytest.fixture
def session_id(device: Device, backend: MemoryBackend) -> str:
    """A session whose second save waits in the draft of a program that ended."""
    content: JsonObject = {"a": 1, "b": 1}
    program = device.program(backend)
    session = program.open_new(content, DETAILS)
    session.save()
    content["a"] = 2
    backend.fail_next("lost_on_the_way", "unreachable")
    session.save()
    program.close()
    assert session.session_id is not None
    return session.session_id


@pytest.fixture
def next_program(device: Device, backend: MemoryBackend) -> WorkbenchSessionManager:
    return device.program(backend)


def test_it_is_sent_with_its_key_and_its_draft_goes(
    session_id: str, next_program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[B7] [R4]"""
    [news] = next_program.send_queued_saves()

    assert (news.kind, news.session_id) == ("saved", session_id)
    assert backend.content_of(session_id) == {"a": 2, "b": 1}
    assert backend.keys[-1] == backend.keys[-2]
    assert next_program.drafts.list().drafts == ()
    assert next_program.send_queued_saves() == ()


def test_while_nobody_answers_it_waits(
    session_id: str, next_program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[B7]"""
    backend.fail_next("unreachable")

    [waiting] = next_program.send_queued_saves()
    [saved] = next_program.send_queued_saves()

    assert (waiting.kind, saved.kind) == ("waiting", "saved")
    assert backend.content_of(session_id) == {"a": 2, "b": 1}


def test_over_somebody_elses_work_it_becomes_a_draft_that_a_person_opens(
    session_id: str, next_program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[B4] [B7]"""
    backend.save_elsewhere(session_id, {"a": 3, "b": 1})

    [news] = next_program.send_queued_saves()

    assert news.kind == "kept_as_draft"
    assert backend.content_of(session_id) == {"a": 3, "b": 1}
    assert next_program.send_queued_saves() == ()
    assert len(next_program.recoverable().drafts) == 1


def test_that_of_a_program_that_runs_is_left_alone(device: Device, backend: MemoryBackend):
    """[B7]"""
    running = device.program(backend)
    session = running.open_new({"a": 1}, DETAILS)
    backend.fail_next("unreachable")
    session.save()

    assert device.program(backend).send_queued_saves() == ()
    assert running.send_queued_saves() == ()


def test_that_of_a_session_that_this_program_has_left_is_sent(device: Device, backend: MemoryBackend):
    """[B7] A page that goes on with another session may run for weeks."""
    program = device.program(backend)
    content: JsonObject = {"a": 1}
    session = program.open_new(content, DETAILS)
    session.save()
    content["a"] = 2
    backend.fail_next("unreachable")
    session.save()
    program.open_new({"b": 1}, DETAILS)

    [news] = program.send_queued_saves()

    assert (news.kind, news.session_id) == ("saved", session.session_id)
    assert backend.content_of(session.session_id or "") == {"a": 2}
    assert program.drafts.list().drafts == ()


def test_what_was_to_be_saved_to_one_service_is_never_sent_to_another_one(device: Device):
    """[B7] [A3] As browsers keep the work of each origin apart."""
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        raise httpx2.ConnectError("away", request=request)

    def program_of(url: str) -> WorkbenchSessionManager:
        client = BenchdogClient(url, None, retries=RetryPolicy(()), transport=httpx2.MockTransport(answer))
        return WorkbenchSessionManager.for_client(client, user_id="ada", device_root=device.root)

    with program_of("http://ours.example") as program:
        program.open_new({"secret": 1}, DETAILS).save()
    asked.clear()

    other = program_of("http://theirs.example")

    assert (other.send_queued_saves(), other.recoverable().drafts, asked) == ((), (), [])
    [news] = program_of("http://OURS.example:80/").send_queued_saves()
    assert (news.kind, set(asked)) == ("waiting", {"ours.example"})
