"""
The physical ranges of a container, simulated: they part the space of effective partition keys.

Ranges are halved again and again, all at once, so that how often says everything about them. They are
numbered as the nodes of a binary tree: 0, then 1 and 2, then 3 to 6. A client that still asks for 1 and 2
then is told that they are gone, and finds them as parents.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Self

from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.partition_keys import EVERYWHERE, EpkRange
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, bad_request

MAX_SPLITS: Final = 8
_HASHES: Final = 0x4000_0000
"""The first four bytes of an effective partition key are below this."""

_RANGE_GONE: Final = 1002


@dataclass(frozen=True, slots=True)
class PartitionRange:
    """
    Attributes:
        keys: the effective partition keys in it.
        parents: numbers of the ranges that it was split from, the oldest first.
    """

    number: int
    keys: EpkRange
    parents: tuple[int, ...]

    @classmethod
    def at(cls, splits: int, place: int) -> Self:
        """The range at *place* from the left after all ranges were halved *splits* times."""
        width, number = _HASHES >> splits, (1 << splits) - 1 + place
        low = f"{place * width:08X}" if place else EVERYWHERE[0]
        high = f"{(place + 1) * width:08X}" if place + 1 < 1 << splits else EVERYWHERE[1]
        parents = tuple((1 << older) - 1 + (place >> (splits - older)) for older in range(splits))
        return cls(number, (low, high), parents)

    def as_json(self, container_rid: str) -> dict[str, Any]:
        return {
            "id": str(self.number),
            "_rid": container_rid,
            "minInclusive": self.keys[0],
            "maxExclusive": self.keys[1],
            "parents": [str(number) for number in self.parents],
            "status": "online",
        }


class PartitionRanges:
    """
    The ranges of the containers of one engine.

    Which range an item is in follows from its key alone, so they are no part of the file.

    Args:
        at_least: how many every container has; rounded up to a power of two. Raises ValueError for too many.
    """

    def __init__(self, at_least: int = 1) -> None:
        self._splits = (at_least - 1).bit_length()
        if not (at_least >= 1 and self._splits <= MAX_SPLITS):
            raise ValueError(f"A container has one to {1 << MAX_SPLITS} ranges.")

    def split(self) -> None:
        """Halves all ranges. Raises ValueError where there are as many as there can be."""
        if self._splits == MAX_SPLITS:
            raise ValueError("The ranges are as small as they can be.")
        self._splits += 1

    def etag(self, container: Container) -> str:
        """A client that has this one is told 304, or it would ask for ever."""
        return f'"{self._splits_of(container)}"'

    def of(self, container: Container) -> tuple[PartitionRange, ...]:
        return _ranges(self._splits_of(container))

    def holding(self, container: Container, key: str) -> PartitionRange:
        """The range of an effective partition key."""
        return next(each for each in reversed(self.of(container)) if each.keys[0] <= key)

    def number_of(self, container: Container, key: str | None) -> int:
        """Of the range that holds a partition key; of the first one for a request without a key."""
        ranges = self.of(container)
        if key is None or len(ranges) == 1:
            return ranges[0].number
        return self.holding(container, container.partition_key.effective(key)).number

    def asked_for(self, container: Container, request: CosmosRequest) -> EpkRange | None:
        """
        The keys that a request about many items is limited to; None where it is not.

        Raises:
            CosmosFailure: 410/1002 for a range that was split, 400 for keys that are no range.
        """
        number = request.headers.get("x-ms-documentdb-partitionkeyrangeid")
        low, high = request.headers.get("x-ms-start-epk"), request.headers.get("x-ms-end-epk")
        if number is None and low is None and high is None:
            return None
        first, end = EVERYWHERE if number is None else self._numbered(container, number.split(",")[-1]).keys
        within = max(first, (low or first).upper()), min(end, (high or end).upper())
        if within[0] > within[1]:
            raise bad_request("The effective partition keys of the request are no range.")
        return within

    def _numbered(self, container: Container, number: str) -> PartitionRange:
        for each in self.of(container):
            if str(each.number) == number:
                return each
        message = "The range of partition keys was split, or never existed."
        raise CosmosFailure(410, "Gone", message, substatus=_RANGE_GONE)

    def _splits_of(self, container: Container) -> int:
        return max(self._splits, min(container.splits, MAX_SPLITS))


@lru_cache(maxsize=MAX_SPLITS + 1)
def _ranges(splits: int) -> tuple[PartitionRange, ...]:
    return tuple(PartitionRange.at(splits, place) for place in range(1 << splits))
