"""What the Python orchestrator does beyond what the twins compare. [B1] [B2] [B4] [B7] [R4]"""

from pathlib import Path

import httpx2
import pytest

from benchdog.client import BenchdogClient
from benchdog.client.persistence import PersistenceOrchestrator, WorkbenchSessionManager
from benchdog.client.persistence.save_result import AlreadySaved, Conflict, Resolved, Saved
from benchdog.client.persistence.session_backend import Rejected, SnapshotMade, TooLarge, Unreachable
from benchdog.documents.json_value import JsonObject
from benchdog.documents.limits import MAX_CONTENT_SIZE_BYTES
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import ContentInvalid
from benchdog.resilience.correlation import correlation_id
from benchdog.resilience.retry_policy import RetryPolicy
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


def test_changes_of_different_parts_become_one_without_a_question_and_can_be_undone(
    program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[B4]"""
    content: JsonObject = {"mine": 1, "theirs": 1}
    session, session_id = saved(program, content)
    backend.save_elsewhere(session_id, {"mine": 1, "theirs": 2})
    content["mine"] = 2

    merged = session.save_and_merge()

    assert isinstance(merged, Resolved)
    assert content == backend.content_of(session_id) == {"mine": 2, "theirs": 2}
    assert merged.undo is not None
    merged.undo()
    assert content == {"mine": 2, "theirs": 1}
    assert session.state.is_dirty


def test_one_part_that_both_changed_is_the_persons_to_choose(
    program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[B4]"""
    content: JsonObject = {"a": 1, "b": 1}
    session, session_id = saved(program, content)
    backend.save_elsewhere(session_id, {"a": 2, "b": 2})
    content["a"] = 3

    assert isinstance(session.save_and_merge(), Conflict)
    session.choose("a", "mine")
    resolved = session.resolve("merge")

    assert isinstance(resolved, Resolved)
    assert backend.content_of(session_id) == {"a": 3, "b": 2}


def test_a_save_that_was_not_answered_keeps_its_key_in_the_draft_and_is_sent_again_with_it(
    program: WorkbenchSessionManager, device: Device, backend: MemoryBackend
):
    """[R4] [B7]"""
    content: JsonObject = {"step": 1}
    session, session_id = saved(program, content)
    content["step"] = 2
    backend.fail_next("lost_on_the_way", "unreachable")
    assert isinstance(session.save(), Unreachable)
    program.close()

    reopened: JsonObject = {}
    [offered] = device.program(backend).recoverable().drafts
    device.program(backend).open_draft(reopened, offered.draft.draft_id)

    assert backend.content_of(session_id) == reopened == {"step": 2}
    *_, sent_first, sent_again = backend.keys
    assert sent_again == sent_first


def test_a_save_that_was_interrupted_in_the_midst_has_its_key_in_the_draft_and_is_finished_by_the_next(
    device: Device,
):
    """[R4] [B2] As by the button that interrupts a cell."""

    class Interrupted(MemoryBackend):
        def save_session(self, session_id, write, *, if_match, key):
            answer = super().save_session(session_id, write, if_match=if_match, key=key)
            if len(self.keys) == 2:
                raise KeyboardInterrupt
            return answer

    backend = Interrupted()
    program = device.program(backend)
    content: JsonObject = {"step": 1}
    session, session_id = saved(program, content)
    content["step"] = 2

    with pytest.raises(KeyboardInterrupt):
        session.save()

    [draft] = program.drafts.list().drafts
    assert draft.is_save_queued
    assert [each.key for each in draft.intentions.values()] == backend.keys[-1:]
    assert isinstance(session.save(), Saved)
    assert (backend.content_of(session_id), session.state.is_dirty) == ({"step": 2}, False)
    assert program.drafts.list().drafts == ()


def test_what_is_changed_while_a_save_is_under_way_stays_unsaved_and_keeps_its_draft(device: Device):
    """[B1]"""
    content: JsonObject = {"step": 1}

    class EditedMeanwhile(MemoryBackend):
        def save_session(self, *args, **named):
            content["step"] = 3
            return super().save_session(*args, **named)

    backend = EditedMeanwhile()
    program = device.program(backend)
    session, session_id = saved(program, content)
    content["step"] = 2

    assert isinstance(session.save(), Saved)

    assert backend.content_of(session_id) == {"step": 2}
    assert (session.state.is_dirty, session.state.is_at_risk) == (True, False)
    [draft] = program.drafts.list().drafts
    assert not draft.is_save_queued
    kept = program.drafts.read(draft.draft_id)
    assert kept is not None
    assert kept.canonical == b'{"step":3}'


def test_work_goes_on_without_a_connection_and_its_drafts_are_found(device: Device):
    """[B7] Nobody answers from the start."""

    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    client = BenchdogClient(
        "http://bench.example", None, retries=RetryPolicy(()), transport=httpx2.MockTransport(refuse)
    )
    program = WorkbenchSessionManager.for_client(client, user_id="ada", device_root=device.root)
    session = program.open_new({"step": 1}, DETAILS)

    result = session.save()

    assert isinstance(result, Unreachable)
    assert (session.state.save.kind, session.state.is_at_risk) == ("unreachable", False)
    program.close()
    again = WorkbenchSessionManager.for_client(client, user_id="ada", device_root=device.root)
    [offered] = again.recoverable().drafts
    assert (offered.server.kind, offered.draft.is_save_queued) == ("never_saved", True)


def test_without_a_place_for_drafts_work_is_saved_all_the_same_and_the_risk_is_said(
    tmp_path: Path, backend: MemoryBackend
):
    """[B2]"""
    no_folder = tmp_path / "file"
    no_folder.touch()
    program = WorkbenchSessionManager(backend, user_id="ada", device_root=no_folder)
    session = program.open_new({"step": 1}, DETAILS)
    session.change_details(SessionDetails(title="Changed"))

    session.keep_draft()

    assert (session.state.draft_failure, session.state.is_at_risk) == ("storage_unavailable", True)
    assert isinstance(session.save(), Saved)
    assert (session.state.draft_failure, session.state.is_at_risk) == (None, False)
    program.close()


def test_a_refused_save_has_another_key_than_the_one_after_it(
    program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[R4] An intention whose outcome is known is over."""
    session = program.open_new({"step": 1}, DETAILS)
    backend.fail_next("content_too_large")

    session.save()
    session.save()

    assert len(set(backend.keys)) == 2


def test_poll_sends_a_save_that_waited_long_enough_and_not_before(
    program: WorkbenchSessionManager, device: Device, backend: MemoryBackend
):
    """[B7] [R1]"""
    session = program.open_new({"step": 1}, DETAILS)
    backend.fail_next("unreachable")
    session.save()

    device.advance(1)
    session.poll()
    assert backend.sessions == {}
    device.advance(2)
    session.poll()

    assert backend.content_of(session.session_id or "") == {"step": 1}
    assert not session.state.is_dirty


def test_a_draft_of_a_program_that_runs_is_not_offered_to_another_one(
    program: WorkbenchSessionManager, device: Device, backend: MemoryBackend
):
    """[B3]"""
    program.open_new({"step": 1}, DETAILS).change_details(SessionDetails(title="Changed"))
    assert program.orchestrator is not None
    program.orchestrator.keep_draft()
    other = device.program(backend)

    assert other.recoverable().drafts == ()
    program.close()
    [offered] = other.recoverable().drafts

    assert (offered.draft.details.title, offered.server.kind) == ("Changed", "never_saved")


def test_a_draft_that_the_server_has_is_not_offered_and_goes(
    program: WorkbenchSessionManager, device: Device, backend: MemoryBackend
):
    """[B3]"""
    content: JsonObject = {"step": 1}
    session, session_id = saved(program, content)
    content["step"] = 2
    session.keep_draft()
    program.close()
    backend.save_elsewhere(session_id, {"step": 2})

    assert device.program(backend).recoverable().drafts == ()
    assert device.program(backend).drafts.list().drafts == ()


def test_what_cannot_be_written_as_json_is_said_and_the_last_draft_stays(
    program: WorkbenchSessionManager,
):
    """[C1] [B2]"""
    content: JsonObject = {"step": 1}
    session, _ = saved(program, content)
    content["step"] = 2
    session.keep_draft()
    content["step"] = float("nan")

    refused = session.save()

    assert isinstance(refused, Rejected)
    assert (refused.code, session.state.save.kind) == (ContentInvalid.code, "failed")
    assert session.state.is_dirty
    assert len(program.drafts.list().drafts) == 1


def test_content_over_the_limit_is_not_sent_and_has_a_draft(
    program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[C4]"""
    session = program.open_new({"a": "x" * MAX_CONTENT_SIZE_BYTES}, DETAILS)

    refused = session.save()

    assert refused == TooLarge(MAX_CONTENT_SIZE_BYTES + 8, MAX_CONTENT_SIZE_BYTES)
    assert backend.calls == []
    assert len(program.drafts.list().drafts) == 1


def test_nothing_changed_is_nothing_to_save(program: WorkbenchSessionManager, backend: MemoryBackend):
    """[B1] [S4] The order of members and the spelling of numbers are no change."""
    content: JsonObject = {"a": 1, "b": 2}
    session, _ = saved(program, content)
    backend.calls.clear()
    content.clear()
    content.update({"b": 2.0, "a": 1})

    assert session.save() == AlreadySaved()

    assert (session.state.is_dirty, backend.calls) == (False, [])


def test_every_request_of_one_operation_carries_one_correlation_id(program: WorkbenchSessionManager):
    """[E4]"""
    heard: list[str] = []

    class Listening(MemoryBackend):
        def _answered(self, *args, **named):
            heard.append(correlation_id.get())
            return super()._answered(*args, **named)

    backend = Listening()
    program._surroundings = type(program._surroundings)(
        **{name: getattr(program._surroundings, name) for name in program._surroundings.__slots__}
        | {"backend": backend}
    )
    session = program.open_new({"step": 1}, DETAILS)
    backend.fail_next("answer_lost")

    session.save()
    session.poll()

    create, find, poll = heard
    assert create == find != poll
    assert correlation_id.get() == ""


def test_a_snapshot_is_shared_without_saving(program: WorkbenchSessionManager, backend: MemoryBackend):
    """[N1]"""
    session = program.open_new({"step": 1}, DETAILS)

    shared = session.create_snapshot("For you")

    assert isinstance(shared, SnapshotMade)
    assert shared.snapshot.url.endswith(f"/snapshot/{shared.snapshot.id}")
    assert (backend.calls, session.session_id) == (["createSnapshot"], None)


def test_signing_out_leaves_nothing_to_read(program: WorkbenchSessionManager, device: Device):
    """[B2]"""
    program.open_new({"secret": 1}, DETAILS).change_details(SessionDetails(title="Changed"))
    assert program.orchestrator is not None
    program.orchestrator.keep_draft()

    program.sign_out()

    assert [path for path in device.root.rglob("*") if path.suffix == ".draft" or path.name == "key"] == []


def test_the_draft_of_a_session_that_was_left_is_not_overwritten_by_the_next_one(
    program: WorkbenchSessionManager,
):
    """[B2]"""
    first = program.open_new({"step": 1}, DETAILS)
    first.change_details(SessionDetails(title="First"))
    second = program.open_new({"step": 2}, DETAILS)
    second.change_details(SessionDetails(title="Second"))
    second.keep_draft()
    first.keep_draft()

    assert {each.details.title for each in program.drafts.list().drafts} == {"First", "Second"}


def test_a_save_in_a_program_that_merged_is_on_top_of_what_it_merged(
    program: WorkbenchSessionManager, backend: MemoryBackend
):
    """[S3] [B4]"""
    content: JsonObject = {"a": 1, "b": 1}
    session, session_id = saved(program, content)
    backend.save_elsewhere(session_id, {"a": 1, "b": 2})
    content["a"] = 2
    session.save_and_merge()
    content["a"] = 3

    assert isinstance(session.save(), Saved)

    assert backend.content_of(session_id) == {"a": 3, "b": 2}
