"""The wishes that an owner can have about a session that exists: each makes one change of its head."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from benchdog.cosmos.batch import Replace
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.workbench_session import (
    WorkbenchSessionHead,
    WorkbenchSessionVersion,
    details_members,
)
from benchdog.errors import NotFound
from benchdog.resilience.clock import Clock, parse_timestamp, timestamp
from benchdog.stores.session_heads import HeadChange
from benchdog.stores.session_metadata import SessionDraft
from benchdog.stores.session_versions import chunk_writes, version_of
from benchdog.stores.store_services import StoreServices


@dataclass
class SaveDraft:
    """A new version with the content and the details of a draft."""

    draft: SessionDraft
    device: str
    services: StoreServices
    _pieces: list[str] | None = field(default=None, init=False)

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        return self._has_content(base) and base.metadata_hash == self.draft.details.metadata_hash

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        content, details = self.draft.content, details_members(self.draft.details)
        if self._has_content(base):
            return _with_new_version(base, details, self.device, self.services)
        if self._pieces is None:
            self._pieces = await self.services.contents.encode(content)
        members = {
            **details,
            "content_hash": content.content_hash,
            "size_bytes": content.size_bytes,
            "chunk_count": len(self._pieces),
        }
        change = _with_new_version(base, members, self.device, self.services)
        chunks = chunk_writes(base.owner_id, base.id, content, self._pieces)
        return HeadChange(change.head, change.version, chunks)

    def _has_content(self, base: WorkbenchSessionHead) -> bool:
        return base.content_hash == self.draft.content.content_hash


@dataclass(frozen=True)
class RestoreVersion:
    """
    A new version on top with the content of an earlier one; its pieces are stored already. [S7]

    The earlier one is written again as it is, in the same batch: then it was not thinned away meanwhile.
    """

    version: WorkbenchSessionVersion
    device: str
    services: StoreServices

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        return base.content_hash == self.version.content_hash

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        earlier = await self.services.sessions.find(WorkbenchSessionVersion, base.owner_id, self.version.id)
        if earlier is None:
            raise NotFound
        members = {name: getattr(earlier, name) for name in ("content_hash", "size_bytes", "chunk_count")}
        change = _with_new_version(base, members, self.device, self.services)
        return HeadChange(change.head, change.version, [Replace(earlier, earlier.etag)])


@dataclass(frozen=True)
class EditDetails:
    """Other values for some of title, description, tags and starred; no new version."""

    members: Mapping[str, Any]
    services: StoreServices

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        return all(getattr(base, name) == value for name, value in self._edited(base).items())

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        return _head_only(base, self._edited(base), self.services)

    def _edited(self, base: WorkbenchSessionHead) -> dict[str, Any]:
        wished = dict(self.members)
        starred = wished.pop("starred", base.starred)
        details = SessionDetails.model_validate({**base.details().model_dump(), **wished})
        return {**details_members(details), "starred": starred}


@dataclass(frozen=True)
class MoveToTrash:
    """Out of the lists, and back by restoring; gone for good after some days."""

    services: StoreServices

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        return base.is_deleted

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        members = {"is_deleted": True, "deleted_at": timestamp(self.services.clock())}
        return _head_only(base, members, self.services)


@dataclass(frozen=True)
class TakeFromTrash:
    services: StoreServices

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        return not base.is_deleted

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        return _head_only(base, {"is_deleted": False, "deleted_at": None}, self.services)


@dataclass(frozen=True)
class BeginPurge:
    """From here on nothing brings the session back."""

    services: StoreServices

    def is_done(self, base: WorkbenchSessionHead) -> bool:
        return base.is_purging

    async def change(self, base: WorkbenchSessionHead) -> HeadChange:
        return _head_only(base, {"is_deleted": True, "is_purging": True}, self.services)


def _with_new_version(
    base: WorkbenchSessionHead, members: Mapping[str, Any], device: str, services: StoreServices
) -> HeadChange:
    change = _head_only(base, {**members, "version": base.version + 1, "saved_by": device}, services)
    head = change.head.changed(last_opened_at=change.head.updated_at)
    return HeadChange(head, version_of(head))


def _head_only(base: WorkbenchSessionHead, members: Mapping[str, Any], services: StoreServices) -> HeadChange:
    return HeadChange(
        base.changed(
            **{
                "updated_at": _moment_after(base.updated_at, services.clock),
                "write_id": services.new_id(),
                **members,
            }
        )
    )


def _moment_after(earlier: str, clock: Clock) -> str:
    """Now, but later than *earlier*: a clock that goes back must not put a newer save before an older."""
    return timestamp(max(clock(), parse_timestamp(earlier) + timedelta(milliseconds=1)))
