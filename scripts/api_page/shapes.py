"""Schemas of an OpenAPI document in words."""

import json
import re
from typing import Any, Final

JsonObject = dict[str, Any]

_PAGE: Final = re.compile(r"PageAnswer_(\w+)_$")
_ATTRIBUTE: Final = re.compile(r"    (\w+): (.*(?:\n     +.*)*)")
_KINDS: Final = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
}


def shape_section(name: str, schema: JsonObject) -> list[str]:
    """The lines about the shape *name*: what it is, and its members."""
    words, _, attributes = schema.get("description", "").partition("Attributes:\n")
    told = {member: text[0].upper() + text[1:] for member, text in _ATTRIBUTE.findall(attributes)}
    required = schema.get("required", [])
    members = [
        f"- `{member}`{'' if member in required else ', optional'}: "
        + with_words(in_words(described), described.get("description") or told.get(member, ""))
        for member, described in schema.get("properties", {}).items()
    ]
    return [f"### {name}", "", *([one_line(words), ""] if words.strip() else []), *members, ""]


def in_words(schema: JsonObject) -> str:
    """What a value of *schema* is."""
    match schema:
        case {"$ref": reference}:
            page = _PAGE.match(_name(reference))
            return f"page of {_link(page[1])}" if page else _link(_name(reference))
        case {"const": value}:
            return _literal(value)
        case {"enum": values}:
            return " or ".join(map(_literal, values))
        case {"anyOf": kinds}:
            return " or ".join(map(in_words, kinds))
        case {"type": "array"}:
            return f"list of {in_words(schema['items'])}{_bounds(schema, 'Items')}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"object whose values are {in_words(values)}"
        case {"type": "string", "format": "date-time"}:
            return "time"
        case {"type": "string", "pattern": pattern}:
            return f"text like `{pattern}`"
    default = f", else {_literal(schema['default'])}" if schema.get("default") not in (None, "", {}) else ""
    return f"{_KINDS[schema['type']]}{_bounds(schema, 'Length')}{_bounds(schema, 'imum')}{default}"


def names_in(part: JsonObject) -> set[str]:
    """The shapes that *part* refers to; a page of something is told by what it is a page of."""
    names = map(_name, re.findall(r'"(#/components/schemas/\w+)"', json.dumps(part)))
    return {page[1] if (page := _PAGE.match(name)) else name for name in names}


def with_words(shape: str, words: str) -> str:
    return f"{shape}. {one_line(words)}" if words else shape


def one_line(text: str) -> str:
    return " ".join(text.split())


def _bounds(schema: JsonObject, of: str) -> str:
    """As ` (1–100)`; *of* ends the names of both bounds: minLength, maxItems, minimum."""
    low, high = (schema.get(f"{bound}{of}") for bound in ("min", "max"))
    if low is None and high is None:
        return ""
    if high is None:
        return f" (≥ {low:g})"
    return f" (≤ {high:,})" if low is None else f" ({low:g}–{high:,})"


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _literal(value: object) -> str:
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value)}`"
