"""Aggregates over values of mixed types, alone and inside other expressions."""

import pytest

from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import CosmosFailure

PARAMETERS = {"@n": 10}


def grouped(text: str, values: list[object]):
    """What a query gives for items that have these values as `v`; `...` stands for an item without it."""
    items = [{"kind": "k"} if value is ... else {"kind": "k", "v": value} for value in values]
    return row_plan(text).grouped([{"c": item, **PARAMETERS} for item in items], PARAMETERS)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2.5, ...], {"n": 2, "s": 3.5, "a": 1.75, "low": 1, "high": 2.5}),
        ([], {"n": 0, "s": 0}),
        ([...], {"n": 0, "s": 0}),
        ([1, "2"], {"n": 2, "low": 1, "high": "2"}),
        ([1, None], {"n": 2, "low": None, "high": 1}),
        ([True, 1, "a", None], {"n": 4, "low": None, "high": "a"}),
        ([False, True], {"n": 2, "low": False, "high": True}),
        ([1, []], {"n": 2}),
        ([{}], {"n": 1}),
        ([1e308, 1e308], {"n": 2, "low": 1e308, "high": 1e308}),
    ],
)
def test_an_aggregate_ignores_undefined_and_is_undefined_for_what_it_cannot_take(values, expected):
    """https://learn.microsoft.com/azure/cosmos-db/nosql/query/sum, …/average, …/min, …/count"""
    columns = "COUNT(c.v) AS n, SUM(c.v) AS s, AVG(c.v) AS a, MIN(c.v) AS low, MAX(c.v) AS high"

    assert grouped(f"SELECT {columns} FROM c", values) == [expected]


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("COUNT(1) + 5", [1, ...], 7),
        ("COUNT(1) + 5", [], 5),
        ("COUNT(1) > @n", [], False),
        ("SUM(c.v) / COUNT(c.v)", [1, 2, ...], 1.5),
        ("MAX(c.v) - MIN(c.v)", [3, 10], 7),
        ("SUM(c.v) + 1", [1, "a"], UNDEFINED),
        ("SUM(c.v) ?? 'none'", [1, "a"], "none"),
        ("{'n': COUNT(1), 'list': [SUM(c.v), @n]}", [1, 2], {"n": 2, "list": [3, 10]}),
        ("ROUND(AVG(c.v))", [1, 2], 2),
        ("COUNT(1) = 2 ? 'two' : 'other'", [1, 2], "two"),
        ("SUM(c.v * c.v)", [3, 4], 25),
        ("COUNT(1) + COUNT(1)", [1], 2),
    ],
)
def test_an_aggregate_may_stand_inside_an_expression(expression, values, expected):
    assert grouped(f"SELECT VALUE {expression} FROM c", values) == [expected]


def test_groups_are_told_apart_as_values_are():
    values = [1, 1.0, "1", True, None, ..., [1], [1.0]]

    found = grouped("SELECT c.v, COUNT(1) AS n FROM c GROUP BY c.v", values)

    assert found == [
        {"v": 1, "n": 2},
        {"v": "1", "n": 1},
        {"v": True, "n": 1},
        {"v": None, "n": 1},
        {"n": 1},
        {"v": [1], "n": 2},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT c.v, COUNT(1) FROM c",
        "SELECT VALUE COUNT(1) + c.v FROM c",
        "SELECT c.v FROM c GROUP BY c.kind",
        "SELECT VALUE t FROM c JOIN t IN c.tags GROUP BY c.kind",
        "SELECT * FROM c WHERE COUNT(1) > 1",
        "SELECT VALUE c.v FROM c ORDER BY SUM(c.v)",
        "SELECT VALUE COUNT(1) FROM c GROUP BY MAX(c.v)",
        "SELECT VALUE SUM(AVG(c.v)) FROM c",
        "SELECT VALUE COUNT() FROM c",
    ],
)
def test_what_has_no_one_value_in_a_group_is_refused(text):
    """As the service does: a member outside an aggregate must be a key of GROUP BY."""
    with pytest.raises(CosmosFailure) as refused:
        row_plan(text)

    assert refused.value.status == 400


def test_a_key_of_group_by_may_be_used_in_an_expression():
    found = grouped("SELECT VALUE UPPER(c.kind) || ToString(COUNT(1)) FROM c GROUP BY c.kind", [1, 2])

    assert found == ["K2"]
