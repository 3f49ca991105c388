"""Walking all ranges of a container one after the other: no page has results of two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRange
from benchdog.embedded_cosmos.storage.partition_keys import EVERYWHERE, EpkRange
from benchdog.embedded_cosmos.wire import bad_request


@dataclass(frozen=True, slots=True)
class Crossing:
    """
    Where a query over all partitions stands.

    Attributes:
        keys: the range that the page comes from. A token names it, so that it is walked to its end even where
            it was split meanwhile.
        token: of the page before within this range; None at its beginning.
    """

    keys: EpkRange
    token: str | None

    @classmethod
    def at(cls, token: str | None, first: EpkRange) -> Self:
        """Raises CosmosFailure 400 for a token that is none."""
        if token is None:
            return cls(first, None)
        low, separator, rest = token.partition("-")
        high, second_separator, inner = rest.partition("-")
        if not (separator and second_separator) or not low < high <= EVERYWHERE[1]:
            raise bad_request("The continuation token is damaged.")
        return cls((low, high), inner or None)

    def after(self, token: str | None, holding: Callable[[str], PartitionRange]) -> str | None:
        """The token of the page that follows one with *token*; None behind the last range."""
        (low, high), inner = self.keys, token
        if token is None:
            if high == EVERYWHERE[1]:
                return None
            low, high, inner = high, holding(high).keys[1], ""
        return f"{low}-{high}-{inner}"
