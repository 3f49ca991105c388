"""
Request units of an operation, from the table that Microsoft publishes (2026-04-21, Session consistency).

Interpolated linearly between the sizes of the table; an estimate, but of the right shape: cost grows faster
than size from 512 KB on.
"""

from bisect import bisect_left
from typing import Final

_SIZES_KB: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048)
_READ: Final = (1.00, 1.04, 1.14, 1.33, 1.67, 2.19, 4.76, 9.95, 20.28, 40.95, 145.9, 291.8)
_WRITE: Final = (4.95, 6.29, 6.67, 7.04, 9.52, 11.23, 22.67, 48.19, 98.29, 184.57, 625.0, 1250.0)
_PER_INDEXED_TERM: Final = 0.2
_PER_PATCH_OPERATION: Final = 0.4
QUERY_BASE: Final = 2.3
LEAST: Final = 1.0
"""Of any request."""


def read_charge(size_bytes: int) -> float:
    return _interpolated(_READ, size_bytes)


def create_charge(size_bytes: int, terms: int) -> float:
    return _interpolated(_WRITE, size_bytes) + _PER_INDEXED_TERM * terms


def replace_charge(old_bytes: int, new_bytes: int, terms: int, patch_operations: int = 0) -> float:
    """A replacement is charged as a deletion and a creation."""
    both = _interpolated(_WRITE, old_bytes) + _interpolated(_WRITE, new_bytes)
    return both + _PER_INDEXED_TERM * terms + _PER_PATCH_OPERATION * patch_operations


def _interpolated(charges: tuple[float, ...], size_bytes: int) -> float:
    size_kb = size_bytes / 1024
    if size_kb <= _SIZES_KB[0]:
        return charges[0]
    above = min(bisect_left(_SIZES_KB, size_kb), len(_SIZES_KB) - 1)
    low, high = _SIZES_KB[above - 1], _SIZES_KB[above]
    share = (size_kb - low) / (high - low)
    return charges[above - 1] + share * (charges[above] - charges[above - 1])
