"""
Built-in functions: results as the documentation of the service shows them.

Source: https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions
"""

import math
from typing import Any

import pytest

from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.functions import CLOCK_FUNCTIONS, FUNCTIONS, UNSUPPORTED
from benchdog.embedded_cosmos.sql.parser import parse_query
from benchdog.embedded_cosmos.sql.scope import NOW
from benchdog.embedded_cosmos.sql.values import UNDEFINED, deep_equals
from benchdog.embedded_cosmos.wire import CosmosFailure

AT = 1_597_360_794.3002652  # 2020-08-13T23:19:54.3002652Z


def value_of(expression: str):
    [(_, column)] = parse_query(f"SELECT VALUE {expression} FROM c").columns or ()
    return compiled(column)({"c": {}, NOW: AT})


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("TRIM('   AdventureWorks   ')", "AdventureWorks"),
        ("TRIM('-_-AdventureWorks-_-', '-_')", "AdventureWorks"),
        ("LTRIM('___a__', '_')", "a__"),
        ("RTRIM('  a  ')", "  a"),
        ("INDEX_OF('AdventureWorks', 'Adventure', 5)", -1),
        ("INDEX_OF('AdventureWorks', 'Works', 5)", 9),
        ("LASTINDEXOF('abcdeabc', 'abc')", 5),
        ("LASTINDEXOF('abcdeabc', 'abc', 6)", 0),
        ("LASTINDEXOF('abcdeabc', 'abc', 7)", 5),
        ("LASTINDEXOF('abcdeabc', 'fg')", -1),
        ("LEFT('abc', 0)", ""),
        ("RIGHT('abc', 2)", "bc"),
        ("SUBSTRING('hello', 3, 9)", "lo"),
        ("SubstringBefore('contoso|north|2026', '|')", "contoso"),
        ("SubstringAfter('bike::touring::frame', '::')", "touring::frame"),
        ("LastSubstringBefore('/products/shoes/boots', '/')", "/products/shoes"),
        ("LastSubstringAfter('A-B-C', '-')", "C"),
        ("SubstringAfter('abc', '-')", UNDEFINED),
        ("REPLACE('a.a', 'a', 'b')", "b.b"),
        ("REPLACE('abc', '', 'x')", "abc"),
        ("REPLICATE('Cosmic', 3)", "CosmicCosmicCosmic"),
        ("REPLICATE('a', 10001)", UNDEFINED),
        ("REPLICATE('a', -1)", UNDEFINED),
        ("REVERSE('a\U0001f600')", "\U0001f600a"),
        ("CONCAT('a', 'b', 'c')", "abc"),
        ("CONCAT('a', null)", UNDEFINED),
        ("CONTAINS('abc', 'B', true)", True),
        ("CONTAINS('abc', 'b', 1)", UNDEFINED),
        ("CONTAINS_ANY_CI('Bike', 'x', 'BIKE')", True),
        ("CONTAINS_ANY_CS('Bike', 'x', 'BIKE')", False),
        ("CONTAINS_ALL_CI('Bike', 'b', 'K')", True),
        ("CONTAINS_ALL_CS('Bike', 'B', 1)", UNDEFINED),
        ("STRINGEQUALS('abc', 'ABC', true)", True),
        ("STRINGSPLIT('xenmoun mountain bike', 'moun')", ["xen", " ", "tain bike"]),
        ("STRINGSPLIT('Helmet', '')", ["Helmet"]),
        ("STRINGSPLIT('', '')", [""]),
        ("STRINGSPLIT('a', undefined)", UNDEFINED),
        ("STRINGJOIN(['6', '7', '4'], 'A')", "6A7A4"),
        ("STRINGJOIN(['a', 1], '')", UNDEFINED),
        ("StringToNumber('   60   ')", 60),
        ("StringToNumber('-1.79769e+308')", -1.79769e308),
        ("StringToNumber('1e999')", UNDEFINED),
        ("StringToNumber('Hello')", UNDEFINED),
        ("StringToBoolean(' true ')", True),
        ("StringToBoolean('TRUE')", UNDEFINED),
        ("StringToNull('null')", None),
        ('StringToArray(\'[1, {"a": "b"}]\')', [1, {"a": "b"}]),
        ("StringToArray(\"['a']\")", UNDEFINED),
        ("StringToObject('{\"a\":[]}')", {"a": []}),
        ("StringToObject('[]')", UNDEFINED),
        ("ToString(0.1234)", "0.1234"),
        ("ToString(false)", "false"),
        ("ToString([1, 2, 3])", "[1,2,3]"),
        ("ToString({'department': 'Bicycles'})", '{"department":"Bicycles"}'),
        ("ToString('Hello World')", "Hello World"),
        ("ToString(undefined)", UNDEFINED),
    ],
)
def test_text_functions(expression, expected):
    assert is_same(value_of(expression), expected)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("ARRAY_CONTAINS_ANY([1, true, '3', [1, 2, 3]], [1, 2, 3])", True),
        ("ARRAY_CONTAINS_ANY([1, 2, 3, 4], 1, undefined)", True),
        ("ARRAY_CONTAINS_ANY([], 1, 2, 3)", False),
        ("ARRAY_CONTAINS_ANY([1, 2, 3, 4], 5, undefined)", UNDEFINED),
        ("ARRAY_CONTAINS_ALL([1, 2, 3], 1, 3)", True),
        ("ARRAY_CONTAINS_ALL([1, 2, 3], 1, 4)", False),
        ("ARRAY_CONTAINS_ALL([1, 2, 3], 1, undefined)", UNDEFINED),
        ("ARRAY_CONTAINS([1], undefined)", UNDEFINED),
        ("ARRAY_CONTAINS([true], 1)", False),
        ("ARRAY_CONCAT([1], [2], [])", [1, 2]),
        ("ARRAY_SLICE([70, 86, 92, 99], -1)", [99]),
        ("ARRAY_SLICE([70, 86, 92, 99], 0, 12)", [70, 86, 92, 99]),
        ("ARRAY_SLICE([70, 86], 0, 'x')", UNDEFINED),
        ("ARRAY_LENGTH('abc')", UNDEFINED),
        ("ARRAY_AVG([1, 2, 3, 4])", 2.5),
        ("ARRAY_AVG([])", UNDEFINED),
        ("ARRAY_SUM([1, 2.5, undefined])", 3.5),
        ("ARRAY_SUM([1, 'a'])", UNDEFINED),
        ("ARRAY_MEDIAN([1, 2, 3, 4])", 2.5),
        ("ARRAY_MEDIAN([1.0, 2.0, 3.3, 4.7, 7.8])", 3.3),
        ("ARRAY_MEDIAN([1, -2.7, 3, -4, undefined])", -0.8500000000000001),
        ("ARRAY_MEDIAN(['abc'])", UNDEFINED),
        ("ARRAY_MAX([12, 'abc', true, null])", "abc"),
        ("ARRAY_MIN([12, 'abc', true, null])", None),
        ("ARRAY_MIN([[]])", UNDEFINED),
        ("CHOOSE(0, 'abc', 1)", UNDEFINED),
        ("CHOOSE(1, 'abc', 1)", "abc"),
        ("CHOOSE(3, 'abc', 1)", UNDEFINED),
        ("ObjectToArray({'a': '12', 'b': 1})", [{"k": "a", "v": "12"}, {"k": "b", "v": 1}]),
        ("ObjectToArray({'a': 1}, 'name', 'value')", [{"name": "a", "value": 1}]),
        ("SetIntersect([1, 2, 3, 3], [3, 1.0, 5])", [1, 3]),
        ("SetUnion([1, {'a': 1, 'b': 2}], [{'b': 2, 'a': 1}, 1, true])", [1, {"a": 1, "b": 2}, True]),
        ("SetDifference([1, 2, 2, 3], [3])", [1, 2]),
        ("SetEqual([1, 2, 2], [2, 1])", True),
        ("SetEqual([1], ['1'])", False),
        ("SetUnion([1], null)", UNDEFINED),
    ],
)
def test_array_functions(expression, expected):
    assert is_same(value_of(expression), expected)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("ROUND(2.4)", 2),
        ("ROUND(-2.5)", -3),
        ("ROUND(0.49999999999999994)", 0),
        ("CEILING(-1.5)", -1),
        ("TRUNC(-2.7)", -2),
        ("FLOOR(1e300)", 1e300),
        ("SQRT(-1)", UNDEFINED),
        ("SQUARE(1e200)", UNDEFINED),
        ("POWER(2, 0.5)", math.sqrt(2)),
        ("POWER(10, 400)", UNDEFINED),
        ("LOG(8, 2)", 3),
        ("LOG(0)", UNDEFINED),
        ("LOG10(1000)", 3),
        ("ACOS(2)", UNDEFINED),
        ("ATN2(35.175643, 129.44)", math.atan2(35.175643, 129.44)),
        ("COT(0)", UNDEFINED),
        ("DEGREES(PI())", 180),
        ("RADIANS(180)", math.pi),
        ("SIGN(-7.5)", -1),
        ("SIGN('7')", UNDEFINED),
        ("NumberBin(37.752, -100)", 100),
        ("NumberBin(37.752, 10)", 30),
        ("NumberBin(37.752)", 37),
        ("NumberBin(37.752, 0.1)", 37.7),
        ("NumberBin(37.752, 0)", UNDEFINED),
        ("IntAdd(20, 10)", 30),
        ("IntAdd(20, 10.5)", UNDEFINED),
        ("IntSub(-9223372036854775808, 1)", 2**63 - 1),
        ("IntMul(4611686018427387904, 2)", -(2**63)),
        ("IntDiv(-7, 2)", -3),
        ("IntDiv(7, 0)", UNDEFINED),
        ("IntMod(-7, 2)", -1),
        ("IntBitAnd(15, 25)", 9),
        ("IntBitOr(56, 100)", 124),
        ("IntBitXor(56, 100)", 92),
        ("IntBitNot(65535)", -65536),
        ("IntBitLeftShift(16, 4)", 256),
        ("IntBitRightShift(16, 4)", 1),
        ("IntBitLeftShift(1, 64)", UNDEFINED),
    ],
)
def test_number_functions(expression, expected):
    assert is_same(value_of(expression), expected)


