"""What a list can be narrowed down to. [L3]"""

from dataclasses import dataclass
from datetime import datetime

from benchdog.cosmos.filters import Filter, FilterFactory, any_of
from benchdog.documents.audit_entry import AuditedOperation, AuditOutcome
from benchdog.documents.metadata import normalized
from benchdog.documents.stored_document import folded
from benchdog.resilience.clock import timestamp


@dataclass(frozen=True)
class TextFilter:
    """Parts of title and description, compared without case; None asks for nothing."""

    text: str | None = None
    title: str | None = None
    description: str | None = None

    def conditions(self, factory: FilterFactory) -> list[Filter]:
        found = []
        if self.text is not None:
            anywhere = _searched(self.text)
            fields = ("title_lower", "description_lower")
            found.append(any_of(*(factory.contains(name, anywhere) for name in fields)))
        if self.title is not None:
            found.append(factory.contains("title_lower", _searched(self.title)))
        if self.description is not None:
            found.append(factory.contains("description_lower", _searched(self.description)))
        return found


@dataclass(frozen=True)
class TimeRange:
    """Both ends included; None is open."""

    earliest: datetime | None = None
    latest: datetime | None = None

    def conditions(self, factory: FilterFactory, name: str) -> list[Filter]:
        found = []
        if self.earliest is not None:
            found.append(factory.at_least(name, timestamp(self.earliest)))
        if self.latest is not None:
            found.append(factory.at_most(name, timestamp(self.latest)))
        return found


@dataclass(frozen=True)
class SessionFilter:
    texts: TextFilter = TextFilter()
    created: TimeRange = TimeRange()
    updated: TimeRange = TimeRange()
    last_opened: TimeRange = TimeRange()
    tag: str | None = None
    is_starred: bool | None = None

    def conditions(self, factory: FilterFactory) -> list[Filter]:
        found = self.texts.conditions(factory)
        found += self.created.conditions(factory, "created_at")
        found += self.updated.conditions(factory, "updated_at")
        found += self.last_opened.conditions(factory, "last_opened_at")
        if self.tag is not None:
            found.append(factory.has_element("tags", normalized(self.tag)))
        if self.is_starred is not None:
            found.append(factory.equals("starred", self.is_starred))
        return found


@dataclass(frozen=True)
class SnapshotFilter:
    texts: TextFilter = TextFilter()
    created: TimeRange = TimeRange()

    def conditions(self, factory: FilterFactory) -> list[Filter]:
        return self.texts.conditions(factory) + self.created.conditions(factory, "created_at")


@dataclass(frozen=True)
class AccessLogFilter:
    texts: TextFilter = TextFilter()
    last_visited: TimeRange = TimeRange()
    owner_id: str | None = None
    is_snapshot_deleted: bool | None = None

    def conditions(self, factory: FilterFactory) -> list[Filter]:
        found = self.texts.conditions(factory)
        found += self.last_visited.conditions(factory, "last_visited_at")
        if self.owner_id is not None:
            found.append(factory.equals("owner_id", self.owner_id))
        if self.is_snapshot_deleted is not None:
            found.append(factory.equals("snapshot_deleted", self.is_snapshot_deleted))
        return found


@dataclass(frozen=True)
class AuditFilter:
    """None asks for nothing; `began` is when the operation began."""

    subject_id: str | None = None
    operation: AuditedOperation | None = None
    outcome: AuditOutcome | None = None
    correlation_id: str | None = None
    began: TimeRange = TimeRange()

    def conditions(self, factory: FilterFactory) -> list[Filter]:
        wanted = {
            "subject_id": self.subject_id,
            "operation": self.operation,
            "outcome": self.outcome,
            "correlation_id": self.correlation_id,
        }
        found = [factory.equals(name, value) for name, value in wanted.items() if value is not None]
        return found + self.began.conditions(factory, "at")


def _searched(text: str) -> str:
    """As stored texts are: in NFC, so that both ways of writing é are found."""
    return folded(normalized(text))
