"""The physical ranges of a container, simulated: they part the space of effective partition keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from benchdog.embedded_cosmos.storage.partition_keys import EVERYWHERE, EpkRange
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, bad_request

MAX_RANGES: Final = 256
_HASHES: Final = 0x4000_0000
"""The first four bytes of an effective partition key are below this."""

_RANGE_GONE: Final = 1002


@dataclass(frozen=True, slots=True)
class PartitionRange:
    """
    Attributes:
        first, end: the first four bytes of the keys in it, as numbers; *end* is not in it.
        parents: ids of the ranges that it was split from.
    """

    id: str
    first: int
    end: int
    parents: tuple[str, ...] = ()

    @property
    def keys(self) -> EpkRange:
        low = f"{self.first:08X}" if self.first else EVERYWHERE[0]
        return low, f"{self.end:08X}" if self.end < _HASHES else EVERYWHERE[1]


class PartitionRanges:
    """
    The ranges of every container of one engine. Raises ValueError for no range and for too many.

    Which range an item is in follows from its key alone, so the number of ranges is no part of the file.
    """

    def __init__(self, count: int) -> None:
        if not 1 <= count <= MAX_RANGES:
            raise ValueError(f"An engine has one to {MAX_RANGES} ranges.")
        edges = [place * _HASHES // count for place in range(count + 1)]
        self._ranges = [PartitionRange(str(number), *pair) for number, pair in enumerate(pairwise(edges))]
        self._next_id = count

    @property
    def etag(self) -> str:
        """Changes with every split: a client that has this one is told 304, or it would ask for ever."""
        return f'"{self._next_id}"'

    def split(self) -> None:
        """Every range in two; the old ids are gone."""
        self._ranges = [half for each in self._ranges for half in self._halves(each)]

    def holding(self, key: str) -> PartitionRange:
        """The range of an effective partition key."""
        return next(each for each in reversed(self._ranges) if each.keys[0] <= key)

    def asked_for(self, request: CosmosRequest) -> EpkRange | None:
        """
        The keys that a request about many items is limited to; None where it is not.

        Raises:
            CosmosFailure: 410/1002 for a range that was split, 400 for keys that are no range.
        """
        range_id = request.headers.get("x-ms-documentdb-partitionkeyrangeid")
        low, high = request.headers.get("x-ms-start-epk"), request.headers.get("x-ms-end-epk")
        if range_id is None and low is None and high is None:
            return None
        first, end = EVERYWHERE if range_id is None else self._by_id(range_id.split(",")[-1]).keys
        within = max(first, (low or first).upper()), min(end, (high or end).upper())
        if within[0] > within[1]:
            raise bad_request("The effective partition keys of the request are no range.")
        return within

    def as_json(self, container_rid: str) -> dict[str, Any]:
        """The feed of the ranges."""
        feed = [
            {
                "id": each.id,
                "_rid": container_rid,
                "minInclusive": each.keys[0],
                "maxExclusive": each.keys[1],
                "parents": list(each.parents),
                "status": "online",
            }
            for each in self._ranges
        ]
        return {"_rid": container_rid, "PartitionKeyRanges": feed, "_count": len(feed)}

    def _by_id(self, range_id: str) -> PartitionRange:
        for each in self._ranges:
            if each.id == range_id:
                return each
        message = "The range of partition keys was split, or never existed."
        raise CosmosFailure(410, "Gone", message, substatus=_RANGE_GONE)

    def _halves(self, whole: PartitionRange) -> Sequence[PartitionRange]:
        middle, parents = (whole.first + whole.end) // 2, (*whole.parents, whole.id)
        ids = str(self._next_id), str(self._next_id + 1)
        self._next_id += 2
        return (
            PartitionRange(ids[0], whole.first, middle, parents),
            PartitionRange(ids[1], middle, whole.end, parents),
        )
