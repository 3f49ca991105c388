"""
Regular expressions as REGEXMATCH takes them, read into a tree.

The part of PCRE that describes regular languages: what looks around, looks back or counts on backtracking is
refused by name, for nothing bounds the time that it takes.
"""

import re
from dataclasses import dataclass
from typing import Final

from benchdog.embedded_cosmos.wire import bad_request, not_supported

MAX_PATTERN_LENGTH: Final = 5000
MAX_REPETITIONS: Final = 1000
MAX_GROUPS_DEEP: Final = 50

_ASSERTIONS: Final = frozenset({"^", "$", r"\A", r"\Z", r"\z", r"\b", r"\B"})
_REFUSED_ESCAPES: Final = "123456789gkKGXRpPQEC"
_SIGN: Final = re.compile(
    r"\\x[0-9A-Fa-f]{2}|\\x\{[0-9A-Fa-f]{1,6}\}|\\.|\[\^?\]?(?:[^\]\\[]|\\.|\[:?)*\]"
    r"|\{[0-9]+(?:,[0-9]*)?\}|\(\?:|\(\?P?<[A-Za-z_]\w*>|\(\?.?.?|.",
    re.DOTALL,
)
_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


class InvalidPattern(ValueError):
    """The text is no regular expression, or the modifiers are none: the function is undefined then."""


@dataclass(frozen=True, slots=True)
class One:
    """One character that a class, a dot or a literal accepts."""

    expression: re.Pattern[str]

    def accepts(self, char: str) -> bool:
        return self.expression.fullmatch(char) is not None


@dataclass(frozen=True, slots=True)
class Assertion:
    """A place between two characters: `^`, `$`, `\\b` and their kind."""

    name: str
    is_multiline: bool


@dataclass(frozen=True, slots=True)
class InSequence:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class EitherOf:
    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    part: "Node"
    least: int
    most: int | None


Node = One | Assertion | InSequence | EitherOf | Repeated


def parse_regex(pattern: str, modifiers: str) -> Node:
    """
    Classes and cases are those of Unicode.

    Raises:
        InvalidPattern: for what is no regular expression.
        CosmosFailure: 501 for what is one and not regular, 400 for one that is too big.
    """
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise bad_request("The regular expression is too long.")
    if not set(modifiers) <= _FLAGS.keys():
        raise InvalidPattern(modifiers)
    flags = re.RegexFlag(0)
    for modifier in modifiers:
        flags |= _FLAGS[modifier]
    reader = _Reader(_signs(pattern, is_spaced=bool(flags & re.VERBOSE)), flags & ~re.VERBOSE)
    node = reader.alternatives(0)
    if reader.peek() is not None:
        raise InvalidPattern(pattern)
    return node


def _signs(pattern: str, *, is_spaced: bool) -> list[str]:
    """With the modifier `x`, without blanks and without comments."""
    signs = _SIGN.findall(pattern)
    if not is_spaced:
        return signs
    kept: list[str] = []
    is_comment = False
    for sign in signs:
        is_comment = sign == "#" or (is_comment and sign != "\n")
        if not is_comment and not sign.isspace():
            kept.append(sign)
    return kept


class _Reader:
    def __init__(self, signs: list[str], flags: re.RegexFlag) -> None:
        self._signs = signs
        self._place = 0
        self._flags = flags

    def peek(self) -> str | None:
        return self._signs[self._place] if self._place < len(self._signs) else None

    def alternatives(self, depth: int) -> Node:
        if depth > MAX_GROUPS_DEEP:
            raise bad_request("The regular expression is nested too deeply.")
        options = [self._sequence(depth)]
        while self.peek() == "|":
            self._place += 1
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else EitherOf(tuple(options))

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.peek() not in {None, "|", ")"}:
            parts.append(self._repeated(self._atom(depth)))
        return InSequence(tuple(parts))

    def _repeated(self, atom: Node) -> Node:
        bounds = _bounds(self.peek())
        if bounds is None:
            return atom
        self._place += 1
        if self.peek() == "+":
            raise not_supported("A possessive quantifier")
        if self.peek() == "?":  # lazy: the same texts match
            self._place += 1
        if _bounds(self.peek()) is not None or isinstance(atom, Assertion):
            raise InvalidPattern
        return Repeated(atom, *bounds)

    def _atom(self, depth: int) -> Node:
        sign = self._signs[self._place]
        self._place += 1
        if sign in {"(", "(?:"} or (sign.startswith("(?") and sign.endswith(">")):
            return self._group(depth)
        if sign.startswith("(?"):
            raise not_supported(f"{sign} in a regular expression")
        if sign in _ASSERTIONS:
            return Assertion(sign, bool(self._flags & re.MULTILINE))
        if _bounds(sign) is not None or sign in {"[", "\\"}:
            raise InvalidPattern
        if sign[0] == "\\" and sign[1] in _REFUSED_ESCAPES:
            raise not_supported(f"{sign} in a regular expression")
        if sign.startswith("[") and "[:" in sign:
            raise not_supported("[: in a regular expression")
        return self._one(sign)

    def _group(self, depth: int) -> Node:
        group = self.alternatives(depth + 1)
        if self.peek() != ")":
            raise InvalidPattern
        self._place += 1
        return group

    def _one(self, sign: str) -> One:
        if sign.startswith(r"\x{"):
            sign = re.escape(chr(min(int(sign[3:-1], 16), 0x10FFFF)))
        elif len(sign) == 1 and sign != ".":
            sign = re.escape(sign)
        elif sign == r"\h":
            sign = r"[ \t]"
        try:
            return One(re.compile(sign, self._flags))
        except re.error:
            raise InvalidPattern from None


def _bounds(sign: str | None) -> tuple[int, int | None] | None:
    """How often a quantifier has its part, at least and at most."""
    if sign in {"*", "+", "?"}:
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign or ""]
    if sign is None or sign[0] != "{" or len(sign) == 1:
        return None
    first, comma, last = sign[1:-1].partition(",")
    least, most = int(first), int(last) if last else None if comma else int(first)
    if max(least, most or 0) > MAX_REPETITIONS:
        raise bad_request(f"A regular expression repeats more than {MAX_REPETITIONS} times.")
    if most is not None and most < least:
        raise InvalidPattern
    return least, most
