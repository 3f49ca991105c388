"""Which of its results a query gives: TOP, or OFFSET and LIMIT."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.syntax import Expression, Query
from benchdog.embedded_cosmos.wire import bad_request


@dataclass(frozen=True, slots=True)
class Window:
    """Results from *first* on, up to *end*, which is not in it; None for all."""

    first: int = 0
    end: int | None = None

    @classmethod
    def of(cls, query: Query, parameters: Mapping[str, Any]) -> Self:
        """Raises CosmosFailure 400 for what is no number of results."""
        if query.top is not None:
            return cls(0, _count(query.top, parameters, "TOP"))
        if query.offset is None or query.limit is None:
            return cls()
        first = _count(query.offset, parameters, "OFFSET")
        return cls(first, first + _count(query.limit, parameters, "LIMIT"))

    @property
    def length(self) -> int | None:
        return None if self.end is None else self.end - self.first

    def of_one_range(self) -> "Window":
        """What one range has to give so that the merged results have this window."""
        return Window(0, self.end)


def _count(expression: Expression, parameters: Mapping[str, Any], clause: str) -> int:
    count = compiled(expression)(parameters)
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise bad_request(f"{clause} needs a whole number that is not negative.")
    return count
