"""Paths of members as definitions write them (`/a/"b c"`), and what an item has at one."""

import re
from collections.abc import Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.sql.values import UNDEFINED

_STEP: Final = re.compile(r"""/(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^/]+))""")


def path_steps(path: str) -> Path:
    """`/a/"b c"/?` as ("a", "b c", "?")."""
    return tuple(double or single or plain.strip() for double, single, plain in _STEP.findall(path))


def value_at(item: Mapping[str, Any], path: Path) -> Any:
    """What *item* has at *path*; undefined where it has nothing there."""
    found: Any = item
    for step in path:
        found = found.get(step, UNDEFINED) if isinstance(found, Mapping) else UNDEFINED
    return found
