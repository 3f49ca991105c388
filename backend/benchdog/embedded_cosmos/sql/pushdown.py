"""
Predicates as SQLite expressions over key columns: an optimisation, never the meaning.

Each indexed path has a column with the order-preserving key of its value (NULL for undefined). A predicate
becomes two SQL expressions, "is true" and "is false", because undefined is neither. What cannot be
expressed is left to the evaluator; a differential test keeps the two equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchdog.embedded_cosmos.sql.syntax import (
    Between,
    Binary,
    Call,
    Constant,
    Expression,
    Member,
    OneOf,
    Parameter,
    Root,
    Unary,
)
from benchdog.embedded_cosmos.sql.values import (
    TYPE_ARRAY,
    TYPE_BOOL,
    TYPE_NULL,
    TYPE_OBJECT,
    TYPE_STRING,
    TYPE_UNDEFINED,
    UNDEFINED,
    encode_key,
    type_of,
)

Fragment = tuple[str, tuple[bytes, ...]]
Path = tuple[str, ...]

_NEVER: Fragment = ("0", ())
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "<>", "!=": "="}
_SQL = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "=": "=", "!=": "<>"}


@dataclass(frozen=True, slots=True)
class Pushed:
    """SQL that holds exactly where the predicate is true, and where it is false."""

    is_true: Fragment
    is_false: Fragment


@dataclass(frozen=True, slots=True)
class Pushdown:
    """
    Translates expressions over one alias.

    Attributes:
        alias: the name of the item in the query.
        columns: the key column of every indexed path.
        parameters: the values of the query's parameters.
    """

    alias: str
    columns: Mapping[Path, str]
    parameters: Mapping[str, Any]

    def split(self, where: Expression | None) -> tuple[Fragment, Expression | None]:
        """SQL for the conjuncts that can be pushed, and what is left for the evaluator."""
        pushed: list[Fragment] = []
        left: Expression | None = None
        for conjunct in _conjuncts(where):
            translated = self.translate(conjunct)
            if translated is not None:
                pushed.append(translated.is_true)
            else:
                left = conjunct if left is None else Binary("AND", left, conjunct)
        return _joined(" AND ", pushed) if pushed else ("1", ()), left

    def column_of(self, expression: Expression) -> str | None:
        """The key column of a path, where the path is indexed."""
        path = self._path(expression)
        return self.columns.get(path) if path else None

    def translate(self, expression: Expression) -> Pushed | None:
        match expression:
            case Binary("AND", left, right):
                return self._both(left, right, " AND ", " OR ")
            case Binary("OR", left, right):
                return self._both(left, right, " OR ", " AND ")
            case Unary("NOT", operand):
                inner = self.translate(operand)
                return Pushed(inner.is_false, inner.is_true) if inner else None
            case Binary(operator, left, right) if operator in _SQL:
                return self._comparison(operator, left, right)
            case Between(value, low, high):
                return self.translate(Binary("AND", Binary(">=", value, low), Binary("<=", value, high)))
            case OneOf(value, choices) if len(choices) <= 64:
                return self._one_of(value, choices)
            case Call("IS_DEFINED", (argument,)):
                column = self.column_of(argument)
                return Pushed((f"{column} IS NOT NULL", ()), (f"{column} IS NULL", ())) if column else None
            case Call("CONTAINS" | "STARTSWITH" as name, (text, part)):
                return self._text_test(name, text, part)
            case _:
                return None

    def _both(self, left: Expression, right: Expression, if_true: str, if_false: str) -> Pushed | None:
        first, second = self.translate(left), self.translate(right)
        if first is None or second is None:
            return None
        return Pushed(
            _joined(if_true, [first.is_true, second.is_true]),
            _joined(if_false, [first.is_false, second.is_false]),
        )

    def _comparison(self, operator: str, left: Expression, right: Expression) -> Pushed | None:
        column, value = self.column_of(left), self._constant(right)
        if column is None:
            column, value, operator = self.column_of(right), self._constant(left), _MIRRORED[operator]
        if column is None or value is None:
            return None
        kind = type_of(value[0])
        if kind == TYPE_UNDEFINED:
            return Pushed(_NEVER, _NEVER)
        if kind in {TYPE_ARRAY, TYPE_OBJECT} or (kind == TYPE_NULL and operator not in {"=", "!="}):
            return None
        key = encode_key(value[0]) or b""
        return Pushed(
            _typed_comparison(column, _SQL[operator], key),
            _typed_comparison(column, _OPPOSITE[operator], key),
        )

    def _one_of(self, value: Expression, choices: tuple[Expression, ...]) -> Pushed | None:
        tests = [self._comparison("=", value, choice) for choice in choices]
        if any(test is None for test in tests):
            return None
        found = [test for test in tests if test is not None]
        is_true = _joined(" OR ", [test.is_true for test in found])
        any_false = _joined(" OR ", [test.is_false for test in found])
        return Pushed(is_true, (f"({any_false[0]}) AND NOT ({is_true[0]})", any_false[1] + is_true[1]))

    def _text_test(self, name: str, text: Expression, part: Expression) -> Pushed | None:
        column, value = self.column_of(text), self._constant(part)
        if column is None or value is None or type_of(value[0]) != TYPE_STRING:
            return None
        is_text = f"substr({column}, 1, 1) = x'{TYPE_STRING:02x}'"
        part_bytes = value[0].encode("utf-8", "surrogatepass")
        if not part_bytes:
            return Pushed((is_text, ()), _NEVER)
        place = f"instr(substr({column}, 2), ?)"
        test, opposite = (
            (f"{place} > 0", f"{place} = 0") if name == "CONTAINS" else (f"{place} = 1", f"{place} <> 1")
        )
        return Pushed(
            (f"({is_text} AND {test})", (part_bytes,)), (f"({is_text} AND {opposite})", (part_bytes,))
        )

    def _constant(self, expression: Expression) -> tuple[Any] | None:
        """The value of an expression that is the same for every item, in a tuple; None where it is not."""
        match expression:
            case Constant(value=value):
                return (value,)
            case Parameter(name):
                return (self.parameters.get(name, UNDEFINED),)
            case _:
                return None

    def _path(self, expression: Expression) -> Path | None:
        match expression:
            case Root(name):
                return () if name == self.alias else None
            case Member(of, Constant(value=str(key))):
                before = self._path(of)
                return None if before is None else (*before, key)
            case _:
                return None


def _conjuncts(where: Expression | None) -> list[Expression]:
    if where is None:
        return []
    if isinstance(where, Binary) and where.operator == "AND":
        return [*_conjuncts(where.left), *_conjuncts(where.right)]
    return [where]


def _typed_comparison(column: str, operator: str, key: bytes) -> Fragment:
    """Within one type only. Equality needs no look at the type: the key begins with it."""
    if operator == "=":
        return f"{column} = ?", (key,)
    if key[0] == TYPE_NULL:
        return _NEVER
    if key[0] == TYPE_BOOL or operator == "<>":
        return f"(substr({column}, 1, 1) = ? AND {column} {operator} ?)", (key[:1], key)
    if operator in {"<", "<="}:
        return f"({column} >= ? AND {column} {operator} ?)", (key[:1], key)
    return f"({column} {operator} ? AND {column} < ?)", (key, bytes([key[0] + 1]))


def _joined(word: str, fragments: list[Fragment]) -> Fragment:
    texts = word.join(text for text, _ in fragments)
    return f"({texts})", tuple(value for _, values in fragments for value in values)
