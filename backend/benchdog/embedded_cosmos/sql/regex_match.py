"""
REGEXMATCH in a time that the length of the text bounds, whatever the pattern.

Python's own `re` tries ways one after the other, holds up every thread meanwhile, and cannot be stopped:
`(a+)+b` on thirty characters is enough. Here all ways are walked at once, as states of an automaton that are
remembered (Thompson 1968), and a budget ends what is still too much.
"""

from functools import lru_cache
from typing import Any, Final

from benchdog.embedded_cosmos.sql.regex_syntax import (
    Assertion,
    EitherOf,
    InSequence,
    InvalidPattern,
    Node,
    One,
    Repeated,
    parse_regex,
)
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import bad_request

MAX_INSTRUCTIONS: Final = 5000
MAX_VISITS: Final = 1_000_000
"""Instructions that one match may look at, beside remembered ones: about a second."""
_REMEMBERED_STEPS: Final = 10_000

States = frozenset[int]
Step = tuple[States, str, str, bool]
"""The states before a character, the character before it, itself, and whether it is the last one."""

_MATCHED: Final[States] = frozenset({-1})


def regex_match(text: str, pattern: str, modifiers: str = "") -> Any:
    """
    Whether *pattern* matches somewhere in *text*; undefined for a broken one.

    Raises:
        CosmosFailure: 501 for what is not regular, 400 for what is too big.
    """
    try:
        return _automaton(pattern, modifiers).matches(text)
    except InvalidPattern:
        return UNDEFINED


@lru_cache(maxsize=64)
def _automaton(pattern: str, modifiers: str) -> "_Automaton":
    return _Automaton(parse_regex(pattern, modifiers))


class _Automaton:
    """A program of instructions; a split is the list of the places where it goes on."""

    def __init__(self, node: Node) -> None:
        self._program: list[One | Assertion | list[int]] = []
        self._emit(node)
        self._has_assertions = any(isinstance(each, Assertion) for each in self._program)
        self._steps: dict[Step, States] = {}
        self._states = {_MATCHED: _MATCHED}

    def matches(self, text: str) -> bool:
        states: States = frozenset()
        before, visits = "", 0
        for position in range(len(text) + 1):
            char = text[position : position + 1]
            step = (states, before, char, self._has_assertions and position == len(text) - 1)
            following = self._steps.get(step)
            if following is None:
                found, looked_at = self._step(*step)
                following = self._remembered(step, found)
                visits += looked_at
                if visits > MAX_VISITS:
                    raise bad_request("The regular expression takes too long.")
            if following is _MATCHED:
                return True
            states, before = following, char if self._has_assertions else ""
        return False

    def _remembered(self, step: Step, following: States) -> States:
        """Equal states as one object: to compare two costs as much as they have members."""
        if len(self._steps) >= _REMEMBERED_STEPS:
            self._steps.clear()
            self._states = {_MATCHED: _MATCHED}
        self._steps[step] = self._states.setdefault(following, following)
        return self._steps[step]

    def _step(self, states: States, before: str, char: str, is_last: bool) -> tuple[States, int]:
        """
        The states behind *char*, from *states* and from the beginning, for a match may begin anywhere; and
        how many instructions it took to find them.
        """
        waiting, seen = [0, *states], set[int]()
        following = set[int]()
        while waiting:
            place = waiting.pop()
            if place == len(self._program):
                return _MATCHED, len(seen)
            if place in seen:
                continue
            seen.add(place)
            match self._program[place]:
                case One() as one:
                    if char and one.accepts(char):
                        following.add(place + 1)
                case Assertion(name, is_multiline):
                    if _holds(name, before, char, is_last=is_last, is_multiline=is_multiline):
                        waiting.append(place + 1)
                case targets:
                    waiting += targets
        return frozenset(following), len(seen)

    def _emit(self, node: Node) -> None:
        match node:
            case InSequence(parts):
                for part in parts:
                    self._emit(part)
            case EitherOf(options):
                self._emit_options(options)
            case Repeated(part, least, most):
                for _ in range(least):
                    self._emit(part)
                self._emit_optional(part, None if most is None else most - least)
            case _:
                self._program.append(node)
        if len(self._program) > MAX_INSTRUCTIONS:
            raise bad_request("The regular expression is too big.")

    def _emit_options(self, options: tuple[Node, ...]) -> None:
        start: list[int] = []
        self._program.append(start)
        ends: list[list[int]] = []
        for option in options:
            start.append(len(self._program))
            self._emit(option)
            ends.append([])
            self._program.append(ends[-1])
        for end in ends:
            end.append(len(self._program))

    def _emit_optional(self, part: Node, most: int | None) -> None:
        """*part* up to *most* times; None for any number."""
        skips: list[list[int]] = []
        start = len(self._program)
        for _ in range(1 if most is None else most):
            skips.append([len(self._program) + 1])
            self._program.append(skips[-1])
            self._emit(part)
        if most is None:
            self._program.append([start])
        for skip in skips:
            skip.append(len(self._program))


def _holds(name: str, before: str, after: str, *, is_last: bool, is_multiline: bool) -> bool:
    """Whether an assertion holds between two characters; an empty one is the edge of the text."""
    match name:
        case "^":
            return not before or (is_multiline and before == "\n")
        case "$":
            return not after or (after == "\n" and (is_multiline or is_last))
        case r"\A":
            return not before
        case r"\Z":
            return not after or (after == "\n" and is_last)
        case r"\z":
            return not after
        case _:
            is_boundary = _is_word(before) != _is_word(after)
            return is_boundary == (name == r"\b")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
