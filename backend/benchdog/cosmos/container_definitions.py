"""
The containers as data: partition keys, indexes, expiry.

Only what lists and the reconciler filter or sort by is indexed; content never is. Filters that every list has
stand first in its composite index, and in its ORDER BY, so that a list costs the same however much its
partition holds.
"""

from dataclasses import dataclass
from typing import Any, Final

TTL_ONLY_WHERE_AN_ITEM_ASKS: Final = -1


@dataclass(frozen=True)
class ContainerDefinition:
    """
    One container.

    Attributes:
        indexed: paths for filters, in the notation of an indexing policy.
        sorted_by: composite indexes, ascending; they serve the all-descending order too.
    """

    name: str
    partition_key: str
    indexed: tuple[str, ...]
    sorted_by: tuple[tuple[str, ...], ...]

    def indexing_policy(self) -> dict[str, Any]:
        return {
            "indexingMode": "consistent",
            "automatic": True,
            "includedPaths": [{"path": path} for path in self.indexed],
            "excludedPaths": [{"path": "/*"}],
            "compositeIndexes": [
                [{"path": path, "order": "ascending"} for path in paths] for paths in self.sorted_by
            ],
        }


SESSIONS: Final = ContainerDefinition(
    name="sessions",
    partition_key="/owner_id",
    indexed=(
        "/kind/?",
        "/session_id/?",
        "/is_deleted/?",
        "/deleted_at/?",
        "/is_purging/?",
        "/version/?",
        "/title_lower/?",
        "/description_lower/?",
        "/tags/[]/?",
    ),
    sorted_by=(
        ("/kind", "/is_deleted", "/updated_at", "/id"),
        ("/kind", "/is_deleted", "/created_at", "/id"),
        ("/kind", "/is_deleted", "/last_opened_at", "/id"),
        ("/kind", "/is_deleted", "/title_lower", "/id"),
        ("/kind", "/is_deleted", "/size_bytes", "/id"),
        ("/kind", "/session_id", "/number", "/id"),
    ),
)

SNAPSHOTS: Final = ContainerDefinition(
    name="snapshots",
    partition_key="/snapshot_id",
    indexed=("/kind/?", "/is_owner/?", "/is_settled/?", "/is_deleted/?", "/expires_at/?"),
    sorted_by=(("/kind", "/is_owner", "/last_visited_at", "/id"),),
)

SNAPSHOT_ACCESS_LOGS: Final = ContainerDefinition(
    name="snapshot_access_logs",
    partition_key="/visitor_id",
    indexed=("/kind/?", "/title_lower/?", "/description_lower/?", "/owner_id/?", "/snapshot_deleted/?"),
    sorted_by=(
        ("/kind", "/last_visited_at", "/id"),
        ("/kind", "/visits", "/id"),
        ("/kind", "/title_lower", "/id"),
    ),
)

USER_SESSIONS: Final = ContainerDefinition(
    name="user_sessions",
    partition_key="/user_id",
    indexed=("/kind/?", "/app/?"),
    sorted_by=(("/kind", "/updated_at", "/id"), ("/kind", "/app", "/updated_at", "/id")),
)

IDEMPOTENCY_KEYS: Final = ContainerDefinition(
    name="idempotency_keys", partition_key="/id", indexed=(), sorted_by=()
)
"""Only ever read by id."""

AUDIT_LOG: Final = ContainerDefinition(
    name="audit_log",
    partition_key="/actor_id",
    indexed=("/kind/?", "/operation/?", "/subject_id/?", "/outcome/?", "/correlation_id/?"),
    sorted_by=(("/kind", "/at", "/id"),),
)
ALL_CONTAINERS: Final = (
    SESSIONS,
    SNAPSHOTS,
    SNAPSHOT_ACCESS_LOGS,
    USER_SESSIONS,
    IDEMPOTENCY_KEYS,
    AUDIT_LOG,
)
