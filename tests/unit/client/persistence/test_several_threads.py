"""Work that another thread changes while it is kept, merged or read. [B1] [B2] [B4]"""

from pathlib import Path
from threading import Thread

import pytest

from benchdog.client.persistence import DictionarySource, PersistenceOrchestrator
from benchdog.client.persistence.save_result import Resolved, Saved
from benchdog.documents.json_value import JsonObject
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device


class BusyDevice(Device):
    """While it writes, somebody goes on working."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.content: JsonObject = {"a": 1, "b": 1}
        self.edits: list[JsonObject] = []

    def write(self, path: Path, stored: bytes) -> None:
        super().write(path, stored)
        if self.edits:
            self.content.update(self.edits.pop())


@pytest.fixture
def device(tmp_path: Path) -> BusyDevice:
    return BusyDevice(tmp_path)


@pytest.fixture
def in_conflict(device: BusyDevice, backend: MemoryBackend) -> PersistenceOrchestrator:
    """Both changed `a`, and the other side's is taken."""
    session = device.program(backend).open_new(device.content, DETAILS)
    session.save()
    backend.save_elsewhere(session.session_id or "", {"a": 2, "b": 1})
    device.content["a"] = 3
    session.save()
    session.compare()
    session.choose("a", "theirs")
    return session


def drafts_of(device: BusyDevice, backend: MemoryBackend) -> set[bytes]:
    drafts = device.program(backend).drafts
    read = (drafts.read(each.draft_id) for each in drafts.list().drafts)
    return {each.canonical for each in read if each is not None}


def test_what_is_changed_while_a_merge_puts_work_aside_is_in_what_is_merged(
    in_conflict: PersistenceOrchestrator, device: BusyDevice, backend: MemoryBackend
):
    """[B4]"""
    device.edits = [{"b": "typed"}]

    assert isinstance(in_conflict.resolve("merge"), Resolved)

    assert device.content == backend.content_of(in_conflict.session_id or "") == {"a": 2, "b": "typed"}


def test_what_is_changed_while_work_is_put_aside_for_the_servers_copy_is_in_a_draft(
    in_conflict: PersistenceOrchestrator, device: BusyDevice, backend: MemoryBackend
):
    """[B4] [B2]"""
    device.edits = [{"b": "typed"}]

    assert isinstance(in_conflict.resolve("use_server"), Resolved)

    assert device.content == {"a": 2, "b": 1}
    assert b'{"a":3,"b":"typed"}' in drafts_of(device, backend)


def test_content_that_is_changed_while_it_is_read_is_read_again(device: BusyDevice, backend: MemoryBackend):
    """[B1] A dictionary says so while it is gone through."""

    class ChangedMeanwhile(DictionarySource):
        changes = 0

        def serialize(self) -> JsonObject:
            if self.changes:
                self.changes -= 1
                raise RuntimeError("dictionary changed size during iteration")
            return super().serialize()

    source = ChangedMeanwhile({"step": 1})
    session = device.program(backend).open_new(source, DETAILS)
    source.changes = 3

    assert isinstance(session.save(), Saved)


def test_no_other_thread_sees_what_is_half_undone(device: BusyDevice, backend: MemoryBackend):
    """[B4]"""
    could_go_on: list[bool] = []

    class WatchedSource(DictionarySource):
        def restore(self, content: JsonObject) -> None:
            super().restore(content)
            other = Thread(target=lambda: could_go_on.append(session._lock.acquire(blocking=False)))
            other.start()
            other.join()

    session = device.program(backend).open_new(WatchedSource(device.content), DETAILS)
    session.save()
    backend.save_elsewhere(session.session_id or "", {"a": 1, "b": 2})
    device.content["a"] = 2
    merged = session.save_and_merge()
    assert isinstance(merged, Resolved)
    assert merged.undo is not None

    merged.undo()

    assert device.content == {"a": 2, "b": 1}
    assert could_go_on == [False, False]
