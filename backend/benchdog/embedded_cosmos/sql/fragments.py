"""Pieces of SQL with the values that they bind, and how comparisons turn round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Fragment = tuple[str, tuple[bytes | float | str, ...]]

EVERYTHING: Final[Fragment] = ("1", ())
NOTHING: Final[Fragment] = ("0", ())
MAX_SQL_LENGTH: Final = 8000
"""Characters; SQLite refuses expressions of more than a thousand levels."""

MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
OPPOSITE: Final = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "!=", "!=": "="}


@dataclass(frozen=True, slots=True)
class Truth:
    """SQL for where a predicate is true, and for where it is false: undefined is neither."""

    is_true: Fragment
    is_false: Fragment

    def negated(self) -> "Truth":
        return Truth(self.is_false, self.is_true)


def both(first: Truth, second: Truth) -> Truth:
    """The truth of AND."""
    return Truth(every([first.is_true, second.is_true]), some([first.is_false, second.is_false]))


def either(first: Truth, second: Truth) -> Truth:
    """The truth of OR."""
    return Truth(some([first.is_true, second.is_true]), every([first.is_false, second.is_false]))


def some(fragments: Sequence[Fragment]) -> Fragment:
    if EVERYTHING in fragments:
        return EVERYTHING
    return _joined(" OR ", [each for each in fragments if each != NOTHING]) or NOTHING


def every(fragments: Sequence[Fragment]) -> Fragment:
    if NOTHING in fragments:
        return NOTHING
    return _joined(" AND ", [each for each in fragments if each != EVERYTHING]) or EVERYTHING


def _joined(word: str, fragments: Sequence[Fragment]) -> Fragment | None:
    if len(fragments) < 2:
        return fragments[0] if fragments else None
    texts = word.join(text for text, _ in fragments)
    return f"({texts})", tuple(value for _, values in fragments for value in values)
