"""What is kept of an operation: who, what, on what, how it ended. No content, no titles, no tokens. [R6]"""

from typing import Literal

from benchdog.documents.stored_document import StoredDocument

AuditedOperation = Literal["create", "save", "restore", "delete", "share", "open", "recover", "reset"]
"""
`save` is also a change of title, tags or label, `recover` reads what an app goes on from, `share` changes who
may open something.
"""

SubjectKind = Literal[
    "workbench_session",
    "session_version",
    "message",
    "snapshot",
    "snapshot_access_log",
    "user_session",
    "survey_session",
    "circuit_breaker",
]

AuditOutcome = Literal["succeeded", "failed"]


class AuditEntry(StoredDocument):
    """
    One operation that ended, in the partition of who asked for it.

    Operation and kind are read as any text: those of a newer version are shown, too.

    Attributes:
        actor_id: empty for somebody who opened a public snapshot without signing in.
        at: when it began.
        subject_id: of the session or snapshot; empty where there is none, as after a refused creation.
        error_code: of a failure, as the caller got it.
        duration_ms: until the answer was ready to be sent.
        ttl: seconds until the database forgets it.
    """

    kind: Literal["audit_entry"] = "audit_entry"
    actor_id: str
    at: str
    operation: str
    subject_kind: str
    subject_id: str = ""
    outcome: AuditOutcome
    error_code: str | None = None
    duration_ms: float
    correlation_id: str
    ttl: int
