"""What a power cut leaves of the writes to a disk."""

from random import Random
from typing import get_args

import pytest

from benchdog.embedded_cosmos.faults import DiskRecording, Survival

SECTOR = 512


@pytest.fixture
def recording() -> DiskRecording:
    return DiskRecording()


def left_by(recording: DiskRecording, survival: Survival, seed: int = 1) -> dict[str, bytes]:
    return recording.files_after_cut(len(recording), survival, Random(seed))


@pytest.mark.parametrize("survival", get_args(Survival))
def test_what_was_synced_stays(recording: DiskRecording, survival: Survival):
    recording.wrote("file", 0, b"kept")
    recording.synced("file")

    assert left_by(recording, survival) == {"file": b"kept"}


def test_what_was_not_synced_may_be_lost_or_stay(recording: DiskRecording):
    recording.wrote("file", 0, b"kept")
    recording.synced("file")
    recording.wrote("file", 2, b"rest")

    assert left_by(recording, "nothing") == {"file": b"kept"}
    assert left_by(recording, "everything") == {"file": b"kerest"}


def test_of_several_writes_any_may_be_left(recording: DiskRecording):
    """Disks do not keep their order."""
    recording.wrote("file", 0, b"a")
    recording.wrote("file", 1, b"b")

    left = {left_by(recording, "some writes", seed).get("file") for seed in range(50)}

    assert left == {None, b"a", b"\0b", b"ab"}


def test_a_write_is_torn_between_sectors_of_the_disk_only(recording: DiskRecording):
    recording.wrote("file", 0, bytes(3 * SECTOR))
    recording.synced("file")
    recording.wrote("file", 100, b"x" * (2 * SECTOR))

    changed = {left_by(recording, "some sectors", seed)["file"].count(b"x") for seed in range(100)}

    first, last = SECTOR - 100, 100
    assert changed == {0, first, SECTOR, last, first + SECTOR, first + last, SECTOR + last, 2 * SECTOR}


def test_the_cut_is_at_a_moment(recording: DiskRecording):
    recording.wrote("file", 0, b"before")
    moment = len(recording)
    recording.wrote("file", 0, b"after!")

    assert recording.files_after_cut(moment, "everything", Random(1)) == {"file": b"before"}


def test_a_file_gets_shorter_and_is_gone_when_it_is_deleted(recording: DiskRecording):
    recording.wrote("short", 0, b"123456")
    recording.truncated("short", 3)
    recording.wrote("gone", 0, b"x")
    recording.synced("gone")
    recording.deleted("gone")

    assert left_by(recording, "everything") == {"short": b"123"}
