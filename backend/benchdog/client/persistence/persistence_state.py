"""What is known of the open session, for whoever shows it. The twin of `PersistenceState.ts`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from benchdog.client.persistence.comparison import Comparison
from benchdog.client.persistence.local_backup_manager import DraftFailure
from benchdog.client.persistence.save_result import NewerCopy
from benchdog.client.persistence.session_backend import Refusal
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.metadata import SessionDetails

SaveStateKind: TypeAlias = Literal[
    "clean",
    "new",
    "unsaved",
    "unconfirmed",
    "unreachable",
    "sign_in_required",
    "too_large",
    "failed",
    "missing",
]
"""Exactly one of these, and always true; `new`: nothing was done yet, `missing`: deleted elsewhere."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """
    Attributes:
        since: when it was saved, edited or asked, in ISO 8601; None where nothing was done yet.
        refusal: what the service said; None where it did not refuse.
        retry_at: when `poll` sends the save again; None where it does not.
    """

    kind: SaveStateKind
    since: str | None
    refusal: Refusal | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersistenceState:
    """
    Attributes:
        metadata: of the saved state that the work starts from; None until it was saved for the first time.
        comparison: what differs from the newer copy, from when a person asked until it is decided.
        draft_failure: why the newest work could not be kept on this device.
        is_dirty: whether there is work that the service does not have.
        is_at_risk: whether ending the program now would lose something.
    """

    save: SaveState
    details: SessionDetails
    metadata: SessionMetadata | None
    newer_copy: NewerCopy | None
    comparison: Comparison | None
    draft_failure: DraftFailure | None
    size_bytes: int
    limit_bytes: int
    is_dirty: bool
    is_at_risk: bool
