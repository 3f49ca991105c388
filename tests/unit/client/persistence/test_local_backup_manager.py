"""Drafts on this device: whole, encrypted, for one person. [B2]"""

import os
import shutil
import stat
from pathlib import Path

import pytest

from benchdog.client.persistence.device_folder import DeviceFolder, write_whole
from benchdog.client.persistence.local_backup_manager import DraftFailed, DraftWritten, LocalBackupManager
from tests.twins.python_driver import Device
from tests.unit.client.persistence.drafts import a_draft, drafts_of

WRITTEN_BY_VERSION_1 = Path(__file__).parent / "device_of_version_1"


def files_of(device: Device) -> list[Path]:
    return [path for path in device.root.rglob("*") if path.is_file()]


def test_a_draft_is_read_as_it_was_written_and_the_newest_replaces_the_one_before(device: Device):
    """[B2]"""
    drafts = drafts_of(device)
    drafts.write(a_draft(device, {"step": 1}))
    newest = a_draft(device, {"step": 2})

    assert drafts.write(newest) == DraftWritten()

    assert drafts.read(newest.kept.draft_id) == newest
    assert drafts.list().drafts == (newest.kept,)


def test_nothing_of_a_draft_can_be_read_on_the_disk_and_only_its_owner_may_try(device: Device):
    """[B2]"""
    drafts_of(device).write(a_draft(device, {"secret": "walrus"}))

    for path in files_of(device):
        assert b"walrus" not in path.read_bytes()
        assert b"A bench" not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(path.stat().st_mode) for path in device.root.rglob("*") if path.is_dir()} == {0o700}


def test_a_write_that_fails_leaves_the_draft_before_and_says_why(device: Device):
    """[B2]"""
    drafts = drafts_of(device)
    before = a_draft(device, {"step": 1})
    drafts.write(before)
    device.is_full = True

    failed = drafts.write(a_draft(device, {"step": 2}))

    assert failed == DraftFailed("quota_exceeded")
    assert drafts.read(before.kept.draft_id) == before


def test_a_file_is_replaced_at_once_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """[B2] The operating system fails between writing and naming; no half of a file is left."""
    path = tmp_path / "a"
    write_whole(path, b"before")

    def fail(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="power cut"):
        write_whole(path, b"after")

    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"before"]


