"""What is told of a single try of a database call. [R5]"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

CallKind = Literal["read", "write"]
CallOutcome = Literal["answered", "refused", "put_off", "failed"]
"""Refused is an answer, too: there is no such document, or another one; put off is a 429."""


@dataclass(frozen=True, slots=True)
class DatabaseTry:
    """`container` is empty where a call is about the database itself."""

    container: str
    kind: CallKind
    outcome: CallOutcome
    seconds: float


CallObserver: TypeAlias = Callable[[DatabaseTry], None]
"""Hears of a try when it has ended, in the context of whoever made the call."""
