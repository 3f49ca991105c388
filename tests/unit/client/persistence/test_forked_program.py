"""A process that was forked off is another program, though it has the same objects. [B2] [B3]"""

import os
from collections.abc import Callable

import pytest

from benchdog.client.persistence import PersistenceOrchestrator, WorkbenchSessionManager
from benchdog.documents.json_value import JsonObject
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="This system does not fork.")


@pytest.fixture
def program(device: Device, backend: MemoryBackend) -> WorkbenchSessionManager:
    return device.program(backend)


@pytest.fixture
def content() -> JsonObject:
    return {"step": 1}


@pytest.fixture
def session(program: WorkbenchSessionManager, content: JsonObject) -> PersistenceOrchestrator:
    """With a draft of this process."""
    opened = program.open_new(content, DETAILS)
    content["step"] = "of the parent"
    opened.keep_draft()
    return opened


def in_a_child(do: Callable[[], object]) -> None:
    """Runs in a process of its own; ends it without what pytest would do at its end."""
    child = os.fork()
    if child == 0:
        try:
            do()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def texts_of_drafts(program: WorkbenchSessionManager) -> set[bytes]:
    read = (program.drafts.read(each.draft_id) for each in program.drafts.list().drafts)
    return {each.canonical for each in read if each is not None}


def test_a_child_writes_a_draft_of_its_own(
    program: WorkbenchSessionManager, session: PersistenceOrchestrator, content: JsonObject
):
    """[B2]"""

    def work_on() -> None:
        content["step"] = "of the child"
        session.keep_draft()

    in_a_child(work_on)

    assert texts_of_drafts(program) == {b'{"step":"of the parent"}', b'{"step":"of the child"}'}


def test_a_child_that_saves_leaves_the_draft_of_its_parent(
    program: WorkbenchSessionManager, session: PersistenceOrchestrator
):
    """[B2] Only the parent knows what it has changed since."""
    in_a_child(session.save)

    assert texts_of_drafts(program) == {b'{"step":"of the parent"}'}
    assert not session.state.is_at_risk


@pytest.mark.usefixtures("session")
def test_the_end_of_a_child_is_not_the_end_of_its_parent(
    program: WorkbenchSessionManager, device: Device, backend: MemoryBackend
):
    """[B3]"""
    own = program._program.program_id
    in_a_child(program.close)

    offered = device.program(backend).recoverable().drafts

    assert own not in {each.draft.program_id for each in offered}
