"""The audit trail over HTTP. [R6]"""

from datetime import datetime
from typing import Any, Literal, TypedDict, Unpack

from pydantic import BaseModel

from benchdog.client.service_connection import ServiceConnection, parsed

OF_CALLER = "/persistence/audit"
OF_EVERYBODY = "/persistence/audit/everybody"


class AuditRecord(BaseModel):
    """What was done, by whom, on what; `at` is ISO 8601 in UTC, `error_code` None where it succeeded."""

    id: str
    at: str
    actor_id: str
    operation: str
    subject_kind: str
    subject_id: str
    outcome: Literal["succeeded", "failed"]
    error_code: str | None
    duration_ms: float
    correlation_id: str


class AuditPage(BaseModel):
    """Newest first; `next_cursor` is None on the last page. [L1]"""

    items: list[AuditRecord]
    next_cursor: str | None


class OperationStatistics(BaseModel):
    """`success_rate` is from 0 to 1."""

    count: int
    failed: int
    success_rate: float
    average_duration_ms: float
    p95_duration_ms: float


class AuditStatistics(BaseModel):
    """`is_complete` is False where there was too much to count; `errors` counts by code."""

    total: OperationStatistics | None
    operations: dict[str, OperationStatistics]
    errors: dict[str, int]
    is_complete: bool


class AuditQuery(TypedDict, total=False):
    """Moments are aware; a filter that is None is left out. `filter_actor_id`: of everybody's only."""

    filter_subject_id: str | None
    filter_operation: str | None
    filter_failed: bool | None
    filter_correlation_id: str | None
    filter_from: datetime | None
    filter_to: datetime | None
    filter_actor_id: str | None


class AuditClient:
    """
    The caller's own entries; everybody's for an administrator who asks for them.

    Each method raises the errors of `ServiceConnection.ask`.
    """

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def page(
        self,
        *,
        of_everybody: bool = False,
        page_size: int | None = None,
        cursor: str | None = None,
        **query: Unpack[AuditQuery],
    ) -> AuditPage:
        pages: dict[str, Any] = {"page_size": page_size, "cursor": cursor}
        answer = self._connection.ask("GET", _path(of_everybody), query={**pages, **query})
        return parsed(AuditPage, answer)

    def stats(self, *, of_everybody: bool = False, **query: Unpack[AuditQuery]) -> AuditStatistics:
        answer = self._connection.ask("GET", f"{_path(of_everybody)}/stats", query=query)
        return parsed(AuditStatistics, answer)

    def export(
        self,
        *,
        file_format: Literal["json", "csv"],
        of_everybody: bool = False,
        **query: Unpack[AuditQuery],
    ) -> bytes:
        """The whole file."""
        path = f"{_path(of_everybody)}/export"
        return self._connection.ask("GET", path, query={"format": file_format, **query}).content


def _path(of_everybody: bool) -> str:
    return OF_EVERYBODY if of_everybody else OF_CALLER
