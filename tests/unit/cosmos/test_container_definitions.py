"""The containers and the lists that need their indexes."""

import pytest

from benchdog.cosmos.client import CosmosAccount
from benchdog.cosmos.container_definitions import (
    AUDIT_LOG,
    SESSIONS,
    SNAPSHOT_ACCESS_LOGS,
    SNAPSHOTS,
    USER_SESSIONS,
)

LISTS = [
    (
        SESSIONS,
        ("kind", "is_deleted"),
        ("updated_at", "created_at", "last_opened_at", "title_lower", "size_bytes"),
    ),
    (SESSIONS, ("kind", "session_id"), ("number",)),
    (SNAPSHOTS, ("kind", "is_owner"), ("last_visited_at",)),
    (SNAPSHOT_ACCESS_LOGS, ("kind",), ("last_visited_at", "visits", "title_lower")),
    (USER_SESSIONS, ("kind",), ("updated_at",)),
    (USER_SESSIONS, ("kind", "app"), ("updated_at",)),
    (AUDIT_LOG, ("kind",), ("at",)),
]


@pytest.mark.parametrize(("container", "fixed", "orders"), LISTS)
def test_every_order_of_a_list_has_its_composite_index(container, fixed, orders):
    """[L2] Without it the database refuses to sort by several fields."""
    for order in orders:
        assert tuple(f"/{name}" for name in (*fixed, order, "id")) in container.sorted_by


@pytest.mark.parametrize(
    ("container", "names"),
    [
        (SESSIONS, {"kind", "is_deleted", "deleted_at", "is_purging", "version"}),
        (SNAPSHOTS, {"kind", "is_settled", "is_deleted", "expires_at"}),
    ],
)
def test_what_the_reconciler_looks_for_is_indexed(container, names):
    """[N5] It asks all partitions every minute: without an index it would read everything."""
    assert {f"/{name}/?" for name in names} <= set(container.indexed)


@pytest.mark.parametrize("container", [SESSIONS, SNAPSHOTS, SNAPSHOT_ACCESS_LOGS, USER_SESSIONS])
def test_nothing_is_indexed_that_is_not_named(container):
    """[C5] Content least of all."""
    policy = container.indexing_policy()

    assert policy["excludedPaths"] == [{"path": "/*"}]
    assert not any("data" in path["path"] for path in policy["includedPaths"])


def test_a_connection_string_is_read_and_never_repeated():
    """[E3] It holds the key."""
    account = CosmosAccount.from_connection_string(
        "AccountEndpoint=https://a.example:443/;AccountKey=a2V5PT0=;"
    )

    assert (account.endpoint, account.key) == ("https://a.example:443/", "a2V5PT0=")
    with pytest.raises(ValueError, match="AccountEndpoint") as refused:
        CosmosAccount.from_connection_string("AccountKey=a2V5PT0=")
    assert "a2V5" not in str(refused.value)
