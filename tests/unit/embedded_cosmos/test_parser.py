"""The dialect as text: what is read, and where what is not read is reported."""

import pytest

from benchdog.embedded_cosmos.sql.parser import parse_query
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.sql.syntax import Binary, Constant, Member, Parameter, Root, Unary
from benchdog.embedded_cosmos.wire import CosmosFailure


def where_of(condition: str):
    return parse_query(f"SELECT * FROM c WHERE {condition}").where


def test_and_binds_tighter_than_or_and_not_is_weaker_than_a_comparison():
    a, b, c = (Member(Root("c"), Constant(name)) for name in "abc")

    assert where_of("c.a OR c.b AND c.c") == Binary("OR", a, Binary("AND", b, c))
    assert where_of("NOT c.a = c.b") == Unary("NOT", Binary("=", a, b))
    assert where_of("c.a = 1 + 2 * 3") == Binary(
        "=", a, Binary("+", Constant(1), Binary("*", Constant(2), Constant(3)))
    )


def test_words_of_the_language_are_case_insensitive_and_members_are_not():
    parsed = parse_query('select top @n value c["Order"] from c where c.a order by c.a desc')

    assert parsed.top == Parameter("@n")
    assert parsed.columns == ((None, Member(Root("c"), Constant("Order"))),)
    assert parsed.order_by[0].is_descending


def test_a_word_of_the_language_may_begin_a_name():
    assert where_of("c.ordering = c.inner") == Binary(
        "=", Member(Root("c"), Constant("ordering")), Member(Root("c"), Constant("inner"))
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * FROM c WHERE c.a ==", "line 1, column 28"),
        ("SELECT *\nFROM c\nWHERE c.order = 1", "line 3, column 9"),
        ("SELECT * FROM c WHERE c.a = 'open", "line 1, column 29"),
    ],
)
def test_what_does_not_fit_is_reported_with_its_place(text, place):
    with pytest.raises(CosmosFailure, match=place) as refused:
        parse_query(text)

    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SELECT VALUE udf.rate(c.a) FROM c", 501),
        ("SELECT * FROM c WHERE c.a = 1e999", 400),
        ("SELECT * FROM c WHERE c.a = '\\ud800'", 400),
        ("SELECT VALUE x.a FROM c", 400),
        ("SELECT VALUE t FROM c JOIN t IN x.tags", 400),
        ("SELECT VALUE COUNT(MAX(c.a)) FROM c", 400),
        ("SELECT c.a, COUNT(1) FROM c GROUP BY c.a ORDER BY c.a", 400),
        ("SELECT * FROM c JOIN t IN c.tags", 400),
        ("SELECT * FROM c WHERE " + "NOT " * 5000 + "c.a", 400),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else None,
)
def test_what_cannot_be_run_is_refused_before_it_runs(text, status):
    with pytest.raises(CosmosFailure) as refused:
        row_plan(text)

    assert refused.value.status == status


def test_a_number_is_an_ieee_double():
    [(_, number)] = parse_query("SELECT VALUE 9007199254740993").columns or ()

    assert number == Constant(9007199254740992)
    assert parse_query("SELECT VALUE 1.0").columns == ((None, Constant(1)),)
