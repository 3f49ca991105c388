"""Operations of a transactional batch, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from benchdog.documents.stored_document import StoredDocument

SdkOperation: TypeAlias = "tuple[str, tuple[Any, ...], dict[str, Any]]"


@dataclass(frozen=True, slots=True)
class Create:
    document: StoredDocument

    def to_sdk(self) -> SdkOperation:
        return "create", (self.document.to_stored(),), {}


@dataclass(frozen=True, slots=True)
class Upsert:
    """For documents whose id says everything about them: writing one twice is writing it once."""

    document: StoredDocument

    def to_sdk(self) -> SdkOperation:
        return "upsert", (self.document.to_stored(),), {}


@dataclass(frozen=True, slots=True)
class Replace:
    document: StoredDocument
    if_match: str

    def to_sdk(self) -> SdkOperation:
        return "replace", (self.document.id, self.document.to_stored()), {"if_match_etag": self.if_match}


@dataclass(frozen=True, slots=True)
class Patch:
    """`operations` as in `{"op": "set", "path": "/ttl", "value": 60}`."""

    item_id: str
    operations: Sequence[dict[str, Any]]

    def to_sdk(self) -> SdkOperation:
        return "patch", (self.item_id, list(self.operations)), {}


@dataclass(frozen=True, slots=True)
class Delete:
    """With `if_match`, only the state that has this ETag."""

    item_id: str
    if_match: str | None = None

    def to_sdk(self) -> SdkOperation:
        condition = {} if self.if_match is None else {"if_match_etag": self.if_match}
        return "delete", (self.item_id,), condition


BatchOperation: TypeAlias = Create | Upsert | Replace | Patch | Delete
