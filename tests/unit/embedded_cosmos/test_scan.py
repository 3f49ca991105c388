"""How SQLite walks: what a page costs must not depend on how many items there are."""

from typing import Any

import apsw
import pytest

from benchdog.embedded_cosmos.protocol.queries import QueryRun
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.storage import catalogue, items
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import Stamp
from benchdog.embedded_cosmos.storage.scan import Scan

KEY = '["ada"]'
FIXED = "c.kind = 'head' AND c.is_deleted = false"
ITEMS = 60
MIXED = [None, True, 1, "text", [1]]


@pytest.fixture(scope="module")
def stored() -> tuple[apsw.Connection, Container]:
    connection = apsw.Connection(":memory:")
    catalogue.set_up(connection)
    definition: dict[str, Any] = {
        "id": "c",
        "partitionKey": {"paths": ["/owner"]},
        "indexingPolicy": {
            "includedPaths": [{"path": f"/{name}/?"} for name in ("kind", "title", "mixed")],
            "excludedPaths": [{"path": "/*"}],
            "compositeIndexes": [
                [{"path": f"/{name}"} for name in ("kind", "is_deleted", "updated", "id")],
                [{"path": "/mixed"}, {"path": "/updated", "order": "descending"}],
            ],
        },
    }
    database = catalogue.create_database(connection, "d", "", 0)
    container = catalogue.create_container(connection, database, definition, "", 0)
    for number in range(ITEMS):
        item: dict[str, Any] = {
            "id": f"i{number:02}",
            "owner": "ada",
            "kind": "head",
            "is_deleted": False,
            "title": f"Title {number % 7}",
            "updated": number // 3,
        }
        if number % 6:
            item["mixed"] = MIXED[number % 6 - 1]
        items.create(connection, container, KEY, item, Stamp(0, '"e"'))
    return connection, container


def scan_of(container: Container, text: str) -> Scan:
    query = row_plan(text).query
    pushdown = Pushdown("c", container.columns, {})
    order = tuple((pushdown.column_of(term.expression) or "", term.is_descending) for term in query.order_by)
    sorted_by = frozenset(column for column, _ in order)
    filtered = Pushdown("c", container.columns, {}, sorted_by).divide(query.where)
    return Scan(container, KEY, filtered, order, 0)


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(
    "condition",
    [
        "true",
        "CONTAINS(c.title, '3')",
        "STARTSWITH(c.title, 'T')",
        "c.title > 'A'",
        "c.title != 'A'",
        "IS_STRING(c.title)",
        "(c.updated <= 5 AND (c.updated < 5 OR c.id < 'i20'))",
    ],
)
def test_a_page_walks_the_index_of_its_order_and_sorts_nothing(stored, condition, direction):
    connection, container = stored
    order = ", ".join(f"c.{name} {direction}" for name in ("kind", "is_deleted", "updated", "id"))
    scan = scan_of(container, f"SELECT * FROM c WHERE {FIXED} AND {condition} ORDER BY {order}")
    [(_, place), *_] = scan.items(connection)

    for after in (None, place):
        sql, values = scan.statement(after)
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]

        assert len(plan) == 1, plan
        assert f"{container.table}_composite_0" in plan[0]


def test_a_walk_that_is_resumed_begins_inside_the_index(stored):
    connection, container = stored
    order = "ORDER BY c.kind, c.is_deleted, c.updated, c.id"
    scan = scan_of(container, f"SELECT * FROM c WHERE {FIXED} {order}")
    place = [place for _, place in scan.items(connection)][ITEMS // 2]

    sql, values = scan.statement(place)
    [plan] = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]

    assert f"AND ({container.columns['updated',]}," in plan


@pytest.mark.parametrize(
    "order",
    [
        "c.kind, c.is_deleted, c.updated, c.id",
        "c.mixed, c.updated DESC",
        "c.mixed DESC, c.updated",
        "c.mixed",
        "c.mixed DESC",
    ],
)
def test_a_walk_goes_on_behind_every_place_whatever_the_types_and_directions(stored, order):
    connection, container = stored
    scan = scan_of(container, f"SELECT * FROM c ORDER BY {order}")
    walked = [(item.id, place) for item, place in scan.items(connection)]

    for index, (_, place) in enumerate(walked):
        rest = [item.id for item, _ in scan.items(connection, place)]

        assert rest == [item_id for item_id, _ in walked[index + 1 :]]


def test_a_page_is_full_and_leaves_no_transaction_open_behind_it(stored):
    """An open one would keep the log from being moved into the file."""
    connection, container = stored
    text = f"SELECT VALUE c.id FROM c WHERE {FIXED} ORDER BY c.kind, c.is_deleted, c.updated, c.id"
    pages, token = [], None
    while True:
        page = QueryRun(container, text, {}, key=KEY, within=None, now=0).page(connection, 25, token)
        pages.append(len(page.results))
        assert connection.txn_state("main") == apsw.SQLITE_TXN_NONE
        token = page.token
        if token is None:
            break

    assert pages == [25, 25, 10]
