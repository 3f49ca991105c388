"""
Drafts at rest are encrypted with a key of this device that sign-out destroys. [B2]

The twin of `draftEncryption.ts`.
"""

import json
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchdog.client.persistence.device_folder import create_whole, sync_folder

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class DraftDamaged(Exception):
    """A single bit differs from what was encrypted, or it was encrypted for something else."""


class DraftCipher:
    """
    AES-256-GCM, a new nonce for each writing.

    Args:
        key_file: read anew each time, because another program of the same person may sign out.
    """

    def __init__(self, key_file: Path) -> None:
        self._key_file = key_file

    def encrypt(self, stored: bytes, *, bound_to: tuple[str | int, ...]) -> bytes:
        """
        Nonce and cipher text.

        Args:
            bound_to: what the draft is, so that it cannot be taken for another one.

        Raises:
            OSError: the key cannot be read or made.
        """
        if not self._key_file.exists():
            create_whole(self._key_file, AESGCM.generate_key(_KEY_BYTES * 8))
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._aead().encrypt(nonce, stored, _bytes_of(bound_to))

    def decrypt(self, encrypted: bytes, *, bound_to: tuple[str | int, ...]) -> bytes:
        """
        Raises:
            DraftDamaged: not what `encrypt` made with this key and *bound_to*, or the key is gone.
            OSError: the key cannot be read; nothing is known of the draft.
        """
        nonce, cipher_text = encrypted[:_NONCE_BYTES], encrypted[_NONCE_BYTES:]
        try:
            return self._aead().decrypt(nonce, cipher_text, _bytes_of(bound_to))
        except (FileNotFoundError, InvalidTag, ValueError) as error:
            raise DraftDamaged from error

    def destroy_key(self) -> None:
        """What was encrypted with it cannot be read any more, by anybody."""
        self._key_file.unlink(missing_ok=True)
        # A program that was killed while it made the key has left it under another name, too.
        for left_behind in self._key_file.parent.glob(f".*{self._key_file.name}.*"):
            left_behind.unlink(missing_ok=True)
        sync_folder(self._key_file.parent)

    def _aead(self) -> AESGCM:
        key = self._key_file.read_bytes()
        if len(key) != _KEY_BYTES:
            raise OSError("The key of this device is damaged.")
        return AESGCM(key)


def _bytes_of(bound_to: tuple[str | int, ...]) -> bytes:
    return json.dumps(bound_to).encode()
