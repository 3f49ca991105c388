"""The stored shape of what is known about a request that carries an idempotency key. [S8]"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from benchdog.documents.stored_document import StoredDocument


class StoredAnswer(BaseModel):
    """An answer to be given again, with those of its headers that mean the same then."""

    model_config = ConfigDict(frozen=True)

    status: int
    headers: dict[str, str]
    body: str


class IdempotencyRecord(StoredDocument):
    """
    One for each caller, place and key; its id is their hash, so that no key is kept in clear.

    Attributes:
        fingerprint: of everything in the request that decides what it does.
        run_id: of the run that has it now; made anew by each.
        seed: what the ids of everything that the request makes derive from; the same for all of its runs.
        lease_until: by then the run is taken for dead; None once it has ended.
        ttl: seconds after the last change until the database forgets it.
    """

    kind: Literal["idempotency_record"] = "idempotency_record"
    fingerprint: str
    run_id: str
    seed: str
    lease_until: str | None = None
    answer: StoredAnswer | None = None
    ttl: int
