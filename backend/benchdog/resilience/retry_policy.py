"""How long to wait before each further try: one named policy for each use. [R1]"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Random = Callable[[], float]
"""At least 0 and below 1."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """
    When to try again, and when to give up.

    Attributes:
        delays_seconds: before the second try, the third, and so on; when they are used up, no more.
        within_seconds: no further try begins later than this after the first began.
        jitter_least, jitter_most: the share of a delay that chance adds, so that many callers do not come
            back at one moment.
    """

    delays_seconds: tuple[float, ...]
    within_seconds: float = math.inf
    jitter_least: float = 0.1
    jitter_most: float = 0.2

    @classmethod
    def doubling(
        cls,
        first_seconds: float,
        *,
        retries: int,
        at_most_seconds: float = math.inf,
        within_seconds: float = math.inf,
    ) -> "RetryPolicy":
        """*retries* delays, each twice the one before, none longer than *at_most_seconds*."""
        delays = (min(first_seconds * 2**number, at_most_seconds) for number in range(retries))
        return cls(tuple(delays), within_seconds)

    def delay_seconds(self, retry: int, *, hint_seconds: float | None, random: Random) -> float:
        """
        The wait before *retry*, which counts from 1 and is at most the number of delays.

        Args:
            hint_seconds: what the called service asked for, which is never undercut.
        """
        share = self.jitter_least + (self.jitter_most - self.jitter_least) * random()
        return max(hint_seconds or 0.0, self.delays_seconds[retry - 1] * (1 + share))


INTERACTIVE: Final = RetryPolicy.doubling(0.1, retries=3, within_seconds=2)
"""While a person waits."""

RATE_LIMITED: Final = RetryPolicy.doubling(0.2, retries=3, within_seconds=2)
"""While a person waits, and the called service said that there were too many requests."""

BACKGROUND: Final = RetryPolicy.doubling(2, retries=3)
"""While nobody waits, and what is to be done is kept."""

DATABASE: Final = RetryPolicy.doubling(0.5, retries=3, at_most_seconds=30)
"""For a database that has its own connection and nobody in front of it."""
