"""The dialect as text: what is read, and where what is not read is reported."""

from time import process_time

import pytest

from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.parser import parse_query
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.sql.syntax import (
    Between,
    Binary,
    Constant,
    Member,
    Parameter,
    Root,
    Unary,
)
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import CosmosFailure


def where_of(condition: str):
    return parse_query(f"SELECT * FROM c WHERE {condition}").where


def test_and_binds_tighter_than_or_and_not_binds_tighter_than_a_comparison():
    """The grammar of the service has NOT beside the signs: `NOT c.a = 1` compares `NOT c.a`."""
    a, b, c = (Member(Root("c"), Constant(name)) for name in "abc")

    assert where_of("c.a OR c.b AND c.c") == Binary("OR", a, Binary("AND", b, c))
    assert where_of("NOT c.a = c.b") == Binary("=", Unary("NOT", a), b)
    assert where_of("NOT (c.a = c.b)") == Unary("NOT", Binary("=", a, b))
    assert where_of("c.a BETWEEN 1 AND 2 AND c.b") == Binary("AND", Between(a, Constant(1), Constant(2)), b)
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
        ("SELECT * FROM c WHERE c.a = 0x" + "F" * 300, 400),
        ("SELECT * FROM c WHERE c.a = 'a\\x'", 400),
        ("SELECT * FROM c;", 400),
        ("SELECT *", 400),
        ("SELECT VALUE c.a", 400),
        ("SELECT * FROM c.tags", 400),
        ("SELECT VALUE t FROM c" + " JOIN t IN c.tags" * 11, 400),
        ("SELECT * FROM c WHERE EXISTS(c.tags)", 400),
        ("SELECT * FROM c WHERE ALL(SELECT VALUE 1)", 400),
        ("SELECT TOP 1.5 + 1 * FROM c", 400),
        ("SELECT * FROM c OFFSET 1 + 1 LIMIT 2", 400),
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


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("1.5E-3", 0.0015),
        ("-7", -7),
        ("0xFF", 255),
        ("9007199254740993", 9007199254740992),
        (r"'it\'s'", "it's"),
        (r'"it\'s"', "it's"),
        (r"'\\\'x'", "\\'x"),
        ("""'say "hi"'""", 'say "hi"'),
        (r'"say \"hi\""', 'say "hi"'),
        (r"'\b\f\n\r\t\/\\'", "\b\f\n\r\t/\\"),
        (r"'\u00e9\ud83d\ude00'", "é\U0001f600"),
        ("'-- no comment'", "-- no comment"),
        ("UNDEFINED", UNDEFINED),
    ],
)
def test_a_literal(literal, value):
    assert where_of(f"c.a = {literal}") == Binary("=", Member(Root("c"), Constant("a")), Constant(value))


@pytest.mark.parametrize(
    ("text", "alias", "source"),
    [
        ("SELECT * FROM root r", "r", None),
        ("SELECT * FROM root AS r", "r", None),
        ("SELECT * FROM t IN c.tags", "t", Member(Root("c"), Constant("tags"))),
        ('SELECT * FROM t IN c["a b"]', "t", Member(Root("c"), Constant("a b"))),
        ("SELECT * -- of everything\nFROM c", "c", None),
    ],
)
def test_from_names_what_the_query_is_about(text, alias, source):
    parsed = parse_query(text)

    assert (parsed.alias, parsed.source) == (alias, source)


@pytest.mark.parametrize("word", ["order", "value", "group", "top", "left", "exists", "array", "udf"])
def test_a_word_of_the_language_as_a_name_needs_brackets(word):
    with pytest.raises(CosmosFailure, match="Syntax error"):
        where_of(f"c.{word} = 1")

    assert where_of(f'c["{word}"] = 1') == Binary("=", Member(Root("c"), Constant(word)), Constant(1))


CONDITION = "SELECT * FROM c WHERE "


@pytest.mark.parametrize(
    "text",
    [
        CONDITION + " OR ".join(f"c.a = {number}" for number in range(2000)),
        CONDITION + " AND ".join(f"LENGTH(c.a) != {number}" for number in range(2000)),
        CONDITION + f"c.a IN ({', '.join(map(str, range(6000)))})",
        CONDITION + "(" * 4_000 + "c.a" + ")" * 4_000,
        CONDITION + "NOT (" * 90 + "c.a" + ")" * 90,
        CONDITION + "EXISTS(SELECT * FROM c WHERE " * 20 + "c.a" + ")" * 20,
    ],
    ids=lambda text: text[22:40],
)
def test_a_long_query_within_the_limits_of_the_service_can_be_run(text):
    """2,000 operands of AND and OR, 6,000 choices of IN; compiled and pushed down as well as read."""
    query = row_plan(text).query
    divided = Pushdown("c", {("a",): "k0"}, {}).divide(query.where)

    assert divided.residual is None or compiled(divided.residual)({"c": {"a": 1}}) in {True, False, UNDEFINED}
    assert len(repr(query)) > 100


@pytest.mark.parametrize(
    "text",
    [
        CONDITION + "NOT " * 4_000 + "c.a",
        CONDITION + "- " * 4_000 + "1",
        CONDITION + "[" * 4_000 + "]" * 4_000,
        CONDITION + '{"a":' * 2_000 + "1" + "}" * 2_000,
        CONDITION + "1" + " + 1" * 4_000,
        CONDITION + "c" + ".a" * 4_000,
        CONDITION + "1 ? " * 2_000 + "1" + " : 1" * 2_000,
        CONDITION + "EXISTS(SELECT * FROM c WHERE " * 2_000 + "c.a" + ")" * 2_000,
        CONDITION + " OR ".join(["c.a"] * 2001),
        CONDITION + f"c.a IN ({', '.join(['1'] * 6001)})",
        CONDITION + "(" * 4_000,
        CONDITION + "'" + "\\'" * 250_000,
        CONDITION + "9" * 500_000,
        CONDITION + "[1," * 160_000,
        CONDITION + "'" + "a" * 500_000,
        CONDITION + "0x" + "F" * 4_000,
        "SELECT " + "x" * (512 * 1024),
    ],
    ids=lambda text: text[22:40],
)
def test_a_hostile_query_is_refused_and_neither_hangs_nor_breaks(text):
    """Reading takes a time that grows with the length alone; nothing that is walked is deep."""
    started = process_time()

    with pytest.raises(CosmosFailure) as refused:
        row_plan(text)

    assert refused.value.status == 400
    assert process_time() - started < 10
