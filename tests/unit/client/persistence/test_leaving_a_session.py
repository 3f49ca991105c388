"""Opening something else loses nothing of what was open, and mixes nothing with it. [B2] [B7]"""

import pytest

from benchdog.client.persistence import PersistenceOrchestrator, WorkbenchSessionManager
from benchdog.client.persistence.session_backend import Rejected
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device


@pytest.fixture
def program(device: Device, backend: MemoryBackend) -> WorkbenchSessionManager:
    return device.program(backend)


def saved(program: WorkbenchSessionManager, content: JsonObject) -> tuple[PersistenceOrchestrator, str]:
    session = program.open_new(content, DETAILS)
    session.save()
    assert session.session_id is not None
    return session, session.session_id


def risk_of(session: PersistenceOrchestrator) -> tuple[bool, str | None]:
    return session.state.is_at_risk, session.state.draft_failure


def titles_of_drafts(program: WorkbenchSessionManager) -> set[str]:
    return {each.details.title for each in program.drafts.list().drafts}


def test_nothing_is_opened_over_work_that_neither_the_service_nor_the_disk_has(
    program: WorkbenchSessionManager, device: Device
):
    """[B2] One dictionary for one session after the other, as in a notebook."""
    _, other_id = saved(program, {"other": 1})
    content: JsonObject = {"step": 1}
    session = program.open_new(content, DETAILS)
    content["step"] = "typed"
    device.is_full = True

    refused = program.open_session(content, other_id)

    assert isinstance(refused, Rejected)
    assert (refused.code, content, program.orchestrator) == ("draft_not_kept", {"step": "typed"}, session)
    assert isinstance(program.open_draft(content, "any"), Rejected)
    program.close()
    assert isinstance(program.open_session(content, other_id), PersistenceOrchestrator)
    assert content == {"other": 1}


def test_a_draft_that_could_not_be_put_aside_is_not_overwritten_when_the_disk_has_room_again(
    program: WorkbenchSessionManager, device: Device
):
    """[B2]"""
    program.open_new({"step": 1}, DETAILS).change_details(SessionDetails(title="First"))
    assert program.orchestrator is not None
    program.orchestrator.keep_draft()
    device.is_full = True
    second = program.open_new({"step": 2}, DETAILS)
    second.change_details(SessionDetails(title="Second"))
    second.keep_draft()
    assert risk_of(second) == (True, "quota_exceeded")
    assert titles_of_drafts(program) == {"First"}

    device.is_full = False
    second.keep_draft()

    assert titles_of_drafts(program) == {"First", "Second"}
    assert risk_of(second) == (False, None)


def test_a_draft_that_could_not_be_put_aside_outlives_a_save_of_what_was_opened_instead(
    program: WorkbenchSessionManager, device: Device
):
    """[B2] It goes only when the server has acknowledged its own hash."""
    content: JsonObject = {"step": 1}
    session, session_id = saved(program, content)
    content["step"] = 2
    session.keep_draft()
    device.is_full = True
    again: JsonObject = {}
    opened = program.open_session(again, session_id)
    assert isinstance(opened, PersistenceOrchestrator)
    again["step"] = 3

    opened.save()

    [left] = program.drafts.list().drafts
    kept = program.drafts.read(left.draft_id)
    assert kept is not None
    assert kept.canonical == b'{"step":2}'


def test_a_session_that_was_left_is_not_saved_by_itself_with_the_content_of_the_next_one(
    program: WorkbenchSessionManager, device: Device, backend: MemoryBackend
):
    """[B1] [B7] One dictionary for both, and a timer that still knows the first."""
    content: JsonObject = {"step": 1}
    session, session_id = saved(program, content)
    _, other_id = saved(program, {"other": 1})
    session_again = program.open_session(content, session_id)
    assert isinstance(session_again, PersistenceOrchestrator)
    content["step"] = 2
    backend.fail_next("unreachable")
    session_again.save()
    program.open_session(content, other_id)
    device.advance(60)

    for left in (session, session_again):
        left.poll()
        left.resume()

    assert content == {"other": 1}
    assert backend.content_of(session_id) == {"step": 1}
    assert [news.kind for news in program.send_queued_saves()] == ["saved"]
    assert backend.content_of(session_id) == {"step": 2}


def test_what_cannot_be_written_as_json_is_at_risk_until_it_is_taken_back(program: WorkbenchSessionManager):
    """[B2] [C1] The draft lacks it, and everything that was changed beside it."""
    content: JsonObject = {"step": 1}
    session, _ = saved(program, content)
    content["step"] = 2
    session.keep_draft()
    assert risk_of(session) == (False, None)
    content.update({"notes": "typed", "ratio": float("nan")})

    session.keep_draft()
    assert risk_of(session) == (True, None)
    del content["ratio"]
    session.keep_draft()

    assert risk_of(session) == (False, None)
    [draft] = program.drafts.list().drafts
    kept = program.drafts.read(draft.draft_id)
    assert kept is not None
    assert kept.canonical == b'{"notes":"typed","step":2}'
