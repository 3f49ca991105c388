"""Parameters of the audit trail. [R6] [L3]"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from benchdog.api.list_queries import FilterText, PageQuery
from benchdog.documents.audit_entry import AuditedOperation
from benchdog.stores.list_filters import AuditFilter, TimeRange
from benchdog.stores.listing import PageRequest

ExportFormat = Literal["json", "csv"]


class AuditQuery(BaseModel):
    """Which entries."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    filter_subject_id: FilterText | None = None
    filter_operation: AuditedOperation | None = None
    filter_failed: bool | None = Field(default=None, description="Only failures, or only successes.")
    filter_correlation_id: FilterText | None = None
    filter_from: AwareDatetime | None = Field(default=None, description="When it began, at the earliest.")
    filter_to: AwareDatetime | None = None

    def wanted(self) -> AuditFilter:
        return AuditFilter(
            subject_id=self.filter_subject_id,
            operation=self.filter_operation,
            outcome=None if self.filter_failed is None else "failed" if self.filter_failed else "succeeded",
            correlation_id=self.filter_correlation_id,
            began=TimeRange(self.filter_from, self.filter_to),
        )


class AuditListQuery(AuditQuery, PageQuery):
    """Newest first."""

    def page_request(self) -> PageRequest:
        return PageRequest("at", page_size=self.page_size, cursor=self.cursor)


class AuditExportQuery(AuditQuery):
    format: ExportFormat | None = Field(default=None, description="Where it is absent, a setting decides.")


ActorFilter = Annotated[FilterText | None, Field(description="Only what this person did.")]


class EverybodysAuditQuery(AuditQuery):
    filter_actor_id: ActorFilter = None


class EverybodysAuditListQuery(AuditListQuery):
    filter_actor_id: ActorFilter = None


class EverybodysAuditExportQuery(AuditExportQuery):
    filter_actor_id: ActorFilter = None
