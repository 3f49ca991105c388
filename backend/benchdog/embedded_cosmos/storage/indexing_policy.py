"""What an indexing policy says: which paths have an order, alone or together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.storage.member_paths import path_steps
from benchdog.embedded_cosmos.wire import bad_request

Composite = tuple[tuple[Path, bool], ...]
"""Paths of a composite index, and whether each is descending."""

MAX_COMPOSITE_PATHS: Final = 8
_ALWAYS_INDEXED: Final = frozenset({("id",), ("_ts",)})
_WILDCARDS: Final = frozenset("*?")


@dataclass(frozen=True, slots=True)
class IndexingPolicy:
    """
    The indexes of a container.

    Attributes:
        included, excluded: paths as sent, with their wildcards as last steps.
    """

    included: tuple[Path, ...]
    excluded: tuple[Path, ...]
    composites: tuple[Composite, ...]

    @classmethod
    def from_json(cls, policy: Mapping[str, Any]) -> Self:
        """Raises CosmosFailure 400 for a policy that is not one."""
        try:
            composites = tuple(tuple(map(_part, parts)) for parts in policy.get("compositeIndexes") or [])
            included = tuple(_pattern(each["path"]) for each in policy.get("includedPaths") or [])
            excluded = tuple(_pattern(each["path"]) for each in policy.get("excludedPaths") or [])
        except (KeyError, TypeError, AttributeError):
            raise bad_request("The indexing policy is not valid.") from None
        if any(not 2 <= len(composite) <= MAX_COMPOSITE_PATHS for composite in composites):
            raise bad_request(f"A composite index has two to {MAX_COMPOSITE_PATHS} paths.")
        return cls(included, excluded, composites)

    def key_paths(self) -> list[Path]:
        """The paths that are worth a key column: those that the policy names one by one."""
        single = [
            path[:-1] for path in self.included if path and path[-1] == "?" and "[]" not in path and path[:-1]
        ]
        combined = [path for composite in self.composites for path, _ in composite]
        return list(dict.fromkeys([*single, *combined]))

    def is_sortable(self, path: Path) -> bool:
        """Whether ORDER BY may use *path* alone. The longest path of the policy that covers it decides."""
        if path in _ALWAYS_INDEXED:
            return True
        included = max((_cover(pattern, path) for pattern in self.included), default=-1)
        excluded = max((_cover(pattern, path) for pattern in self.excluded), default=-1)
        return included >= 0 and included >= excluded

    def is_sortable_by(self, order: Composite) -> bool:
        """Whether a composite index has just these paths in these directions, or in all the opposite ones."""
        inverted = tuple((path, not is_descending) for path, is_descending in order)
        return any(composite in {order, inverted} for composite in self.composites)


def _pattern(path: str) -> Path:
    """A lone slash is how early clients wrote "everything"."""
    return path_steps(path) or ("*",)


def _part(part: Mapping[str, Any]) -> tuple[Path, bool]:
    return path_steps(part["path"]), part.get("order", "ascending").lower() == "descending"


def _cover(pattern: Path, path: Path) -> int:
    """How precisely *pattern* covers *path*: -1 for not at all; an exact path is above any subtree."""
    wildcard = pattern[-1] if pattern and pattern[-1] in _WILDCARDS else ""
    steps = pattern[:-1] if wildcard else pattern
    if wildcard == "*":
        return 2 * len(steps) if path[: len(steps)] == steps else -1
    return 2 * len(steps) + 1 if path == steps else -1
