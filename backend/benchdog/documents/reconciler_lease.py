"""Who of all processes finishes what was left over."""

from typing import Final, Literal

from benchdog.documents.stored_document import StoredDocument

RECONCILER: Final = "~reconciler"
"""The partition of the reconciler's own documents: no user id begins with a tilde."""


class ReconcilerLease(StoredDocument):
    """`holder` is one process for the time of one run; after `until` anybody may take over."""

    kind: Literal["lease"] = "lease"
    owner_id: str = RECONCILER
    holder: str
    until: str


class ThinningMark(StoredDocument):
    """Up to which version the history of a session was thinned, and when."""

    kind: Literal["thinning_mark"] = "thinning_mark"
    owner_id: str
    session_id: str
    version: int
    thinned_at: str

    @staticmethod
    def id_of(session_id: str) -> str:
        return f"{session_id}:t"
