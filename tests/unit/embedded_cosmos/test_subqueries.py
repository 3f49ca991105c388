"""Queries inside expressions."""

import pytest

from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import CosmosFailure

ITEM = {
    "name": "bike",
    "floor": 2,
    "tags": [{"key": "a", "n": 1}, {"key": "b", "n": 2}, {"key": "b", "n": 3}, {"n": 4}],
    "sizes": [[1, 2], [3], "no array"],
}


def results_of(text: str, **parameters):
    plan = row_plan(text)
    where = compiled(plan.query.where) if plan.query.where is not None else None
    rows = plan.scopes({"c": ITEM, **{f"@{name}": value for name, value in parameters.items()}})
    return [plan.select(row) for row in rows if where is None or where(row) is True]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t.n > 3)", True),
        ("EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t.n > c.floor + 2)", False),
        ("EXISTS(SELECT * FROM t IN c.tags)", True),
        ("EXISTS(SELECT VALUE t.missing FROM t IN c.tags)", False),
        ("EXISTS(SELECT VALUE t FROM t IN c.missing)", False),
        ("NOT EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t.key = @key)", True),
        ("ARRAY(SELECT VALUE t.key FROM t IN c.tags)", ["a", "b", "b"]),
        ("ARRAY(SELECT DISTINCT VALUE t.key FROM t IN c.tags)", ["a", "b"]),
        ("ARRAY(SELECT t.key, t.n * 2 AS twice FROM t IN c.tags WHERE t.n = 1)", [{"key": "a", "twice": 2}]),
        ("ARRAY(SELECT VALUE n FROM s IN c.sizes JOIN n IN s WHERE n != 2)", [1, 3]),
        ("ARRAY(SELECT VALUE [c.name, n] FROM n IN c.sizes[0])", [["bike", 1], ["bike", 2]]),
        ("(SELECT VALUE COUNT(1) FROM t IN c.tags WHERE t.key = 'b')", 2),
        ("(SELECT VALUE SUM(t.n) + c.floor FROM t IN c.tags)", 12),
        ("(SELECT VALUE COUNT(1) + c.floor FROM t IN c.missing)", 2),
        ("(SELECT COUNT(1) AS n, MAX(t.n) AS most FROM t IN c.tags)", {"n": 4, "most": 4}),
        ("(SELECT VALUE t.n FROM t IN c.tags WHERE t.key = 'a')", 1),
        ("(SELECT VALUE t FROM t IN c.missing)", UNDEFINED),
        ("(SELECT VALUE c.floor) * 3", 6),
        ("ARRAY(SELECT VALUE c FROM c IN c.sizes[0])", [1, 2]),
        (
            "ARRAY(SELECT VALUE (SELECT VALUE COUNT(1) FROM n IN s WHERE n >= c.floor) FROM s IN c.sizes)",
            [1, 1, 0],
        ),
    ],
)
def test_a_subquery(expression, expected):
    assert results_of(f"SELECT VALUE {expression} FROM c", key="z") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT VALUE t.n FROM c JOIN (SELECT VALUE t FROM t IN c.tags WHERE t.key = 'b') AS t", [2, 3]),
        ("SELECT VALUE t FROM c JOIN t IN (SELECT VALUE c.sizes[0])", [1, 2]),
        ("SELECT VALUE c.name FROM c WHERE EXISTS(SELECT VALUE 1 FROM t IN c.tags WHERE t.n = 9)", []),
    ],
)
def test_a_subquery_in_another_clause(text, expected):
    assert results_of(text) == expected


def test_a_subquery_for_one_value_may_not_have_several():
    with pytest.raises(CosmosFailure, match="several") as refused:
        results_of("SELECT VALUE (SELECT VALUE t FROM t IN c.tags) FROM c")

    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("subquery", "status", "named"),
    [
        ("SELECT VALUE t FROM t IN c.tags ORDER BY t.n", 501, "ORDER BY"),
        ("SELECT TOP 1 VALUE t FROM t IN c.tags", 501, "TOP"),
        ("SELECT VALUE t.key FROM t IN c.tags GROUP BY t.key", 501, "GROUP BY"),
        ("SELECT VALUE t FROM t IN c.tags OFFSET 0 LIMIT 1", 501, "OFFSET"),
        ("SELECT VALUE x FROM t IN c.tags", 400, "name x"),
        ("SELECT VALUE t FROM t IN x.tags", 400, "name x"),
        ("SELECT t.key, COUNT(1) FROM t IN c.tags", 400, "t can only"),
        ("SELECT VALUE t FROM t IN c.tags WHERE COUNT(1) > 1", 400, "aggregate"),
    ],
)
def test_what_a_subquery_does_not_take_is_refused_by_name(subquery, status, named):
    with pytest.raises(CosmosFailure, match=named) as refused:
        row_plan(f"SELECT VALUE ARRAY({subquery}) FROM c")

    assert refused.value.status == status


def test_what_a_subquery_reads_of_the_item_is_known():
    """Only these members are loaded; a name that a subquery binds anew may add more, and never hide one."""
    text = "SELECT VALUE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t.n = c.floor) FROM c"

    assert row_plan(text).reads == frozenset({"tags", "floor"})
    assert row_plan("SELECT VALUE ARRAY(SELECT VALUE c) FROM c").reads is None
    assert row_plan("SELECT VALUE (SELECT VALUE @p) FROM c").parameters == {"@p"}
