"""The audit trail as it is read: pages, statistics, everything at a stretch. Nobody changes it. [R6]"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from math import ceil
from typing import Final, Self

from pydantic import BaseModel

from benchdog.cosmos.container import DocumentContainer
from benchdog.documents.audit_entry import AuditEntry, AuditOutcome
from benchdog.stores.list_filters import AuditFilter
from benchdog.stores.listing import Listing, Page, PageRequest

STRETCH: Final = 500
"""Entries read at once: some 250 KB, well within one answer of the database."""


class AuditRecord(BaseModel):
    """
    One operation that ended. No content, no titles, no tokens.

    Attributes:
        at: when it began, ISO 8601 in UTC with milliseconds.
        subject_id: of the session or snapshot; empty where there is none, as after a refused creation.
        error_code: null unless it failed.
    """

    id: str
    actor_id: str
    at: str
    operation: str
    subject_kind: str
    subject_id: str
    outcome: AuditOutcome
    error_code: str | None
    duration_ms: float
    correlation_id: str

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        return cls.model_validate(entry, from_attributes=True)


class OperationStatistics(BaseModel):
    """`success_rate` is between 0 and 1. Failures count in all of them."""

    count: int
    failed: int
    success_rate: float
    average_duration_ms: float
    p95_duration_ms: float

    @classmethod
    def of(cls, records: Sequence[AuditRecord]) -> Self:
        """*records*: at least one."""
        durations = sorted(record.duration_ms for record in records)
        failed = sum(record.outcome == "failed" for record in records)
        return cls(
            count=len(records),
            failed=failed,
            success_rate=round(1 - failed / len(records), 4),
            average_duration_ms=round(sum(durations) / len(durations), 1),
            p95_duration_ms=durations[ceil(0.95 * len(durations)) - 1],
        )


class AuditStatistics(BaseModel):
    """
    Attributes:
        total: of all operations together; null where there was none.
        errors: how often each error code was the answer.
        is_complete: false where there are more entries than are counted, of which these are the newest.
    """

    total: OperationStatistics | None
    operations: dict[str, OperationStatistics]
    errors: dict[str, int]
    is_complete: bool


class AuditTrailStore:
    """
    The entries of one person, or with no name those of everybody. Who may ask for which, the route says.

    Args:
        counted_entries: the newest that statistics are made of.
    """

    def __init__(self, actor_id: str | None, container: DocumentContainer, counted_entries: int) -> None:
        self._actor_id = actor_id
        self._container = container
        self._counted_entries = counted_entries

    async def page(self, request: PageRequest, wanted: AuditFilter) -> Page[AuditRecord]:
        """Raises CursorInvalid. [L1]"""
        listing = Listing(self._container, AuditEntry, self._actor_id, {"kind": "audit_entry"})
        found = await listing.page(request, wanted.conditions(listing.filters))
        return Page([AuditRecord.of(entry) for entry in found.items], found.next_cursor)

    async def stretches(self, wanted: AuditFilter) -> AsyncIterator[list[AuditRecord]]:
        """Everything, newest first, up to 500 at once, so that it never is in memory as a whole."""
        request = PageRequest("at", page_size=STRETCH)
        while True:
            page = await self.page(request, wanted)
            yield page.items
            if page.next_cursor is None:
                return
            request = PageRequest("at", page_size=STRETCH, cursor=page.next_cursor)

    async def statistics(self, wanted: AuditFilter) -> AuditStatistics:
        records: list[AuditRecord] = []
        async for stretch in self.stretches(wanted):
            records += stretch
            if len(records) > self._counted_entries:
                break
        counted = records[: self._counted_entries]
        by_operation: dict[str, list[AuditRecord]] = {}
        for record in counted:
            by_operation.setdefault(record.operation, []).append(record)
        return AuditStatistics(
            total=OperationStatistics.of(counted) if counted else None,
            operations={name: OperationStatistics.of(found) for name, found in sorted(by_operation.items())},
            errors=dict(Counter(record.error_code for record in counted if record.error_code is not None)),
            is_complete=len(counted) == len(records),
        )
