"""The public keys of the identity provider: fetched when needed, kept for a while, fetched anew."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from benchdog.errors import SignInUnavailable
from benchdog.resilience.clock import MonotonicClock
from benchdog.resilience.request_deduplicator import RequestDeduplicator

log = logging.getLogger(__name__)

FetchKeys = Callable[[], Awaitable[KeySet]]
"""Raises ValueError, ConnectionError or JoseError when there are none to be had."""


@dataclass(frozen=True, slots=True)
class ProviderKeysPolicy:
    """
    Attributes:
        fresh_seconds: after them the keys are fetched anew, so that a withdrawn one stops being good.
        kept_seconds: how long keys stay good while the provider cannot be reached.
        pause_seconds: between two fetches at least: anybody may send a token that names an unknown key.
    """

    fresh_seconds: float = 3600
    kept_seconds: float = 24 * 3600
    pause_seconds: float = 30


class ProviderKeys:
    """Asks the provider once, however many requests wait for the answer. [R3]"""

    def __init__(
        self, fetch: FetchKeys, monotonic: MonotonicClock, policy: ProviderKeysPolicy | None = None
    ) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._policy = policy or ProviderKeysPolicy()
        self._deduplicator = RequestDeduplicator()
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._tried_at: float | None = None

    async def current(self) -> KeySet:
        """
        Raises:
            SignInUnavailable: there are none, and the provider gives none.
        """
        if self._keys is None or self._age_seconds() > self._policy.fresh_seconds:
            return await self.refreshed()
        return self._keys

    async def refreshed(self) -> KeySet:
        """As `current`, asking the provider first unless it was asked a moment ago."""
        await self._deduplicator.deduplicate("keys", self._refresh)
        if self._keys is None or self._age_seconds() > self._policy.kept_seconds:
            raise SignInUnavailable(retry_after_seconds=self._policy.pause_seconds)
        return self._keys

    async def _refresh(self) -> None:
        """Never raises: the keys that are there stay good for a while, and the log says what went wrong."""
        now = self._monotonic()
        if self._tried_at is not None and now - self._tried_at < self._policy.pause_seconds:
            return
        self._tried_at = now
        try:
            self._keys = await self._fetch()
        except (ConnectionError, ValueError, JoseError) as error:
            log.warning("the keys of the identity provider cannot be fetched", exc_info=error)
        else:
            self._fetched_at = now

    def _age_seconds(self) -> float:
        return self._monotonic() - self._fetched_at
