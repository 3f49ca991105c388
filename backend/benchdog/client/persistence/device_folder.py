"""The drafts of one person on this device: files that are whole or not there, for that person alone."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from platformdirs import user_data_path

OWNER_ONLY: Final = 0o600
FOLDER_OF_OWNER: Final = 0o700

WriteFile = Callable[[Path, bytes], None]


def default_device_root() -> Path:
    """In the data directory of whoever is signed in to this machine."""
    return user_data_path("benchdog") / "drafts"


def write_whole(path: Path, stored: bytes) -> None:
    """
    Replaces the file at once: after a crash it holds what it held, or *stored*.

    Raises:
        OSError: it is not certain that *stored* outlives a power cut; the file is whole all the same.
    """
    written = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
            file.write(stored)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    except BaseException:
        # Also where a person interrupts a notebook: nobody else would ever remove it.
        written.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create_whole(path: Path, stored: bytes) -> None:
    """As `write_whole`, unless the file is there: the first of several programs wins."""
    written = path.with_name(f".{path.name}.{uuid4().hex}")
    write_whole(written, stored)
    try:
        os.link(written, path)
    except FileExistsError:
        return
    finally:
        written.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes names durable. Windows has no such call, and needs none."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class DeviceFolder:
    """
    The folders of one person below *root*; those of two persons, or of two services, have nothing in common.

    Args:
        root: made where it is missing.
        service: whose work it is, as the browser keeps work apart by origin: what was to be saved to one
            service is never sent to another one. Empty where there is only one.
    """

    def __init__(self, root: Path, user_id: str, service: str = "") -> None:
        # A user id may hold what a file name may not.
        owner = f"{service}\n{user_id}" if service else user_id
        self._of_user = root / hashlib.sha256(owner.encode()).hexdigest()[:32]

    @property
    def key(self) -> Path:
        return self._made("") / "key"

    @property
    def drafts(self) -> Path:
        return self._made("drafts")

    @property
    def damaged(self) -> Path:
        """Drafts that could not be read: kept, and never written to."""
        return self._made("damaged")

    @property
    def programs(self) -> Path:
        return self._made("programs")

    def _made(self, name: str) -> Path:
        self._of_user.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
        folder = self._of_user / name
        folder.mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)
        return folder
