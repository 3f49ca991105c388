"""Random items and predicates for the differential test: every type, every form, as syntax nodes."""

from collections.abc import Sequence
from random import Random
from typing import Any

from benchdog.embedded_cosmos.sql.functions import FUNCTIONS
from benchdog.embedded_cosmos.sql.syntax import (
    Between,
    Binary,
    Call,
    Choice,
    Constant,
    Expression,
    Like,
    Member,
    OneOf,
    Parameter,
    Root,
    Unary,
)
from benchdog.embedded_cosmos.sql.values import UNDEFINED

Paths = Sequence[tuple[str, ...]]

INDEXED: Paths = (("a",), ("b",), ("deep", "c"))
UNINDEXED: Paths = (("u",), ("deep", "u"), ("deep", "c", "x"), ("odd name",), ("_private",))
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
TYPE_TESTS = tuple(name for name in FUNCTIONS if name.startswith("IS_"))
TEXTS = (
    "",
    "a",
    "A",
    "ab",
    "b",
    "1",
    "é",
    "e\u0301",
    "\U0001f600",
    "\uffff",
    "a\0b",
    "\0",
    "%",
    '"',
    "\\",
    "ß",
)
NUMBERS = (0, -0.0, 1, -1, 1.5, -3, 0.1 + 0.2, 0.3, 10**15, 2**53, 2**53 + 1, -(2**60), 1e300, 5e-324, -1e-7)
VALUES: tuple[Any, ...] = (None, True, False, *NUMBERS, *TEXTS, [], [1], ["a"], {}, {"x": 1}, {"x": "a"})
BIG_TEXT = "a" * 5000
PARAMETER = "@p"


def an_item(chance: Random, number: int) -> dict[str, Any]:
    """Every member is missing now and then; `u` is at times so big that it is kept apart."""
    item = _members(chance, ("a", "b", "u", "odd name", "_private"))
    if chance.random() < 0.1:
        item["u"] = BIG_TEXT
    if chance.random() < 0.8:
        item["deep"] = _members(chance, ("c", "u"))
    elif chance.random() < 0.5:
        item["deep"] = chance.choice(VALUES)
    return {"id": str(number), "owner": "ada", **item}


def a_predicate(chance: Random, depth: int, paths: Paths) -> Expression:
    if depth == 0:
        return _atom(chance, paths)
    left = a_predicate(chance, chance.randrange(depth), paths)
    if chance.random() < 0.3:
        return Unary("NOT", left)
    return Binary(chance.choice(("AND", "OR")), left, a_predicate(chance, chance.randrange(depth), paths))


def form_of(predicate: Expression) -> str:
    match predicate:
        case Binary(operator, Constant() | Parameter(), _) if operator in COMPARISONS:
            return f"constant {operator}"
        case Binary(operator, _, _) | Unary(operator, _):
            return operator
        case Call(name, arguments):
            return f"{name}/{len(arguments)}"
        case _:
            return type(predicate).__name__


def _members(chance: Random, names: Sequence[str]) -> dict[str, Any]:
    return {name: chance.choice(VALUES) for name in names if chance.random() < 0.85}


def _atom(chance: Random, paths: Paths) -> Expression:
    path = _path(chance, paths)
    match chance.randrange(12):
        case 0 | 1 | 2:
            return Binary(chance.choice(COMPARISONS), path, _constant(chance))
        case 3:
            return Binary(chance.choice(COMPARISONS), _constant(chance), path)
        case 4:
            return Between(path, _constant(chance), _constant(chance))
        case 5:
            return OneOf(path, tuple(_constant(chance) for _ in range(chance.randint(1, 3))))
        case 6:
            return path
        case 7 | 8:
            return Call(chance.choice(TYPE_TESTS), (path,))
        case 9:
            text = Constant(chance.choice((*TEXTS, *TEXTS, 1, None, UNDEFINED)))
            return Call(chance.choice(("CONTAINS", "STARTSWITH", "ENDSWITH", "STRINGEQUALS")), (path, text))
        case 10:
            flag = Constant(chance.choice((True, False, None)))
            return Call(chance.choice(("CONTAINS", "STARTSWITH")), (path, Constant("A"), flag))
        case _:
            return chance.choice(
                (
                    Binary(chance.choice(COMPARISONS), path, _path(chance, paths)),
                    Like(path, Constant("%a%"), None),
                    Choice(path, Constant(True), _path(chance, paths)),
                    _constant(chance),
                )
            )


def _path(chance: Random, paths: Paths) -> Expression:
    path: Expression = Root("c")
    for name in chance.choice(paths):
        path = Member(path, Constant(name))
    return path


def _constant(chance: Random) -> Expression:
    return Parameter(PARAMETER) if chance.random() < 0.1 else Constant(chance.choice((*VALUES, UNDEFINED)))
