"""A dictionary as the work of a program. [B4] [C7]"""

import pytest

from benchdog.client.persistence import DictionarySource, WorkbenchSessionManager
from benchdog.client.persistence.save_result import FromNewerVersion, Resolved
from benchdog.documents.json_value import JsonObject
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device


def test_what_is_restored_is_seen_by_whoever_holds_the_dictionary():
    content: JsonObject = {"a": 1, "b": 1}

    DictionarySource(content).restore({"b": 2})

    assert content == {"b": 2}


def test_what_is_changed_after_a_merge_does_not_change_what_undoing_it_brings_back(
    device: Device, backend: MemoryBackend
):
    """[B4] Lists within the dictionary are shared with nobody."""
    content: JsonObject = {"layers": ["top"], "cutoff": 1}
    session = device.program(backend).open_new(content, DETAILS)
    session.save()
    backend.save_elsewhere(session.session_id or "", {"layers": ["top"], "cutoff": 2})
    content["layers"] = ["top", "base"]
    merged = session.save_and_merge()
    assert isinstance(merged, Resolved)
    assert merged.undo is not None
    assert isinstance(content["layers"], list)
    content["layers"].append("later")

    merged.undo()

    assert content == {"layers": ["top", "base"], "cutoff": 1}


def test_the_parts_put_together_are_the_content_again():
    """[B4]"""
    content: JsonObject = {"a": [1], "b": {"c": None}}
    source = DictionarySource({})

    parts = source.take_apart(content)

    assert parts is not None
    assert source.put_together({part.key: part.value for part in parts}, {}) == content


@pytest.mark.parametrize(
    ("schema", "is_newer"),
    [("map/2", True), ("map/1", False), ("map/0", False), ("table/2", False), ("map/x", False), (3, False)],
)
def test_a_later_major_version_of_the_same_schema_is_newer(schema: str | int, is_newer: bool):
    """[C7]"""
    source = DictionarySource({}, schema="map/1")

    assert source.is_from_newer_version({"schema": schema}) is is_newer
    assert not DictionarySource({}).is_from_newer_version({"schema": schema})


def test_content_of_a_newer_version_is_shown_and_not_opened(device: Device, backend: MemoryBackend):
    """[C7]"""
    writer = device.program(backend).open_new({"schema": "map/2"}, DETAILS)
    writer.save()
    reader: WorkbenchSessionManager = device.program(backend)
    content: JsonObject = {"untouched": True}

    opened = reader.open_session(DictionarySource(content, schema="map/1"), writer.session_id or "")

    assert opened == FromNewerVersion(DETAILS, {"schema": "map/2"})
    assert (content, reader.orchestrator) == ({"untouched": True}, None)
