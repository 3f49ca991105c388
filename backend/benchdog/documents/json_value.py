"""The type of a parsed JSON value, and how a place inside one is written down."""

from collections.abc import Iterable
from typing import Final, TypeAlias

JsonValue: TypeAlias = str | int | float | bool | list["JsonValue"] | dict[str, "JsonValue"] | None
JsonObject: TypeAlias = dict[str, JsonValue]
JsonStep: TypeAlias = str | int

MAX_PATH_LENGTH: Final = 200
"""Characters of a path that is shown; a place 128 levels deep needs no more to be found."""


def json_path(steps: Iterable[JsonStep]) -> str:
    """
    The place reached by *steps* from the root, in the notation of RFC 9535 where the names are plain.

    `json_path(["modules", 3, "title"])` is `$.modules[3].title`; other names are quoted: `$["a b"]`.
    """
    path = "$" + "".join(_segment(step) for step in steps)
    return path if len(path) <= MAX_PATH_LENGTH else path[: MAX_PATH_LENGTH - 1] + "…"


def _segment(step: JsonStep) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if step.isidentifier() and step.isascii():
        return f".{step}"
    quoted = step.replace("\\", "\\\\").replace('"', '\\"')
    return f'["{quoted}"]'
