"""
Drafts of one person on this device. [B2]

The twin of `LocalBackupManager.ts`, in files instead of IndexedDB.
"""

import errno
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import RLock
from typing import ClassVar, Final, Literal, TypeAlias
from uuid import uuid4

from benchdog.client.persistence.device_folder import DeviceFolder, WriteFile, write_whole
from benchdog.client.persistence.draft import SCHEMA_VERSION, Draft, KeptDraft
from benchdog.client.persistence.draft_cipher import DraftCipher, DraftDamaged
from benchdog.client.persistence.session_state_tracker import is_same_state
from benchdog.resilience.clock import Clock, parse_timestamp, timestamp

DISCARDED_FOR: Final = timedelta(days=1)
_ASIDE: Final = "/aside-"
"""Between the id that a draft had and what makes its new one."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

DraftFailure: TypeAlias = Literal["quota_exceeded", "storage_unavailable"]
"""Why the newest work could not be kept on this device."""


@dataclass(frozen=True, slots=True)
class DraftWritten:
    kind: ClassVar = "written"


@dataclass(frozen=True, slots=True)
class DraftFailed:
    kind: ClassVar = "failed"
    reason: DraftFailure


DraftResult: TypeAlias = DraftWritten | DraftFailed


@dataclass(frozen=True, slots=True)
class KeptDrafts:
    """`drafts` newest first; `damaged` are files that could not be read, deleted by sign-out alone."""

    drafts: tuple[KeptDraft, ...]
    damaged: tuple[Path, ...]


class LocalBackupManager:
    """
    Writing never raises: a full or forbidden disk is an outcome. A file that cannot be decrypted is put aside
    and never deleted. Reading and removing raise OSError where the disk refuses.

    Args:
        write: replaces a file at once.
    """

    def __init__(
        self, folder: DeviceFolder, *, user_id: str, clock: Clock, write: WriteFile = write_whole
    ) -> None:
        self._folder = folder
        self._user_id = user_id
        self._clock = clock
        self._write_file = write
        self._is_signed_out = False
        # What one thread decides by what lies there, no other one changes meanwhile.
        self._turn = RLock()

    def write(self, draft: Draft) -> DraftResult:
        """Takes the place of the draft with the same id."""
        if self._is_signed_out:
            return DraftFailed("storage_unavailable")
        try:
            with self._turn:
                path = self._path_of(draft.kept.draft_id)
                self._write_file(
                    path, self._cipher().encrypt(draft.to_bytes(), bound_to=self._bound_to(path))
                )
        except OSError as error:
            return DraftFailed("quota_exceeded" if error.errno in _FULL else "storage_unavailable")
        return DraftWritten()

    def read(self, draft_id: str) -> Draft | None:
        """The draft, also where it was put aside since it was listed; None where none is whole."""
        draft = self._whole(self._path_of(draft_id))
        if draft is not None:
            return draft
        return max(self._put_aside_from(draft_id), key=lambda each: each.kept.edited_at, default=None)

    def remove(self, draft_id: str) -> None:
        """Removes a draft whose content the server acknowledged, or that became another one."""
        self._path_of(draft_id).unlink(missing_ok=True)

    def remove_saved(self, saved: KeptDraft) -> None:
        """The server has exactly what *saved* said when it was read: it goes."""
        with self._turn:
            for draft in self._still_saying(saved):
                self.remove(draft.kept.draft_id)

    def keep_unsent(self, refused: KeptDraft) -> None:
        """The service does not take what *refused* waited for: it waits for a person from now on."""
        with self._turn:
            for draft in self._still_saying(refused):
                if draft.kept.is_save_queued:
                    kept = draft.kept.model_copy(update={"is_save_queued": False, "intentions": {}})
                    self.write(replace(draft, kept=kept))

    def put_aside(self, draft_id: str) -> bool:
        """
        Keeps a draft under an id that no program writes to, so that it is listed and never overwritten.

        Returns:
            Whether nothing can be overwritten now; False where the disk refuses, and the draft is where it
            was.
        """
        aside = {"draft_id": f"{draft_id}{_ASIDE}{uuid4().hex}", "program_id": ""}
        try:
            with self._turn:
                draft = self._whole(self._path_of(draft_id))
                if draft is None:
                    return True
                moved = replace(draft, kept=draft.kept.model_copy(update=aside))
                if isinstance(self.write(moved), DraftFailed):
                    return False
                self.remove(draft_id)
        except OSError:
            return False
        return True

    def discard(self, draft_id: str) -> DraftResult:
        """Takes a draft out of the list; `restore` brings it back for a day. [B3]"""
        return self._mark(draft_id, timestamp(self._clock()))

    def restore(self, draft_id: str) -> DraftResult:
        """Undoes `discard`, also where the draft was put aside meanwhile."""
        return self._mark(draft_id, None)

    def list(self) -> KeptDrafts:
        """This person's drafts, and what could not be read. Forgets what was discarded long ago."""
        drafts: list[KeptDraft] = []
        for draft in self._all_whole():
            if self._is_forgotten(draft.kept):
                self.remove(draft.kept.draft_id)
            elif draft.kept.discarded_at is None:
                drafts.append(draft.kept)
        drafts.sort(key=lambda each: each.edited_at, reverse=True)
        return KeptDrafts(tuple(drafts), tuple(sorted(self._folder.damaged.iterdir())))

    def destroy_key(self) -> None:
        """
        Signing out: without the key no draft of this person can be read again, so they go too.

        Nothing is written after it, or a program that is ending would make a key and a draft of its own
        again.
        """
        self._is_signed_out = True
        self._cipher().destroy_key()
        for folder in (self._folder.drafts, self._folder.damaged):
            shutil.rmtree(folder)

    def _mark(self, draft_id: str, discarded_at: str | None) -> DraftResult:
        with self._turn:
            draft = self.read(draft_id)
            if draft is None:
                return DraftWritten()
            kept = draft.kept.model_copy(update={"discarded_at": discarded_at})
            return self.write(replace(draft, kept=kept))

    def _is_forgotten(self, kept: KeptDraft) -> bool:
        """What nobody discarded is kept however old it is: it may be the only copy."""
        discarded_at = kept.discarded_at
        return discarded_at is not None and self._clock() - parse_timestamp(discarded_at) > DISCARDED_FOR

    def _still_saying(self, said: KeptDraft) -> tuple[Draft, ...]:
        """The draft wherever it was put meanwhile; what was written over it since is another one."""
        present = self._whole(self._path_of(said.draft_id))
        places = (present, *self._put_aside_from(said.draft_id))
        return tuple(draft for draft in places if draft is not None and is_same_state(draft.kept, said))

    def _put_aside_from(self, draft_id: str) -> Iterator[Draft]:
        return (each for each in self._all_whole() if each.kept.draft_id.startswith(draft_id + _ASIDE))

    def _all_whole(self) -> Iterator[Draft]:
        for path in sorted(self._folder.drafts.glob("*.draft")):
            draft = self._whole(path)
            if draft is not None:
                yield draft

    def _whole(self, path: Path) -> Draft | None:
        try:
            encrypted = path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return Draft.from_bytes(self._cipher().decrypt(encrypted, bound_to=self._bound_to(path)))
        except (DraftDamaged, ValueError):
            aside = self._folder.damaged / f"{path.stem}-{uuid4().hex}{path.suffix}"
            # Another program may have found it at the same moment.
            with suppress(FileNotFoundError):
                path.replace(aside)
            return None

    def _cipher(self) -> DraftCipher:
        return DraftCipher(self._folder.key)

    def _path_of(self, draft_id: str) -> Path:
        return self._folder.drafts / f"{hashlib.sha256(draft_id.encode()).hexdigest()[:32]}.draft"

    def _bound_to(self, path: Path) -> tuple[str | int, ...]:
        return (path.name, self._user_id, SCHEMA_VERSION)
