"""The secret that signs sign-in tokens, kept beside the data so that a restart signs nobody out."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

FILE_NAME: Final = "sign_in_secret"
_BYTES: Final = 32


def load_or_create_secret(data_dir: Path) -> bytes:
    """
    The secret of *data_dir*, readable by its owner only; made where there is none.

    Several workers may start at once: the file appears whole, and only one of them can put it there.
    """
    path = data_dir / FILE_NAME
    if not path.exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _place_new(path)
    return path.read_bytes()


def _place_new(path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE_NAME}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(_BYTES).encode())
            file.flush()
            os.fsync(file.fileno())
        Path(path).hardlink_to(name)
    except FileExistsError:
        pass  # another worker was faster: its secret is the one
    finally:
        Path(name).unlink()
