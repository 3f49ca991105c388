"""
Predicates as SQLite expressions over key columns: an optimisation, never the meaning.

Each indexed path has a column with the order-preserving key of its value (empty for undefined). A predicate
becomes two SQL expressions, "is true" and "is false", because undefined is neither. What cannot be
expressed is left to the evaluator; a differential test keeps the two equal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from benchdog.embedded_cosmos.sql.analysis import Path, constant_of, path_of
from benchdog.embedded_cosmos.sql.fragments import (
    MAX_SQL_LENGTH,
    MIRRORED,
    NOTHING,
    OPPOSITE,
    Fragment,
    Truth,
    both,
    either,
    every,
    some,
)
from benchdog.embedded_cosmos.sql.prefilter import Prefilter
from benchdog.embedded_cosmos.sql.syntax import (
    Between,
    Binary,
    Call,
    Constant,
    Expression,
    Member,
    OneOf,
    Unary,
    chain,
)
from benchdog.embedded_cosmos.sql.values import (
    TYPE_ARRAY,
    TYPE_BOOL,
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_OBJECT,
    TYPE_STRING,
    TYPE_UNDEFINED,
    encode_key,
    type_of,
)

_TYPE_TESTS: Final = {
    "IS_NULL": TYPE_NULL,
    "IS_BOOL": TYPE_BOOL,
    "IS_NUMBER": TYPE_NUMBER,
    "IS_STRING": TYPE_STRING,
    "IS_ARRAY": TYPE_ARRAY,
    "IS_OBJECT": TYPE_OBJECT,
}


@dataclass(frozen=True, slots=True)
class PushedFilter:
    """
    A filter divided between SQLite and the evaluator.

    Attributes:
        where: what SQLite tests.
        residual: what the evaluator has to test then; None for nothing.
        fixed: columns that have one value in everything that *where* lets through.
    """

    where: Fragment
    residual: Expression | None
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pushdown:
    """
    Translates expressions over one alias.

    Attributes:
        alias: the name of the item in the query.
        columns: the key column of every indexed path.
        parameters: the values of the query's parameters.
        sorted_by: columns of the index that gives the order. A range of any other column must not lead SQLite
            to an index of that column: it would sort everything in the range to give one page.
    """

    alias: str
    columns: Mapping[Path, str]
    parameters: Mapping[str, Any]
    sorted_by: frozenset[str] = frozenset()

    def divide(self, where: Expression | None) -> PushedFilter:
        pushed: list[Fragment] = []
        fixed: set[str] = set()
        left: list[Expression] = []
        for conjunct in _conjuncts(where):
            translated = self.translate(conjunct)
            if translated is not None and len(translated.is_true[0]) <= MAX_SQL_LENGTH:
                pushed.append(translated.is_true)
                fixed |= self._fixed_by(conjunct)
            else:
                left.append(conjunct)
        residual = chain("AND", left) if left else None
        if residual is not None:
            pushed.append(Prefilter(self.alias, self.parameters).of(residual))
        return PushedFilter(every(pushed), residual, frozenset(fixed))

    def column_of(self, expression: Expression) -> str | None:
        """The key column of a path, where the path is indexed."""
        path = path_of(expression, self.alias)
        return self.columns.get(path) if path else None

    def translate(self, expression: Expression) -> Truth | None:
        """The predicate in SQL; None where it takes the evaluator."""
        match expression:
            case Binary("AND", left, right):
                return self._combined(both, left, right)
            case Binary("OR", left, right):
                return self._combined(either, left, right)
            case Unary("NOT", operand):
                inner = self.translate(operand)
                return inner.negated() if inner else None
            case Binary(operator, left, right) if operator in OPPOSITE:
                return self._comparison(operator, left, right)
            case Between(value, low, high):
                return self.translate(Binary("AND", Binary(">=", value, low), Binary("<=", value, high)))
            case OneOf(value, choices):
                return self._one_of(value, choices)
            case Member():
                return self._comparison("=", expression, Constant(True))
            case Call("IS_DEFINED", (argument,)):
                column = self.column_of(argument)
                return Truth((f"+{column} > x''", ()), (f"{column} = x''", ())) if column else None
            case Call(name, (argument,)) if name in _TYPE_TESTS:
                return self._type_test(_TYPE_TESTS[name], argument)
            case Call("CONTAINS", (text, part)):
                return self._contains(text, part)
            case Call("STARTSWITH", (text, part)):
                return self._starts_with(text, part)
            case _:
                return None

    def _combined(
        self, combine: Callable[[Truth, Truth], Truth], left: Expression, right: Expression
    ) -> Truth | None:
        first, second = self.translate(left), self.translate(right)
        return None if first is None or second is None else combine(first, second)

    def _comparison(self, operator: str, left: Expression, right: Expression) -> Truth | None:
        column, value = self.column_of(left), constant_of(right, self.parameters)
        if column is None:
            column, value = self.column_of(right), constant_of(left, self.parameters)
            operator = MIRRORED[operator]
        if column is None or value is None:
            return None
        kind = type_of(value[0])
        if kind == TYPE_UNDEFINED:
            return Truth(NOTHING, NOTHING)
        if kind in {TYPE_ARRAY, TYPE_OBJECT} or (kind == TYPE_NULL and operator not in {"=", "!="}):
            return None
        key = encode_key(value[0])
        return Truth(self._compared(column, operator, key), self._compared(column, OPPOSITE[operator], key))

    def _compared(self, column: str, operator: str, key: bytes) -> Fragment:
        """*column* compared with *key* among the values of its type."""
        if operator == "=":
            return f"{column} = ?", (key,)
        floor, ceiling, ranged = key[:1], bytes([key[0] + 1]), self._ranged(column)
        match operator:
            case "<" | "<=":
                return f"({ranged} >= ? AND {ranged} {operator} ?)", (floor, key)
            case ">" | ">=":
                return f"({ranged} {operator} ? AND {ranged} < ?)", (key, ceiling)
            case _:
                is_of_type, bounds = _of_type(column, key[0])
                return f"({is_of_type} AND {column} <> ?)", (*bounds, key)

    def _ranged(self, column: str) -> str:
        """*column* as it stands in a range: with a plus, SQLite looks for no index."""
        return column if not self.sorted_by or column in self.sorted_by else f"+{column}"

    def _one_of(self, value: Expression, choices: tuple[Expression, ...]) -> Truth | None:
        tests = [self._comparison("=", value, choice) for choice in choices]
        found = [test for test in tests if test is not None]
        if len(found) < len(tests):
            return None
        is_true = some([test.is_true for test in found])
        any_false = some([test.is_false for test in found])
        return Truth(is_true, (f"({any_false[0]} AND NOT {is_true[0]})", any_false[1] + is_true[1]))

    def _type_test(self, kind: int, argument: Expression) -> Truth | None:
        column = self.column_of(argument)
        if column is None:
            return None
        holds, values = _of_type(column, kind)
        return Truth((holds, values), (f"NOT {holds}", values))

    def _contains(self, text: Expression, part: Expression) -> Truth | None:
        found = self._column_and_text(text, part)
        if found is None:
            return None
        column, sought = found
        is_text, bounds = _of_type(column, TYPE_STRING)
        place, values = f"instr(substr({column}, 2), ?)", (*bounds, sought)
        return Truth((f"({is_text} AND {place} > 0)", values), (f"({is_text} AND {place} = 0)", values))

    def _starts_with(self, text: Expression, part: Expression) -> Truth | None:
        found = self._column_and_text(text, part)
        if found is None:
            return None
        column, sought = found
        is_text, bounds = _of_type(column, TYPE_STRING)
        key = bytes([TYPE_STRING]) + sought
        # No byte of UTF-8 is 255: one more than the last byte is above everything with this beginning.
        ranged = self._ranged(column)
        holds, values = f"({ranged} >= ? AND {ranged} < ?)", (key, key[:-1] + bytes([key[-1] + 1]))
        return Truth((holds, values), (f"({is_text} AND NOT {holds})", bounds + values))

    def _column_and_text(self, text: Expression, part: Expression) -> tuple[str, bytes] | None:
        column, value = self.column_of(text), constant_of(part, self.parameters)
        if column is None or value is None or type_of(value[0]) != TYPE_STRING:
            return None
        return column, value[0].encode()

    def _fixed_by(self, conjunct: Expression) -> set[str]:
        if not (isinstance(conjunct, Binary) and conjunct.operator == "="):
            return set()
        columns = self.column_of(conjunct.left), self.column_of(conjunct.right)
        return {column for column in columns if column is not None}


def _conjuncts(where: Expression | None) -> list[Expression]:
    if where is None:
        return []
    if isinstance(where, Binary) and where.operator == "AND":
        return [*_conjuncts(where.left), *_conjuncts(where.right)]
    return [where]


def _of_type(column: str, kind: int) -> Fragment:
    """Whether a value has a type: true of too many items for an index to help."""
    return f"(+{column} >= ? AND +{column} < ?)", (bytes([kind]), bytes([kind + 1]))
