"""Push-down and evaluator agree on every predicate: the evaluator is the meaning, SQLite only the speed."""

import os
from collections import Counter
from math import isfinite
from pathlib import Path
from random import Random
from struct import unpack

import apsw
import orjson
import pytest

from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.fragments import EVERYTHING
from benchdog.embedded_cosmos.sql.parser import parse_query
from benchdog.embedded_cosmos.sql.prefilter import Prefilter
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.syntax import Binary, Constant, Member, Root
from benchdog.embedded_cosmos.storage import catalogue, items
from benchdog.embedded_cosmos.storage.container import Container, Database
from benchdog.embedded_cosmos.storage.items import Stamp
from tests.unit.embedded_cosmos.predicates import (
    COMPARISONS,
    INDEXED,
    PARAMETER,
    UNINDEXED,
    VALUES,
    a_predicate,
    an_item,
    form_of,
)

SEED = 20261121
PREDICATES = int(os.environ.get("BENCHDOG_TEST_PREDICATES", "4000"))
ITEMS = 200
PATHS = (INDEXED, INDEXED, UNINDEXED, (*INDEXED, *UNINDEXED))
PUSHED = {
    *("AND", "OR", "NOT", "Between", "OneOf", "Member", "CONTAINS/2", "STARTSWITH/2"),
    *(form for operator in COMPARISONS for form in (operator, f"constant {operator}")),
    *(f"IS_{kind}/1" for kind in ("DEFINED", "NULL", "BOOL", "NUMBER", "STRING", "ARRAY", "OBJECT")),
}
"""The forms that SQLite takes: wholly where the path is indexed, else as a filter before the evaluator."""
KEY = '["ada"]'


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A container of items of every type, and the items as values by their number."""
    folder: Path = tmp_path_factory.mktemp("pushdown")
    connection = apsw.Connection(str(folder / "items.db"))
    catalogue.set_up(connection)
    definition = {
        "id": "c",
        "partitionKey": {"paths": ["/owner"]},
        "indexingPolicy": {
            "includedPaths": [{"path": f"/{'/'.join(path)}/?"} for path in INDEXED],
            "excludedPaths": [{"path": "/*"}],
        },
    }
    database: Database = catalogue.create_database(connection, "d", "", 0)
    container: Container = catalogue.create_container(connection, database, definition, "", 0)
    chance = Random(SEED)
    values = {}
    with connection:
        for number in range(ITEMS):
            created = items.create(connection, container, KEY, an_item(chance, number), Stamp(0, '"e"'))
            values[created.number] = created.members()
    return connection, container, values


def passing(expression, parameters, values, numbers) -> set[int]:
    """The numbers of the items for which the evaluator finds *expression* true."""
    if expression is None:
        return set(numbers)
    test = compiled(expression)
    scope = dict(parameters)
    return {number for number in numbers if test(scope | {"c": values[number]}) is True}


def test_sqlite_lets_exactly_those_items_through_that_the_evaluator_does(stored):
    connection, container, values = stored
    pushed: Counter[str] = Counter()
    narrowed: Counter[str] = Counter()
    for number in range(PREDICATES):
        chance = Random(SEED + number)
        where = a_predicate(chance, chance.choice((0, 0, 0, 1, 2, 3)), chance.choice(PATHS))
        parameters = {PARAMETER: chance.choice(VALUES)}
        sorted_by = frozenset(column for column in container.columns.values() if chance.random() < 0.3)
        divided = Pushdown("c", container.columns, parameters, sorted_by).divide(where)
        sql, bound = divided.where
        pushed[form_of(where)] += divided.residual is None
        narrowed[form_of(where)] += divided.residual is not None and sql != EVERYTHING[0]

        rows = connection.execute(f"SELECT number FROM {container.table} WHERE {sql}", bound)
        found = passing(divided.residual, parameters, values, [row for (row,) in rows])

        expected = passing(where, parameters, values, values)
        assert found == expected, f"seed {SEED} + {number}, {parameters}: {where}"

    assert {form for form, count in pushed.items() if count} == PUSHED
    assert {form for form, count in narrowed.items() if count} == PUSHED


@pytest.mark.parametrize(
    ("predicate", "parameters"),
    [
        ("c.u = 1 AND LENGTH(c.b) > 2", {}),
        ("NOT (c.u > @p OR IS_STRING(c.deep.u))", {PARAMETER: "a"}),
    ],
)
def test_what_no_column_has_is_narrowed_by_the_json_of_the_item(stored, predicate, parameters):
    connection, container, values = stored
    where = parse_query(f"SELECT * FROM c WHERE {predicate}").where
    sql, bound = Pushdown("c", container.columns, parameters).divide(where).where

    rows = connection.execute(f"SELECT number FROM {container.table} WHERE {sql}", bound)
    let_through = {number for (number,) in rows}

    assert passing(where, parameters, values, values) <= let_through
    assert len(let_through) < ITEMS / 2


@pytest.mark.parametrize(
    "predicate",
    ["LENGTH(c.u) > 1", "c.u = 1 OR LENGTH(c.b) > 2", 'c["odd name"] = 1', "c._ts = 1", "c.u = c.b", "c"],
)
def test_what_the_json_of_the_item_cannot_tell_is_left_to_the_evaluator(predicate):
    where = parse_query(f"SELECT * FROM c WHERE {predicate}").where

    assert where is not None
    assert Prefilter("c", {}).of(where) == EVERYTHING


def test_numbers_of_any_precision_pass_the_filter_that_their_equals_pass():
    """SQLite reads decimals by itself; what it lets through must have every double that Python reads so."""
    connection = apsw.Connection(":memory:")
    chance = Random(SEED)
    doubles = (unpack(">d", chance.randbytes(8))[0] for _ in range(5000))
    for number in filter(isfinite, doubles):
        predicate = Binary("=", Member(Root("c"), Constant("n")), Constant(number))
        text, bound = Prefilter("c", {}).of(predicate)
        row = "SELECT CAST(? AS BLOB) AS head, NULL AS big_members"

        found = connection.execute(
            f"SELECT 1 FROM ({row}) WHERE {text}", (orjson.dumps({"n": number}), *bound)
        )

        assert found.get == 1, number