def test_a_random_number_lies_between_0_and_1():
    assert 0 <= value_of("RAND()") < 1


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("DateTimeAdd('yyyy', 1, '2020-07-03T00:00:00.0000000')", "2021-07-03T00:00:00.0000000Z"),
        ("DateTimeAdd('mm', -2, '2020-07-03T00:00:00.0000000')", "2020-05-03T00:00:00.0000000Z"),
        ("DateTimeAdd('m', 1, '2020-01-31')", "2020-02-29T00:00:00.0000000Z"),
        ("DateTimeAdd('year', -1, '2020-02-29T12:00:00Z')", "2019-02-28T12:00:00.0000000Z"),
        ("DateTimeAdd('hh', -2, '2020-07-03T00:00:00.0000000')", "2020-07-02T22:00:00.0000000Z"),
        ("DateTimeAdd('ns', 250, '2020-07-03')", "2020-07-03T00:00:00.0000002Z"),
        ("DateTimeAdd('dd', 1.5, '2020-07-03')", UNDEFINED),
        ("DateTimeAdd('dd', 1, '2020-07-03T00:00')", UNDEFINED),
        ("DateTimeAdd('yyyy', 8000, '2020-07-03')", UNDEFINED),
        ("DateTimeAdd('d', 9000000000000000, '2020-07-03')", UNDEFINED),
        ("DateTimeBin('2021-01-08T18:35:00.0000000', 'dd')", "2021-01-08T00:00:00.0000000Z"),
        ("DateTimeBin('2021-01-08T18:35:00.0000000', 'ss')", "2021-01-08T18:35:00.0000000Z"),
        ("DateTimeBin('2021-01-08T18:35:00.0000000', 'hh', 5)", "2021-01-08T15:00:00.0000000Z"),
        ("DateTimeBin('2021-01-08T18:35:00.0000000', 'dd', 7)", "2021-01-07T00:00:00.0000000Z"),
        (
            "DateTimeBin('2021-01-08T18:35:00.0000000', 'dd', 7, '1601-01-01T00:00:00.0000000')",
            "2021-01-04T00:00:00.0000000Z",
        ),
        ("DateTimeBin('2021-01-08', 'dd', 7, '1600-12-31')", UNDEFINED),
        ("DateTimeBin('2021-01-08', 'mm')", UNDEFINED),
        ("DateTimeBin('2021-01-08', 'dd', 0)", UNDEFINED),
        ("DateTimeDiff('yyyy', '2019-02-04T16:00:00.0000000', '2018-03-05T05:00:00.0000000')", -1),
        ("DateTimeDiff('mm', '2019-02-04T16:00:00.0000000', '2018-03-05T05:00:00.0000000')", -11),
        ("DateTimeDiff('hh', '2019-02-04T16:00:00.0000000', '2018-03-05T05:00:00.0000000')", -8075),
        ("DateTimeDiff('ss', '2018-03-05T05:00:00.0000000', '2019-02-04T16:00:00.0000000')", 29070000),
        ("DateTimeDiff('hh', '2020-01-01T01:00:00.1234527Z', '2020-01-01T01:59:59.1234567Z')", 0),
        ("DateTimeDiff('diffDays', '2019-02-04', '2018-03-05')", UNDEFINED),
        ("DateTimeFromParts(2017, 4, 20)", "2017-04-20T00:00:00.0000000Z"),
        ("DateTimeFromParts(2017, 4, 20, 13, 15, 20, 3456789)", "2017-04-20T13:15:20.3456789Z"),
        ("DateTimeFromParts(-2000, -1, -1)", UNDEFINED),
        ("DateTimeFromParts(2017, 2, 29)", UNDEFINED),
        ("DateTimePart('mm', '2016-05-29T08:30:00.1301617')", 5),
        ("DateTimePart('mi', '2016-05-29T08:30:00.1301617')", 30),
        ("DateTimePart('ms', '2016-05-29T08:30:00.1301617')", 130),
        ("DateTimePart('mcs', '2016-05-29T08:30:00.1301617')", 130161),
        ("DateTimePart('ns', '2016-05-29T08:30:00.1301617')", 130161700),
        ("DateTimeToTicks('2015-05-19T12:00:00.0000000Z')", 14320368000000000),
        ("DateTimeToTimestamp('2015-05-19T12:00:00.0000000Z')", 1432036800000),
        ("TicksToDateTime(15943368134575530)", "2020-07-09T23:20:13.4575530Z"),
        ("TimestampToDateTime(1594227912345)", "2020-07-08T17:05:12.3450000Z"),
        ("TimestampToDateTime(1e300)", UNDEFINED),
        ("TicksToDateTime(-1)", "1969-12-31T23:59:59.9999999Z"),
        ("YEAR('2023-03-06') * 10000 + MONTH('2023-03-06') * 100 + DAY('2023-03-06')", 20230306),
    ],
)
def test_date_functions(expression, expected):
    assert is_same(value_of(expression), expected)


