"""REGEXMATCH: the results of ordinary regular expressions, in a time that the text bounds."""

import re
from random import Random
from time import process_time

import pytest

from benchdog.embedded_cosmos.sql.regex_match import regex_match
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import CosmosFailure

SEED = 20261121
PATTERNS = 5_000
ATOMS: tuple[str, ...] = (
    *"abc.^$- é",
    r"\w",
    r"\d",
    r"\s",
    r"\b",
    r"\B",
    r"\.",
    "[ab]",
    "[^a]",
    r"[a-c\d]",
    "[]a]",
    "[-a]",
)
QUANTIFIERS = ("*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?", "??")
FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


def a_pattern(chance: Random, depth: int) -> str:
    if depth == 0:
        return chance.choice(ATOMS)
    one, other = a_pattern(chance, depth - 1), a_pattern(chance, depth - 1)
    return chance.choice(
        (one + other, f"({one}|{other})", f"(?:{one})", f"({one}){chance.choice(QUANTIFIERS)}")
    )


def test_it_finds_what_the_regular_expressions_of_python_find():
    """They are the same where both have a meaning; in an empty text, Python's `\\B` is not that of PCRE."""
    for number in range(PATTERNS):
        chance = Random(SEED + number)
        pattern = a_pattern(chance, chance.randrange(4))
        modifiers = "".join(modifier for modifier in FLAGS if chance.random() < 0.3)
        oracle = re.compile(pattern, sum(FLAGS[modifier] for modifier in modifiers))
        texts = ["".join(chance.choices("abcAB1 .-\né_", k=chance.randint(1, 7))) for _ in range(5)]

        found = [regex_match(text, pattern, modifiers) for text in texts]

        assert found == [oracle.search(text) is not None for text in texts], (
            SEED + number,
            pattern,
            modifiers,
        )


@pytest.mark.parametrize(
    ("text", "pattern", "modifiers", "expected"),
    [
        ("abcd", "ABC", "", False),
        ("abcd", "ABC", "i", True),
        ("abcd", "ab.", "", True),
        ("abcd", "ab c # and more", "x", True),
        ("abcd", "aB c", "ix", True),
        ("salt3824908", "salt{1}", "", True),
        ("shame", "s....", "i", True),
        ("a b", r"a\ b", "x", True),
        ("a\nb", "a.b", "", False),
        ("a\nb", "a.b", "s", True),
        ("a\nb", "^b$", "", False),
        ("a\nb", "^b$", "m", True),
        ("ab\n", r"b\Z", "", True),
        ("ab\n", r"b\z", "", False),
        ("\U0001f600", r"^\x{1F600}$", "", True),
        ("", "", "", True),
        ("{x", "{x", "", True),
        ("year 2026", r"(?<year>\d{4})", "", True),
    ],
)
def test_modifiers_and_edges(text, pattern, modifiers, expected):
    """The first seven from https://learn.microsoft.com/azure/cosmos-db/nosql/query/regexmatch"""
    assert regex_match(text, pattern, modifiers) is expected


@pytest.mark.parametrize("pattern", ["(", ")", "a)", "[a", "*a", "a**", "a{2,1}", "\\", r"\y", "a|*"])
def test_a_broken_pattern_is_undefined(pattern):
    assert regex_match("a", pattern) is UNDEFINED
    assert regex_match("a", "a", "q") is UNDEFINED


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        (r"(a)\1", r"\\1"),
        ("a(?=b)", r"\(\?="),
        ("(?<!a)b", r"\(\?<!"),
        ("(?i)a", r"\(\?i"),
        ("a++", "possessive"),
        ("(?>a)", r"\(\?>"),
        (r"\p{L}", r"\\p"),
        ("[[:alpha:]]", r"\[:"),
    ],
)
def test_what_is_not_regular_is_refused_by_name(pattern, named):
    with pytest.raises(CosmosFailure, match=named) as refused:
        regex_match("ab", pattern)

    assert refused.value.status == 501


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 100_000),
        ("(a|a)*b", "a" * 100_000),
        ("(.*a){25}b", "a" * 20_000),
        ("(a?){500}a{500}", "a" * 499),
        ("[ab]*a[ab]{400}z", "ab" * 20_000),
        ("x*" * 1000 + "y", "x" * 50_000),
        (".*.*.*=.*", "x" * 500_000),
    ],
)
def test_a_hostile_pattern_takes_a_second_at_most(pattern, text):
    """Tried one way after the other, these take years."""
    started = process_time()

    assert regex_match(text, pattern) is False
    assert process_time() - started < 10


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("((a{1,100}){1,100}){1,100}", "a"),
        ("a{1001}", "a"),
        ("a" * 5001, "a"),
        ("(" * 60 + "a" + ")" * 60, "a"),
        ("(a|b|ab|ba){0,400}[ab]{0,400}c", "".join(Random(SEED).choices("ab", k=5_000))),
    ],
)
def test_a_pattern_that_would_take_too_long_is_refused(pattern, text):
    with pytest.raises(CosmosFailure, match="regular expression") as refused:
        regex_match(text, pattern)

    assert refused.value.status == 400
