"""
Ids that come out again when a request is run again under its idempotency key. [S8]

Whoever takes over a run that died, or that ended without anybody knowing how, makes the same documents with
the same write_ids: what the first run applied is recognised as one's own and never applied twice.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Final

from benchdog.documents.ids import ID_ALPHABET, ID_LENGTH, IdFactory

_sequence: Final[ContextVar[Iterator[str] | None]] = ContextVar("repeatable_ids", default=None)
"""Of the request that the running task serves; None where its ids are to be random."""


def repeatable_where_asked(random_id: IdFactory) -> IdFactory:
    """Ids of *random_id*, but inside `repeating_ids` those of its seed."""

    def next_id() -> str:
        sequence = _sequence.get()
        return random_id() if sequence is None else next(sequence)

    return next_id


@contextmanager
def repeating_ids(seed: str) -> Iterator[None]:
    """Makes each id inside depend on *seed* and on how many were made before; the seed must be secret."""
    token = _sequence.set(_id_of(seed, number) for number in count())
    try:
        yield
    finally:
        _sequence.reset(token)


def _id_of(seed: str, number: int) -> str:
    digest = hashlib.sha256(f"{seed}:{number}".encode()).digest()
    return "".join(ID_ALPHABET[byte % len(ID_ALPHABET)] for byte in digest[:ID_LENGTH])
