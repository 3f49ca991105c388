"""One idempotency key for each change that a person asked for, until its outcome is known. [R4]"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from benchdog.resilience.clock import Clock, parse_timestamp, timestamp

MAX_AGE: Final = timedelta(hours=23)
"""The service forgets a key after 24 hours [S8]; an hour earlier it is not trusted any more."""

MAX_PENDING: Final = 100
"""They are written with every draft. The oldest go first: nobody comes back to what they sent so long ago."""


class PendingKey(BaseModel):
    """`made_at` is ISO 8601 in UTC."""

    model_config = ConfigDict(frozen=True)

    key: str
    made_at: str


PendingIntentions = dict[str, PendingKey]
"""By intention; kept with the draft that it belongs to, because another program may have to go on with it."""


class Intentions:
    """
    An intention is named by what it changes, what it starts from and the hashes of what it makes, so that
    another change never gets the key of this one. The twin of `Intentions.ts`.
    """

    def __init__(self, *, new_key: Callable[[], str], clock: Clock) -> None:
        self._new_key = new_key
        self._clock = clock
        self._pending: PendingIntentions = {}

    @property
    def pending(self) -> PendingIntentions:
        return {name: each for name, each in self._pending.items() if self._is_trusted(each)}

    def key_of(self, intention: str) -> str:
        known = self._pending.get(intention)
        if known is not None and self._is_trusted(known):
            return known.key
        made = PendingKey(key=self._new_key(), made_at=timestamp(self._clock()))
        self._pending[intention] = made
        for oldest in list(self._pending)[:-MAX_PENDING]:
            del self._pending[oldest]
        return made.key

    def settle(self, intention: str) -> None:
        """The outcome is known: the next change like this one is another intention."""
        self._pending.pop(intention, None)

    def adopt(self, pending: PendingIntentions) -> None:
        """Goes on with what another program left; what is known here already stands."""
        self._pending = pending | self._pending

    def _is_trusted(self, pending: PendingKey) -> bool:
        return self._clock() - parse_timestamp(pending.made_at) < MAX_AGE
