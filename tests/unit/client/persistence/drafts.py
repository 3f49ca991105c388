"""Drafts as a test needs them."""

from benchdog.client.persistence.device_folder import DeviceFolder
from benchdog.client.persistence.draft import Draft, KeptDraft
from benchdog.client.persistence.local_backup_manager import LocalBackupManager
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails
from benchdog.resilience.clock import timestamp
from tests.twins.python_driver import Device


def drafts_of(device: Device, user_id: str = "ada") -> LocalBackupManager:
    folder = DeviceFolder(device.root, user_id)
    return LocalBackupManager(folder, user_id=user_id, clock=device.now, write=device.write)


def a_draft(device: Device, content: JsonObject, draft_id: str = "ada/program/new") -> Draft:
    checked = Content.from_value(content)
    details = SessionDetails(title="A bench")
    kept = KeptDraft(
        draft_id=draft_id,
        user_id="ada",
        program_id="program",
        session_id=None,
        base=None,
        details=details,
        content_hash=checked.content_hash,
        metadata_hash=details.metadata_hash,
        size_bytes=checked.size_bytes,
        edited_at=timestamp(device.now()),
        is_save_queued=False,
    )
    return Draft(kept, checked.canonical)
