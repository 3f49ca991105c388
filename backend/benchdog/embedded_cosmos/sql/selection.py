"""From an item to the rows that FROM and JOIN make of it, and from columns to a result."""

from collections.abc import Sequence
from typing import Any

from benchdog.embedded_cosmos.sql.scope import Compiled, Scope
from benchdog.embedded_cosmos.sql.values import UNDEFINED


def walked(scope: Scope, sources: Sequence[tuple[str, Compiled]]) -> list[Scope]:
    """*scope* once for each element of each array in *sources*, with the element under its name."""
    rows = [scope]
    for alias, read in sources:
        rows = [
            {**row, alias: element}
            for row in rows
            if isinstance(elements := read(row), list)
            for element in elements
        ]
    return rows


def shaped(columns: Sequence[tuple[str | None, Any]], *, is_value: bool) -> Any:
    """One result of its columns; unnamed ones are called `$1`, `$2`, …; undefined ones are left out."""
    if is_value:
        return columns[0][1]
    named = ((name or f"${place}", value) for place, (name, value) in enumerate(columns, start=1))
    return {name: value for name, value in named if value is not UNDEFINED}
