"""The dictionary: requests that no well-meaning client sends, and the statuses that may answer them."""

from dataclasses import dataclass
from typing import Final

import pytest

from tests.hostile.raw_http import request

SESSIONS: Final = b"/persistence/sessions"
SNAPSHOTS: Final = b"/persistence/snapshots"
JSON: Final = b"Content-Type: application/json"
UNKNOWN: Final = SESSIONS + b"/AAAAAAAAAAAA"

CLOSED: Final = None
"""The connection was closed without an answer: right only where the request is not HTTP at all."""


@dataclass(frozen=True)
class Hostile:
    """
    Attributes:
        raw: what is sent, with a place for the caller's token.
        statuses: which answers are right.
    """

    name: str
    raw: bytes
    statuses: frozenset[int | None]

    def as_parameter(self) -> object:
        return pytest.param(self.raw, self.statuses, id=self.name)


def hostile(name: str, raw: bytes, *statuses: int | None) -> Hostile:
    return Hostile(name, raw, frozenset(statuses))


def post(name: str, body: bytes, *statuses: int | None, lines: tuple[bytes, ...] = (JSON,)) -> Hostile:
    """A new session is asked for with *body*."""
    return hostile(name, request(b"POST", SESSIONS, *lines, body=body), *statuses)


def get(name: str, target: bytes, *statuses: int | None, lines: tuple[bytes, ...] = ()) -> Hostile:
    return hostile(name, request(b"GET", target, *lines), *statuses)


def with_content(content: bytes) -> bytes:
    return b'{"title":"x","content":' + content + b"}"


WELL_FORMED: Final = with_content(b'{"a":1}')
