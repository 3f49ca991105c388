"""
Reading JSON text as I-JSON (RFC 7493). [C1]

jiter parses at the speed of orjson and, unlike it, reports duplicate names and keeps every digit of an
integer. What can only be seen in the text is refused here; what can be seen in the value (infinite or
inexact numbers, depth) is refused by `canonical_json`, which walks the value anyway.
"""

import re
from typing import Final

import jiter

from benchdog.documents.json_value import JsonStep, JsonValue, json_path
from benchdog.documents.limits import MAX_CONTENT_DEPTH
from benchdog.errors import BodyInvalid, ContentInvalid

_POSITION: Final = re.compile(r"(?P<what>.*) at line (?P<line>\d+) column (?P<column>\d+)\Z", re.DOTALL)
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],]')
_NOT_FINITE: Final = re.compile(rb"-?(?:NaN|Infinity)")

_REASONS: Final = (
    ("Detected duplicate key", "duplicate_name", "A name appears twice in the same object."),
    ("recursion limit", "too_deep", f"The data is nested deeper than {MAX_CONTENT_DEPTH} levels."),
    ("lone leading surrogate", "lone_surrogate", "A text holds half of a character (a lone surrogate)."),
    (
        "unexpected end of hex escape",
        "lone_surrogate",
        "A text holds half of a character (a lone surrogate).",
    ),
    ("number out of range", "number_not_finite", "A number is too large."),
)


def parse_i_json(raw: bytes) -> JsonValue:
    """
    The value that *raw*, UTF-8 JSON text, stands for.

    Raises:
        BodyInvalid: not JSON: a syntax error, a byte-order mark, bytes that are no UTF-8, nothing at all.
        ContentInvalid: JSON, but not I-JSON; `path` names the place, `reason` is one of `duplicate_name`,
            `too_deep`, `lone_surrogate`, `number_not_finite`.
    """
    try:
        value: JsonValue = jiter.from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError as error:
        raise _refusal(raw, str(error)) from None
    return value


def _refusal(raw: bytes, message: str) -> BodyInvalid | ContentInvalid:
    found = _POSITION.match(message)
    what, offset = (
        (found["what"], _offset(raw, int(found["line"]), int(found["column"]))) if found else ("", 0)
    )
    for marker, reason, words in _REASONS:
        if what.startswith(marker):
            return _content_invalid(raw, offset, reason, words)
    if _NOT_FINITE.match(raw, offset) or _NOT_FINITE.match(raw, max(0, offset - 1)):
        return _content_invalid(raw, offset, "number_not_finite", "A number is infinite or not a number.")
    return BodyInvalid(offset=offset)


def _content_invalid(raw: bytes, offset: int, reason: str, words: str) -> ContentInvalid:
    path = json_path(_steps_at(raw, offset))
    return ContentInvalid(f"{words} At {path}.", path=path, reason=reason)


def _offset(raw: bytes, line: int, column: int) -> int:
    """The byte that a line and a column, both counted from one and in bytes, point at."""
    start = 0
    for _ in range(line - 1):
        start = raw.index(b"\n", start) + 1
    return max(0, min(start + column - 1, len(raw)))


def _steps_at(raw: bytes, offset: int) -> list[JsonStep]:
    """The way from the root to the value at *offset* of *raw*, which is valid JSON up to there."""
    steps: list[JsonStep] = []
    expects_name = False
    for token in _TOKEN.finditer(raw, 0, offset):
        text = token.group()
        if text == b"{":
            steps.append("")
            expects_name = True
        elif text == b"[":
            steps.append(0)
            expects_name = False
        elif text in b"}]":
            steps.pop()
            expects_name = False
        elif text == b",":
            last = steps[-1]
            if isinstance(last, int):
                steps[-1] = last + 1
            expects_name = isinstance(last, str)
        elif expects_name:
            steps[-1] = jiter.from_json(text)
            expects_name = False
    return steps
