"""
What an app wants to change, checked and copied: in the state there is only what a save takes.

One bad value in the state would fail every later save, and with it all that is entered afterwards.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.form_validation import FieldRules
from benchdog.documents.i_json import parse_i_json
from benchdog.documents.user_session import CacheKey, FormId, NavigationEntry, PageName
from benchdog.documents.validation_words import problem_words
from benchdog.errors import ValidationFailed

_SCHEMA: Final = TypeAdapter(dict[str, FieldRules])
_PAGE: Final[TypeAdapter[str]] = TypeAdapter(PageName)
_FORM_ID: Final[TypeAdapter[str]] = TypeAdapter(FormId)
_CACHE_KEY: Final[TypeAdapter[str]] = TypeAdapter(CacheKey)
_CACHE_KEYS: Final[TypeAdapter[list[str]]] = TypeAdapter(list[CacheKey])

Value = TypeVar("Value")


def checked_entry(page: str, params: Mapping[str, Any], moment: str) -> NavigationEntry:
    """
    Raises:
        ContentInvalid: *params* are not JSON.
        ValidationFailed: *page* is no name of 1–200 characters.
    """
    copied = _json_copy({"navigation_history": [{"params": dict(params)}]})["navigation_history"][0]["params"]
    return NavigationEntry(page=_valid(_PAGE, page), timestamp=moment, params=copied)


def checked_form(
    form_id: str, values: Mapping[str, Any], schema: Mapping[str, Mapping[str, object]] | None
) -> tuple[dict[str, Any], dict[str, FieldRules] | None]:
    """
    A copy of *values*, and the rules of *schema*, which is None where there is none.

    Raises:
        ContentInvalid: *values* are not JSON, or *schema* has a number that JSON has not.
        ValidationFailed: *form_id* is no name of 1–200 characters, or *schema* has rules that do not exist.
    """
    name = _valid(_FORM_ID, form_id)
    rules = None if schema is None else _valid(_SCHEMA, schema)
    form = {"values": dict(values), "validation_schema": rules or {}}
    copied: dict[str, Any] = _json_copy({"forms": {name: form}})["forms"][name]["values"]
    return copied, rules


def checked_cache_key(key: str, depends_on: Iterable[str]) -> tuple[str, list[str]]:
    """
    A text as *depends_on* is one name, and not one for each letter.

    Raises:
        ValidationFailed: one of them is no name of 1–500 characters.
    """
    names = [depends_on] if isinstance(depends_on, str) else list(depends_on)
    return _valid(_CACHE_KEY, key), _valid(_CACHE_KEYS, names)


def _json_copy(state: Mapping[str, Any]) -> dict[str, Any]:
    """
    What comes back after a save, and no part of what the app may change by itself.

    Of a whole *state*, because how deep a value is nested counts from there.
    """
    return cast("dict[str, Any]", parse_i_json(canonicalize(dict(state))))


def _valid(adapter: TypeAdapter[Value], value: Any) -> Value:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(str(step) for step in problem["loc"])
        raise ValidationFailed(f"{place} {problem_words(problem)}".strip()) from error
