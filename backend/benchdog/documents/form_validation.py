"""Checks the values of a form against its validation schema; both are kept with the form. [U2]"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from benchdog.documents.canonical_json import canonicalize

Bound = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
Length = Annotated[int, Field(strict=True, ge=0)]


@with_config(ConfigDict(extra="forbid"))
class FieldRules(TypedDict, total=False):
    """
    What the value of one field must be. Source: seed 000, whose names these are.

    `min` and `max` bound a number, both included; `minLength` and `maxLength` count Unicode code points.
    """

    required: Annotated[bool, Field(strict=True)]
    type: Literal["string", "number", "boolean"]
    min: Bound
    max: Bound
    minLength: Length
    maxLength: Length


ValidationSchema = Mapping[str, FieldRules]
"""Rules by the name of the field; fields without rules may hold anything."""


_WHOLE_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_NO_INDEX: Final = 2**32 - 1


def _is_number(value: Any) -> bool:
    """A bool is an int in Python and no number in JSON."""
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "string": (lambda value: isinstance(value, str), "must be text"),
    "number": (_is_number, "must be a number"),
    "boolean": (lambda value: isinstance(value, bool), "must be true or false"),
}


def validate_form(values: Mapping[str, Any], schema: ValidationSchema) -> list[str]:
    """
    One message for each broken rule, `field: what is wrong`, in the order of *schema*; none when all is well.

    Fields whose names are whole numbers come first, by their size: a browser knows no other order of them.

    An absent, null or empty value breaks `required` alone: a field that may be empty has no length to check.
    """
    return [
        f"{name}: {problem}"
        for name, rules in sorted(schema.items(), key=lambda field: _index_of(field[0]))
        for problem in _problems(values.get(name), rules)
    ]


def _index_of(name: str) -> int:
    """What ECMAScript takes for an array index; every other name stays behind those, in its place."""
    return min(int(name), _NO_INDEX) if _WHOLE_NUMBER.fullmatch(name) else _NO_INDEX


def _problems(value: Any, rules: FieldRules) -> Iterator[str]:
    if value is None or value == "":
        if rules.get("required", False):
            yield "is required"
        return
    expected = _expected_type(rules)
    if expected is not None:
        is_right, problem = _TYPES[expected]
        if not is_right(value):
            yield problem
            return
    if _is_number(value):
        yield from _range_problems(value, rules)
    elif isinstance(value, str):
        yield from _length_problems(len(value), rules)


def _expected_type(rules: FieldRules) -> str | None:
    """What bounds imply where no type is named: text cannot be too small, nor a number too short."""
    named = rules.get("type")
    if named is not None:
        return named
    if "min" in rules or "max" in rules:
        return "number"
    return "string" if "minLength" in rules or "maxLength" in rules else None


def _range_problems(value: float, rules: FieldRules) -> Iterator[str]:
    if "min" in rules and value < rules["min"]:
        yield f"must be at least {_spelled(rules['min'])}"
    if "max" in rules and value > rules["max"]:
        yield f"must be at most {_spelled(rules['max'])}"


def _length_problems(length: int, rules: FieldRules) -> Iterator[str]:
    if "minLength" in rules and length < rules["minLength"]:
        yield f"must have at least {_characters(rules['minLength'])}"
    if "maxLength" in rules and length > rules["maxLength"]:
        yield f"must have at most {_characters(rules['maxLength'])}"


def _spelled(number: float) -> str:
    """As the browser spells it."""
    return canonicalize(number).decode()


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count} characters"
