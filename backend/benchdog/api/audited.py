"""Which operation a route is, for the audit trail and the performance monitor. [R5] [R6]"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from benchdog.documents.audit_entry import AuditedOperation, SubjectKind

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_ATTRIBUTE: Final = "benchdog_audited"


@dataclass(frozen=True, slots=True)
class Audited:
    operation: AuditedOperation
    subject_kind: SubjectKind


def audited(operation: AuditedOperation, subject_kind: SubjectKind) -> Callable[[Endpoint], Endpoint]:
    """Marks an endpoint each of whose requests leaves an entry in the audit trail."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _ATTRIBUTE, Audited(operation, subject_kind))
        return endpoint

    return mark


def audited_as(endpoint: Callable[..., Any]) -> Audited | None:
    return getattr(endpoint, _ATTRIBUTE, None)
