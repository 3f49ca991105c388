"""String functions. Positions count characters, from 0."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson

from benchdog.embedded_cosmos.sql.functions.builtin import (
    ARRAY,
    BOOL,
    DEFINED,
    NUMBER,
    TEXT,
    BuiltIn,
    all_of,
    any_of,
)
from benchdog.embedded_cosmos.sql.regex_match import regex_match
from benchdog.embedded_cosmos.sql.values import (
    TYPE_ARRAY,
    TYPE_BOOL,
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_OBJECT,
    TYPE_STRING,
    UNDEFINED,
    type_of,
)

_MAX_REPLICATED_LENGTH: Final = 10_000
"""Characters; the limit of the service."""


def _text_test(test: Callable[[str, str], bool]) -> BuiltIn:
    def tested(text: str, part: str, ignores_case: bool = False) -> bool:
        return test(text.casefold(), part.casefold()) if ignores_case else test(text, part)

    return BuiltIn(tested, (TEXT, TEXT, BOOL), optional=1)


def _contains_several(combined: Callable[[list[Any]], Any], *, ignores_case: bool) -> BuiltIn:
    def tested(text: str, *parts: Any) -> Any:
        return combined([_CONTAINS(text, part, ignores_case) for part in parts])

    return BuiltIn(tested, (TEXT, DEFINED), is_repeated=True)


def _concat(*parts: str) -> str:
    return "".join(parts)


def _substring(text: str, start: float, length: float) -> str:
    first = max(0, int(start))
    return text[first : first + max(0, int(length))]


def _right(text: str, count: float) -> str:
    return text[max(0, len(text) - max(0, int(count))) :]


def _index_of(text: str, part: str, start: float = 0) -> int:
    return text.find(part, max(0, int(start)))


def _last_index_of(text: str, part: str, end: float | None = None) -> int:
    """*end* is the last character that the match may use."""
    return text.rfind(part) if end is None else text.rfind(part, 0, max(0, int(end) + 1))


def _part(choose: Callable[[str, str], str]) -> BuiltIn:
    """The text before or behind a delimiter; undefined without one, where the documentation is silent."""

    def part(text: str, delimiter: str) -> Any:
        return choose(text, delimiter) if delimiter and delimiter in text else UNDEFINED

    return BuiltIn(part, (TEXT, TEXT))


def _replace(text: str, part: str, replacement: str) -> str:
    return text.replace(part, replacement) if part else text


def _replicate(text: str, count: float) -> Any:
    is_possible = count >= 0 and len(text) * int(count) <= _MAX_REPLICATED_LENGTH
    return text * int(count) if is_possible else UNDEFINED


def _split(text: str, separator: str) -> list[str]:
    return text.split(separator) if separator else [text]


def _join(texts: list[Any], separator: str) -> Any:
    return separator.join(texts) if all(type_of(text) == TYPE_STRING for text in texts) else UNDEFINED


def _to_string(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _parsed(kind: int) -> BuiltIn:
    """The value that a text is in JSON, where it is one of this type."""

    def parse(text: str) -> Any:
        try:
            value = orjson.loads(text)
        except ValueError:
            return UNDEFINED
        return value if type_of(value) == kind else UNDEFINED

    return BuiltIn(parse, (TEXT,))


_CONTAINS: Final = _text_test(lambda text, part: part in text)

TEXT_FUNCTIONS: Final[Mapping[str, BuiltIn]] = {
    "CONCAT": BuiltIn(_concat, (TEXT, TEXT), is_repeated=True),
    "CONTAINS": _CONTAINS,
    "CONTAINS_ALL_CI": _contains_several(all_of, ignores_case=True),
    "CONTAINS_ALL_CS": _contains_several(all_of, ignores_case=False),
    "CONTAINS_ANY_CI": _contains_several(any_of, ignores_case=True),
    "CONTAINS_ANY_CS": _contains_several(any_of, ignores_case=False),
    "ENDSWITH": _text_test(lambda text, part: text.endswith(part)),
    "INDEX_OF": BuiltIn(_index_of, (TEXT, TEXT, NUMBER), optional=1),
    "LASTINDEXOF": BuiltIn(_last_index_of, (TEXT, TEXT, NUMBER), optional=1),
    "LASTSUBSTRINGAFTER": _part(lambda text, delimiter: text.rpartition(delimiter)[2]),
    "LASTSUBSTRINGBEFORE": _part(lambda text, delimiter: text.rpartition(delimiter)[0]),
    "LEFT": BuiltIn(lambda text, count: text[: max(0, int(count))], (TEXT, NUMBER)),
    "LENGTH": BuiltIn(len, (TEXT,)),
    "LOWER": BuiltIn(str.lower, (TEXT,)),
    "LTRIM": BuiltIn(str.lstrip, (TEXT, TEXT), optional=1),
    "REGEXMATCH": BuiltIn(regex_match, (TEXT, TEXT, TEXT), optional=1),
    "REPLACE": BuiltIn(_replace, (TEXT, TEXT, TEXT)),
    "REPLICATE": BuiltIn(_replicate, (TEXT, NUMBER)),
    "REVERSE": BuiltIn(lambda text: text[::-1], (TEXT,)),
    "RIGHT": BuiltIn(_right, (TEXT, NUMBER)),
    "RTRIM": BuiltIn(str.rstrip, (TEXT, TEXT), optional=1),
    "STARTSWITH": _text_test(lambda text, part: text.startswith(part)),
    "STRINGEQUALS": _text_test(lambda text, part: text == part),
    "STRINGJOIN": BuiltIn(_join, (ARRAY, TEXT)),
    "STRINGSPLIT": BuiltIn(_split, (TEXT, TEXT)),
    "STRINGTOARRAY": _parsed(TYPE_ARRAY),
    "STRINGTOBOOLEAN": _parsed(TYPE_BOOL),
    "STRINGTONULL": _parsed(TYPE_NULL),
    "STRINGTONUMBER": _parsed(TYPE_NUMBER),
    "STRINGTOOBJECT": _parsed(TYPE_OBJECT),
    "SUBSTRING": BuiltIn(_substring, (TEXT, NUMBER, NUMBER)),
    "SUBSTRINGAFTER": _part(lambda text, delimiter: text.partition(delimiter)[2]),
    "SUBSTRINGBEFORE": _part(lambda text, delimiter: text.partition(delimiter)[0]),
    "TOSTRING": BuiltIn(_to_string, (DEFINED,)),
    "TRIM": BuiltIn(str.strip, (TEXT, TEXT), optional=1),
    "UPPER": BuiltIn(str.upper, (TEXT,)),
}
