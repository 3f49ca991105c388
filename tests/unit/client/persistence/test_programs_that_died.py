"""What was sent without an answer is known to the program that goes on. [B4] [R4]"""

from collections.abc import Callable

import pytest

from benchdog.client.persistence import WorkbenchSessionManager
from benchdog.client.persistence.draft_recovery import SavedThere
from benchdog.client.persistence.session_backend import (
    MetadataResult,
    SessionWrite,
    WriteResult,
)
from benchdog.documents.json_value import JsonObject
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device


class PowerCut(BaseException):
    """The program is gone, wherever it was."""


class DyingBackend(MemoryBackend):
    """The first time, the service does what it is asked for, and nobody hears of it."""

    def create_session(self, write: SessionWrite, *, key: str) -> WriteResult:
        created = super().create_session(write, key=key)
        if len(self.keys) == 1:
            raise PowerCut
        return created


def crashed(program: WorkbenchSessionManager) -> None:
    """Nothing is written any more; the operating system ends the claim."""
    program._program.end()


def send_what_waits(program: WorkbenchSessionManager) -> None:
    program.send_queued_saves()


def open_the_draft(program: WorkbenchSessionManager) -> None:
    [left] = program.recoverable().drafts
    program.open_draft({}, left.draft.draft_id)


@pytest.fixture
def content() -> JsonObject:
    return {"step": "first"}


@pytest.mark.parametrize("go_on", [send_what_waits, open_the_draft])
def test_a_creation_whose_answer_was_lost_makes_one_session_though_more_was_typed(
    device: Device, backend: MemoryBackend, content: JsonObject, go_on: Callable[..., None]
):
    """[R4]"""
    program = device.program(backend)
    session = program.open_new(content, DETAILS)
    backend.fail_next("answer_lost", "unreachable")
    session.save()
    content["step"] = "more"
    session.keep_draft()
    crashed(program)

    next_program = device.program(backend)
    go_on(next_program)

    [stored] = backend.sessions.values()
    assert stored.canonical == b'{"step":"more"}'
    assert next_program.drafts.list().drafts == ()


def test_a_creation_that_the_program_did_not_outlive_makes_one_session(device: Device, content: JsonObject):
    """[R4]"""
    backend = DyingBackend()
    program = device.program(backend)
    session = program.open_new(content, DETAILS)
    with pytest.raises(PowerCut):
        session.save()
    crashed(program)

    send_what_waits(device.program(backend))

    assert [each.canonical for each in backend.sessions.values()] == [b'{"step":"first"}']
    assert device.program(backend).drafts.list().drafts == ()


def test_a_creation_that_was_interrupted_makes_one_session_though_more_is_typed(
    device: Device, content: JsonObject
):
    """[R4] As by the button that interrupts a cell: the program goes on."""
    backend = DyingBackend()
    session = device.program(backend).open_new(content, DETAILS)
    with pytest.raises(PowerCut):
        session.save()
    content["step"] = "more"

    assert session.save().kind == "saved"

    assert [each.canonical for each in backend.sessions.values()] == [b'{"step":"more"}']


def test_a_save_that_was_interrupted_is_no_conflict_with_oneself(
    device: Device, backend: MemoryBackend, content: JsonObject
):
    """[B4]"""

    class InterruptedBackend(MemoryBackend):
        def save_session(
            self, session_id: str, write: SessionWrite, *, if_match: str, key: str
        ) -> WriteResult:
            saved = super().save_session(session_id, write, if_match=if_match, key=key)
            if len(self.keys) == 2:
                raise PowerCut
            return saved

    backend = InterruptedBackend()
    session = device.program(backend).open_new(content, DETAILS)
    session.save()
    content["step"] = "two"
    with pytest.raises(PowerCut):
        session.save()
    content["step"] = "three"

    assert session.save().kind == "saved"

    assert backend.content_of(session.session_id or "") == {"step": "three"}


def test_a_save_that_was_applied_unheard_is_no_conflict_with_oneself(
    device: Device, backend: MemoryBackend, content: JsonObject
):
    """[B4]"""
    program = device.program(backend)
    session = program.open_new(content, DETAILS)
    session.save()
    content["step"] = "two"
    backend.fail_next("answer_lost", "unreachable")
    session.save()
    content["step"] = "three"
    session.keep_draft()
    crashed(program)
    next_program = device.program(backend)
    [left] = next_program.recoverable().drafts
    assert isinstance(left.server, SavedThere)
    assert not left.server.is_newer

    [news] = next_program.send_queued_saves()

    assert news.kind == "saved"
    assert backend.content_of(session.session_id or "") == {"step": "three"}


def test_what_somebody_else_saved_on_top_of_it_still_is_one(
    device: Device, backend: MemoryBackend, content: JsonObject
):
    """[B4]"""
    program = device.program(backend)
    session = program.open_new(content, DETAILS)
    session.save()
    content["step"] = "two"
    backend.fail_next("answer_lost", "unreachable")
    session.save()
    backend.save_elsewhere(session.session_id or "", {"step": "theirs"})
    crashed(program)

    [news] = device.program(backend).send_queued_saves()

    assert news.kind == "kept_as_draft"
    assert backend.content_of(session.session_id or "") == {"step": "theirs"}


def test_a_draft_that_was_written_while_the_service_was_asked_stays(device: Device, content: JsonObject):
    """[B2] Another thread goes on working while drafts are looked through."""

    class SlowBackend(MemoryBackend):
        meanwhile: Callable[[], object] = staticmethod(lambda: None)

        def read_metadata(self, session_id: str, *, if_none_match: str | None) -> MetadataResult:
            answer = super().read_metadata(session_id, if_none_match=if_none_match)
            self.meanwhile()
            return answer

    backend = SlowBackend()
    program = device.program(backend)
    session = program.open_new(content, DETAILS)
    session.save()
    content["step"] = "two"
    session.keep_draft()
    backend.save_elsewhere(session.session_id or "", {"step": "two"})

    def work_on() -> None:
        content["step"] = "three"
        session.keep_draft()

    backend.meanwhile = work_on

    assert program.recoverable().drafts == ()

    [left] = program.drafts.list().drafts
    kept = program.drafts.read(left.draft_id)
    assert kept is not None
    assert kept.canonical == b'{"step":"three"}'
    assert not session.state.is_at_risk
