"""Push-down and evaluator agree on every predicate: the evaluator is the meaning, SQLite only the speed."""

import random
from pathlib import Path

import apsw
import orjson
import pytest

from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.parser import parse_query
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.storage import catalogue, items
from benchdog.embedded_cosmos.storage.container import Container, Database
from benchdog.embedded_cosmos.storage.items import Stamp

SEED = 20261121
PREDICATES = 4000
ITEMS = 150
FIELDS = ("a", "b", "deep.c")
PATHS = ("/a/?", "/b/?", "/deep/c/?")
VALUES = [
    None,
    True,
    False,
    0,
    -0.0,
    1,
    1.5,
    -3,
    10**15,
    "",
    "a",
    "A",
    "ab",
    "é",
    "😀",
    "1",
    [1],
    {"x": 1},
    "missing",
]
PARTS = ('"a"', '"A"', '""', '"é"', '"b"', '"ab"', '"\U0001f600"', "1")
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
            "includedPaths": [{"path": path} for path in PATHS],
            "excludedPaths": [{"path": "/*"}],
        },
    }
    database: Database = catalogue.create_database(connection, "d", "", 0)
    container: Container = catalogue.create_container(connection, database, definition, "", 0)
    chance = random.Random(SEED)
    values = {}
    for number in range(ITEMS):
        drawn = {field: value for field in FIELDS if (value := chance.choice(VALUES)) != "missing"}
        deep = {"c": drawn.pop("deep.c")} if "deep.c" in drawn else {}
        item = {"id": str(number), "owner": "ada", "deep": deep, **drawn}
        created = items.create(connection, container, KEY, item, Stamp(0, '"e"'))
        values[created.number] = item
    return connection, container, values


def predicate(chance: random.Random, depth: int) -> str:
    field = f"c.{chance.choice(FIELDS)}"
    literal = orjson.dumps(chance.choice([value for value in VALUES if value != "missing"])).decode()
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(
            [
                f"{field} {chance.choice(['=', '!=', '<', '<=', '>', '>='])} {literal}",
                f"{literal} {chance.choice(['=', '!=', '<', '<=', '>', '>='])} {field}",
                f"{field} BETWEEN {literal} AND {orjson.dumps(chance.choice(VALUES[3:16])).decode()}",
                f"{field} IN ({literal}, {orjson.dumps(chance.choice(VALUES[:15])).decode()})",
                f"{chance.choice(['IS_DEFINED', 'IS_NULL', 'IS_STRING', 'IS_ARRAY', 'IS_NUMBER'])}({field})",
                f"{chance.choice(['CONTAINS', 'STARTSWITH'])}({field}, {chance.choice(PARTS)})",
                field,
            ]
        )
    left, right = predicate(chance, depth - 1), predicate(chance, depth - 1)
    return chance.choice([f"({left}) AND ({right})", f"({left}) OR ({right})", f"NOT ({left})"])


def passing(expression, values, numbers) -> set[int]:
    """The numbers of the items for which the evaluator finds *expression* true."""
    if expression is None:
        return set(numbers)
    test = compiled(expression)
    return {number for number in numbers if test({"c": values[number]}) is True}


def test_sqlite_lets_exactly_those_items_through_that_the_evaluator_does(stored):
    connection, container, values = stored
    chance = random.Random(SEED)
    pushed = 0
    for _ in range(PREDICATES):
        text = predicate(chance, 3)
        where = parse_query(f"SELECT * FROM c WHERE {text}").where
        divided = Pushdown("c", container.columns, {}).divide(where)
        (sql, bound), left = divided.where, divided.residual
        pushed += left is None

        rows = connection.execute(f"SELECT number FROM {container.table} WHERE {sql}", bound)
        found = passing(left, values, [number for (number,) in rows])

        assert found == passing(where, values, values), text
    assert pushed > PREDICATES / 2