def test_the_time_is_the_time_of_the_query():
    assert value_of("GetCurrentTimestamp()") == 1597360794300
    assert value_of("GetCurrentDateTime()")[:23] == "2020-08-13T23:19:54.300"
    assert value_of("GetCurrentTicks() / 10000 - GetCurrentTimestamp() < 1") is True
    assert value_of("GetCurrentDateTimeStatic() = NOW()") is True
    assert value_of("Ago('hh', 23)")[:16] == "2020-08-13T00:19"


@pytest.mark.parametrize(
    ("value", "true_for"),
    [
        ("undefined", set()),
        ("null", {"NULL", "PRIMITIVE", "DEFINED"}),
        ("true", {"BOOL", "PRIMITIVE", "DEFINED"}),
        ("1.5", {"NUMBER", "FINITE_NUMBER", "PRIMITIVE", "DEFINED"}),
        ("-9007199254740992", {"NUMBER", "FINITE_NUMBER", "INTEGER", "PRIMITIVE", "DEFINED"}),
        ("9223372036854775808", {"NUMBER", "FINITE_NUMBER", "PRIMITIVE", "DEFINED"}),
        ("'2023-03-06 15:29:00Z'", {"STRING", "DATETIME", "PRIMITIVE", "DEFINED"}),
        ("'2023-03-06T15:29:59.12345678'", {"STRING", "PRIMITIVE", "DEFINED"}),
        ("[]", {"ARRAY", "DEFINED"}),
        ("{}", {"OBJECT", "DEFINED"}),
    ],
)
def test_every_type_test_has_an_answer_for_every_value(value, true_for):
    tests = [name for name in FUNCTIONS if name.startswith("IS_")]

    assert len(tests) == 11
    for name in tests:
        assert value_of(f"{name}({value})") is (name.removeprefix("IS_") in true_for), name