def test_a_person_who_interrupts_a_write_leaves_no_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """[B2] As by the button that interrupts a cell: nobody would ever remove it."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", b"after")

    assert list(tmp_path.iterdir()) == []


def test_drafts_whose_key_is_gone_are_damaged_and_stop_nobody(device: Device):
    """[B2] They are kept, for whoever finds the key again."""
    drafts = drafts_of(device)
    drafts.write(a_draft(device, {"step": 1}))
    [key] = device.root.rglob("key")
    key.unlink()

    listed = drafts.list()

    assert (listed.drafts, len(listed.damaged)) == ((), 1)
    assert drafts.write(a_draft(device, {"step": 2})) == DraftWritten()
    assert len(drafts.list().drafts) == len(drafts.list().damaged) == 1


def test_a_damaged_draft_that_another_program_puts_aside_at_the_same_moment_stops_nobody(device: Device):
    """[B2]"""

    class SharedFolder(DeviceFolder):
        @property
        def damaged(self) -> Path:
            for path in self.drafts.iterdir():
                path.unlink()
            return super().damaged

    drafts_of(device).write(a_draft(device, {"step": 1}))
    [path] = device.root.rglob("*.draft")
    path.write_bytes(b"damaged")
    folder = SharedFolder(device.root, "ada")

    listed = LocalBackupManager(folder, user_id="ada", clock=device.now).list()

    assert listed.drafts == ()


def test_signing_out_destroys_what_a_killed_program_left_of_the_key_too(device: Device):
    """[B2] It was killed between writing the key and naming it."""
    drafts = drafts_of(device)
    drafts.write(a_draft(device, {"step": 1}))
    [key] = device.root.rglob("key")
    for name in (".key.0123", "..key.0123.4567"):
        shutil.copy(key, key.with_name(name))

    drafts.destroy_key()

    assert files_of(device) == []


def test_a_damaged_draft_is_kept_aside_and_does_not_hide_the_others(device: Device):
    """[B2]"""
    drafts = drafts_of(device)
    whole = a_draft(device, {"step": 1}, "ada/program/other")
    drafts.write(whole)
    drafts.write(a_draft(device, {"step": 2}))
    [damaged] = [
        path
        for path in device.root.rglob("*.draft")
        if path.stem != drafts._path_of("ada/program/other").stem
    ]
    bytes_before = bytearray(damaged.read_bytes())
    bytes_before[-1] ^= 1
    damaged.write_bytes(bytes_before)

    listed = drafts.list()

    assert listed.drafts == (whole.kept,)
    assert [path.read_bytes() for path in listed.damaged] == [bytes(bytes_before)]
    assert drafts.list() == listed


def test_a_draft_cannot_be_taken_for_another_one(device: Device):
    """[B2] Its name is bound to what it says."""
    drafts = drafts_of(device)
    drafts.write(a_draft(device, {"step": 1}))
    shutil.copy(drafts._path_of("ada/program/new"), drafts._path_of("ada/program/other"))

    assert drafts.read("ada/program/other") is None
    assert len(drafts.list().damaged) == 1


def test_signing_out_destroys_the_key_and_nothing_is_written_after_it(device: Device):
    """[B2]"""
    drafts = drafts_of(device)
    draft = a_draft(device, {"step": 1})
    drafts.write(draft)

    drafts.destroy_key()

    assert drafts.write(draft) == DraftFailed("storage_unavailable")
    assert files_of(device) == []


def test_two_persons_of_one_device_have_nothing_in_common(device: Device):
    """[B2]"""
    drafts_of(device).write(a_draft(device, {"step": 1}))

    assert drafts_of(device, "bob").list().drafts == ()
    drafts_of(device, "bob").destroy_key()
    assert len(drafts_of(device).list().drafts) == 1


def test_a_discarded_draft_comes_back_within_a_day_and_is_forgotten_after_it(device: Device):
    """[B3]"""
    drafts = drafts_of(device)
    draft = a_draft(device, {"step": 1})
    drafts.write(draft)

    drafts.discard(draft.kept.draft_id)
    assert drafts.list().drafts == ()
    drafts.restore(draft.kept.draft_id)
    assert drafts.list().drafts == (draft.kept,)

    drafts.discard(draft.kept.draft_id)
    device.advance(25 * 60 * 60)
    drafts.list()
    assert drafts.read(draft.kept.draft_id) is None


def test_a_draft_that_nobody_discarded_is_kept_however_old_it_is(device: Device):
    """[B2] It goes when the server has acknowledged its hash, not when somebody comes back late."""
    drafts = drafts_of(device)
    draft = a_draft(device, {"step": 1})
    drafts.write(draft)

    device.advance(400 * 24 * 60 * 60)

    assert drafts.list().drafts == (draft.kept,)


def test_what_was_put_aside_is_still_found_by_the_id_that_it_had(device: Device):
    """[B3]"""
    drafts = drafts_of(device)
    draft = a_draft(device, {"step": 1})
    drafts.write(draft)

    assert drafts.put_aside(draft.kept.draft_id)

    found = drafts.read(draft.kept.draft_id)
    assert found is not None
    assert (found.canonical, found.kept.program_id) == (draft.canonical, "")
    assert len(drafts.list().drafts) == 1


def test_a_draft_that_version_1_wrote_is_read(device: Device):
    """[B2] Stored data outlives the code that wrote it."""
    shutil.copytree(WRITTEN_BY_VERSION_1, device.root, dirs_exist_ok=True)

    [kept] = drafts_of(device).list().drafts

    assert (kept.details.title, kept.session_id, kept.is_save_queued) == ("A bench", "AAAAAAAAAAAA", True)
    read = drafts_of(device).read(kept.draft_id)
    assert read is not None
    assert read.canonical == b'{"step":1}'
