"""Rows of the service whose target is another row, of the same run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.bench.http_load import Measured
from scripts.bench.service import MeasuredRow
from scripts.bench.tables import Table
from scripts.bench.workloads import MIXED, POLL, STALE_SAVE, page_of

_COLUMNS: Final = ("work", "against", "of", "ratio", "target")


@dataclass(frozen=True)
class Place:
    """A row, measured on so many worker processes."""

    name: str
    workers: int = 1

    def __str__(self) -> str:
        return self.name if self.workers == 1 else f"{self.name}, {self.workers} workers"


@dataclass(frozen=True)
class Comparison:
    """How many times *other* the figure of *one* is."""

    one: Place
    other: Place
    unit: str
    figure: Callable[[Measured], float]
    target: str


_COMPARISONS: Final = (
    Comparison(Place(STALE_SAVE), Place(POLL), "requests a second", lambda each: each.per_second, "≥ 0.5"),
    Comparison(Place(page_of(100_000)), Place(page_of(1_000)), "p50", lambda each: each.p50_ms, "≤ 1.5"),
    Comparison(Place(MIXED, 2), Place(MIXED), "requests a second", lambda each: each.per_second, "≥ 1.6"),
)


def rows_compared(measured: Mapping[int, Sequence[MeasuredRow]]) -> Table:
    """
    What of it was measured.

    Args:
        measured: rows by the number of worker processes.
    """
    found = {
        Place(each.row.name, workers): each.service for workers, rows in measured.items() for each in rows
    }
    lines = [
        [str(each.one), str(each.other), each.unit, f"{ratio:.2f}", each.target]
        for each in _COMPARISONS
        if (ratio := _ratio(each, found)) is not None
    ]
    return Table("The service against itself", _COLUMNS, lines)


def _ratio(comparison: Comparison, found: Mapping[Place, Measured]) -> float | None:
    one, other = found.get(comparison.one), found.get(comparison.other)
    return (
        comparison.figure(one) / comparison.figure(other) if one is not None and other is not None else None
    )