@pytest.mark.parametrize("condition", ["false", "123", "'ABC'", "null", "undefined", "[true]"])
def test_iif_takes_only_true_for_true(condition):
    assert value_of(f"IIF({condition}, 123, 456)") == 456
    assert value_of("IIF(true, 123, undefined)") == 123


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - {"RAND"}))
def test_no_function_fails_on_values_of_other_types(name):
    """A wrong type is undefined, or false for a type test, and never an error."""
    function = FUNCTIONS[name]
    odd: tuple[Any, ...] = (
        UNDEFINED,
        None,
        True,
        -0.0,
        1e300,
        -(2**53),
        "",
        "\U0001f600",
        [],
        [None, {}],
        {},
        {"a": [1]},
    )
    counts = range(len(function.takes) - function.optional, len(function.takes) + function.is_repeated + 1)

    results = [function(*odd[start : start + count]) for count in counts for start in range(len(odd) - count)]

    assert len(results) == sum(len(odd) - count for count in counts)
    assert not any(isinstance(result, float) and not math.isfinite(result) for result in results)


@pytest.mark.parametrize(
    "call", ["LOWER()", "LOWER('a', 'b')", "PI(1)", "CONCAT('a')", "NOW(1)", "IIF(true, 1)"]
)
def test_a_wrong_number_of_arguments_is_refused_by_name(call):
    with pytest.raises(CosmosFailure, match=call.split("(")[0]) as refused:
        value_of(call)

    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("name", "status"), [*((name, 501) for name in sorted(UNSUPPORTED)), ("NOSUCH", 400)]
)
def test_a_function_that_is_missing_is_refused_by_name(name, status):
    with pytest.raises(CosmosFailure, match=name) as refused:
        value_of(f"{name}(c.a)")

    assert refused.value.status == status


def test_without_a_clock_the_time_is_refused():
    [(_, column)] = parse_query("SELECT VALUE NOW() FROM c").columns or ()

    with pytest.raises(CosmosFailure, match="time"):
        compiled(column)({"c": {}})

    assert not CLOCK_FUNCTIONS.keys() & FUNCTIONS.keys()


def is_same(value, expected) -> bool:
    return value is expected if expected is UNDEFINED else deep_equals(value, expected)
