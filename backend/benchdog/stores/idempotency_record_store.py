"""Which request with an idempotency key runs, and what the first one was answered. [S8]"""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final

from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, DocumentMissing
from benchdog.documents.idempotency_record import IdempotencyRecord, StoredAnswer
from benchdog.documents.ids import IdFactory
from benchdog.errors import (
    DatabaseTimeout,
    DatabaseUnavailable,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    PersistenceError,
)
from benchdog.resilience.clock import Clock, parse_timestamp, timestamp
from benchdog.stores.decided_write import DecidedWrites

MAX_ROUNDS: Final = 5
"""How often a run is tried to begin while the record changes or ends under our hands."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class IdempotencyPolicy:
    """
    Attributes:
        lease: longer than any request runs; what takes longer may be taken over, which does no harm.
        kept: how long the same key means the same request, after its answer.
        max_answer_bytes: larger ones are not kept; the request runs again instead, to the same effect.
    """

    lease: timedelta = timedelta(seconds=60)
    kept: timedelta = timedelta(hours=24)
    max_answer_bytes: int = 32 * 1024


@dataclass(frozen=True)
class KeyedRequest:
    """
    Who asks for what.

    Attributes:
        place: method and path, with the ids of what is changed.
        fingerprint: of everything else that decides what the request does.
    """

    caller_id: str
    place: str
    key: str
    fingerprint: str

    @property
    def record_id(self) -> str:
        return sha256(json.dumps([self.caller_id, self.place, self.key]).encode()).hexdigest()


class IdempotencyRecordStore:
    """
    One call to the database begins a run and one ends it; an answer that is given again takes two.

    Args:
        new_id: random ids, never repeatable ones: runs must not be taken for one another.
    """

    def __init__(
        self,
        container: DocumentContainer,
        writes: DecidedWrites,
        clock: Clock,
        new_id: IdFactory,
        policy: IdempotencyPolicy,
    ) -> None:
        self._container = container
        self._writes = writes
        self._clock = clock
        self._new_id = new_id
        self._policy = policy

    async def begin(self, request: KeyedRequest) -> IdempotencyRecord:
        """
        A record with the answer to give again or, without one, the run that is ours now.

        A run whose lease has ended is taken over with its seed, so that what it had applied already is
        recognised by its write_id and not applied again.

        Raises:
            IdempotencyKeyReused: the key was sent with another request.
            IdempotencyInProgress: the request is running.
            DatabaseUnavailable: nothing was begun.
        """
        run = self._new_run(request)
        try:
            for _ in range(MAX_ROUNDS):
                try:
                    return await self._begun(run)
                except (DocumentExists, DocumentChanged, DocumentMissing):
                    continue  # expired or taken over meanwhile: the next round says what is there now
        except DatabaseTimeout as error:
            raise DatabaseUnavailable from error
        raise IdempotencyInProgress

    async def knows(self, record_id: str) -> bool:
        """Whether a request with this key began."""
        return await self._container.find(IdempotencyRecord, record_id, record_id) is not None

    async def finish(self, run: IdempotencyRecord, answer: StoredAnswer | None) -> None:
        """
        Keep *answer*; without one, or with one too large to keep, let the next request run again at once.

        Never raises a PersistenceError, because what was asked for is done: the log has it, and the run ends
        with its lease.
        """
        if answer is not None and len(answer.body.encode()) > self._policy.max_answer_bytes:
            answer = None
        ended = run.model_copy(update={"answer": answer, "lease_until": None})
        try:
            await self._replace(ended, if_match=run.etag)
        except (DocumentChanged, DocumentMissing):
            log.warning("an idempotent request outlived its lease")
        except PersistenceError as error:
            log.warning("the answer to an idempotent request was not kept", exc_info=error)

    async def _begun(self, run: IdempotencyRecord) -> IdempotencyRecord:
        stored = await self._writes.run(
            lambda: self._container.create(run.id, run),
            lambda: self._container.find(IdempotencyRecord, run.id, run.id),
        )
        if stored.fingerprint != run.fingerprint:
            raise IdempotencyKeyReused
        if stored.answer is not None or stored.run_id == run.run_id:
            return stored
        if stored.lease_until is not None and parse_timestamp(stored.lease_until) > self._clock():
            raise IdempotencyInProgress
        return await self._replace(run.model_copy(update={"seed": stored.seed}), if_match=stored.etag)

    def _new_run(self, request: KeyedRequest) -> IdempotencyRecord:
        return IdempotencyRecord(
            id=request.record_id,
            fingerprint=request.fingerprint,
            run_id=self._new_id(),
            seed=self._new_id(),
            lease_until=timestamp(self._clock() + self._policy.lease),
            ttl=int(self._policy.kept.total_seconds()),
        )

    async def _replace(self, record: IdempotencyRecord, *, if_match: str) -> IdempotencyRecord:
        return await self._writes.run(
            lambda: self._container.replace(record.id, record, if_match=if_match),
            lambda: self._recall(record),
        )

    async def _recall(self, record: IdempotencyRecord) -> IdempotencyRecord | None:
        stored = await self._container.find(IdempotencyRecord, record.id, record.id)
        is_ours = stored is not None and stored.model_dump() == record.model_dump()
        return stored if is_ours else None
