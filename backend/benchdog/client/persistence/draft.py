"""The unsaved state of a session, with what it was made from. [B2] The twin of `Draft.ts`."""

from dataclasses import dataclass
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from benchdog.client.persistence.intentions import PendingIntentions
from benchdog.client.persistence.session_state_tracker import HashedState, StateHashes, is_same_state
from benchdog.documents.metadata import SessionDetails

SCHEMA_VERSION: Final = 1
_END_OF_HEADER: Final = b"\n"


class DraftBase(BaseModel):
    """The saved state that the edits began on; `version` is where its content is found in the history."""

    model_config = ConfigDict(frozen=True)

    etag: str
    content_hash: str
    metadata_hash: str
    version: int
    details: SessionDetails


class KeptDraft(BaseModel):
    """
    What a list of drafts tells without their content.

    Attributes:
        program_id: of the program that writes it; empty where it was put aside.
        session_id: None where the session was never saved.
        base: None where there is none.
        edited_at: ISO 8601 in UTC, as `discarded_at`, which is None where nobody discarded it.
        is_save_queued: a person asked to save it, and no answer has come: it is sent when it can be. [B7]
        intentions: the keys of that save, for whichever program sends it again. [R4]
        unanswered: what was sent of it without an answer: the service may have any of these.
    """

    model_config = ConfigDict(frozen=True)

    draft_id: str
    user_id: str
    program_id: str
    session_id: str | None
    base: DraftBase | None
    details: SessionDetails
    content_hash: str
    metadata_hash: str
    size_bytes: int
    edited_at: str
    is_save_queued: bool
    intentions: PendingIntentions = {}
    unanswered: tuple[StateHashes, ...] = ()
    discarded_at: str | None = None

    def starts_from(self, found: HashedState) -> bool:
        """Whether *found* is what it began on, or what was sent from here itself: nobody else's work. [B4]"""
        own: tuple[HashedState, ...] = self.unanswered if self.base is None else (self.base, *self.unanswered)
        return any(is_same_state(state, found) for state in own)


@dataclass(frozen=True, slots=True)
class Draft:
    """`canonical` is the content as RFC 8785 text in UTF-8."""

    kept: KeptDraft
    canonical: bytes

    def to_bytes(self) -> bytes:
        """A line of JSON, then the content as it is."""
        return self.kept.model_dump_json().encode() + _END_OF_HEADER + self.canonical

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """What `to_bytes` wrote. Raises ValueError for anything else."""
        header, found, canonical = stored.partition(_END_OF_HEADER)
        if not found:
            raise ValueError("A draft without the end of its header.")
        return cls(KeptDraft.model_validate_json(header), canonical)


def draft_id_of(user_id: str, program_id: str, session_id: str | None) -> str:
    """One draft per person, program and session; one that was never saved is `new` until it has an id."""
    return f"{user_id}/{program_id}/{session_id or 'new'}"
