"""LIKE: `%` any text, `_` one character, `[a-c]` and `[^a]` sets."""

import re
from functools import lru_cache
from typing import Final

from benchdog.embedded_cosmos.wire import bad_request

_MAX_STEPS: Final = 200_000_000
"""Characters of the text times characters of the pattern: some seconds, in which nothing else runs."""


def is_like(text: str, pattern: str, escape: str) -> bool:
    """
    Whether *text* has the form *pattern*.

    Raises:
        CosmosFailure: 400 for a broken set, an escape of several characters, a pattern that takes too long.
    """
    if len(text) * len(pattern) > _MAX_STEPS:
        raise bad_request("The pattern of LIKE takes too long for a text of this length.")
    return _expression(pattern, escape).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str, escape: str) -> re.Pattern[str]:
    """
    A regular expression for a whole text, which takes at most the length of the text times its own.

    What lies between two `%` is taken where it first fits, once and for all (an atomic group): that loses no
    match, and many `%` make nothing slow.
    """
    if len(escape) > 1:
        raise bad_request("ESCAPE takes one character.")
    first, *others = _between_wildcards(pattern, escape)
    middle = "".join(f"(?>.*?{part})" for part in others[:-1])
    last = f".*{others[-1]}" if others else ""
    try:
        return re.compile(first + middle + last, re.DOTALL)
    except re.error:
        raise bad_request("The pattern of LIKE has a broken set.") from None


def _between_wildcards(pattern: str, escape: str) -> list[str]:
    """The parts that `%` divides the pattern into, each as an expression of fixed length."""
    parts = [""]
    position = 0
    while position < len(pattern):
        char = pattern[position]
        closing = pattern.find("]", position + 2) if char == "[" else -1
        if char == escape and position + 1 < len(pattern):
            position += 1
            parts[-1] += re.escape(pattern[position])
        elif closing > 0:
            inner = pattern[position + 1 : closing].replace("\\", "\\\\").replace("[", "\\[")
            parts[-1] += f"[{inner}]"
            position = closing
        elif char == "%":
            parts.append("")
        else:
            parts[-1] += "." if char == "_" else re.escape(char)
        position += 1
    return parts
