"""What a write costs: which indexes there are, and which of them a replacement rewrites."""

from typing import Any

import apsw
import pytest

from benchdog.embedded_cosmos.storage import catalogue, items
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import Stamp

KEY = '["ada"]'
DEFINITION: dict[str, Any] = {
    "id": "c",
    "partitionKey": {"paths": ["/owner"]},
    "defaultTtl": -1,
    "indexingPolicy": {
        "includedPaths": [{"path": "/title/?"}],
        "excludedPaths": [{"path": "/*"}],
        "compositeIndexes": [[{"path": "/title"}, {"path": "/updated"}]],
    },
}
ITEM: dict[str, Any] = {"id": "1", "owner": "ada", "title": "Budget", "updated": 1, "ttl": 60}


@pytest.fixture
def connection() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    catalogue.set_up(connection)
    return connection


@pytest.fixture
def container(connection) -> Container:
    database = catalogue.create_database(connection, "d", "", 0)
    return catalogue.create_container(connection, database, DEFINITION, "", 0)


def test_a_path_of_a_composite_index_alone_has_no_index_of_its_own(connection, container):
    """Nothing may be sorted by it, so every write would keep it for nobody."""
    title, updated = container.columns[("title",)], container.columns[("updated",)]

    names = {row[1] for row in connection.execute(f"PRAGMA index_list({container.table})")}

    assert f"{container.table}_{title}" in names
    assert f"{container.table}_{updated}" not in names


def test_a_replacement_sets_no_indexed_column_that_stays_as_it_is(connection, container):
    """SQLite rewrites the index of every column that it is told to set."""
    existing = items.create(connection, container, KEY, ITEM, Stamp(0, '"first"'))
    kept = f"id, expires, {container.columns[('title',)]}"
    connection.execute(
        f"CREATE TRIGGER no_rewrite BEFORE UPDATE OF {kept} ON {container.table} "
        "BEGIN SELECT RAISE(ABORT, 'an index is rewritten'); END"
    )

    items.replace(connection, container, existing, ITEM | {"updated": 2}, Stamp(0, '"second"'))

    assert items.get(connection, container, KEY, "1", now=0).as_value()["updated"] == 2
