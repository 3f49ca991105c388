"""Ids of sessions and snapshots: nanoid, 12 characters of the 64-letter alphabet. [S1]"""

import re
from collections.abc import Callable
from typing import Final

from nanoid import generate

ID_LENGTH: Final = 12
ID_ALPHABET: Final = "_-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ID_PATTERN: Final = rf"^[A-Za-z0-9_-]{{{ID_LENGTH}}}$"

IdFactory = Callable[[], str]

_ID = re.compile(ID_PATTERN.removesuffix("$") + r"\Z")


def new_id() -> str:
    """One of 64^12 (about 4.7 × 10^21), from the operating system's randomness."""
    return generate(ID_ALPHABET, ID_LENGTH)


def is_id(text: str) -> bool:
    """Whether *text* has the form of an id; says nothing about whether anything has that id."""
    return _ID.match(text) is not None
