"""From the tree of the grammar to syntax nodes: one method for each of its rules."""

import json
import math
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from lark import Token, Transformer, v_args

from benchdog.embedded_cosmos.sql.syntax import (
    Between,
    Binary,
    Call,
    Choice,
    Constant,
    Expression,
    Join,
    Like,
    Member,
    NewArray,
    NewObject,
    OneOf,
    OrderTerm,
    Parameter,
    Query,
    Root,
    Subquery,
    Unary,
    chain,
)
from benchdog.embedded_cosmos.sql.values import LARGEST_EXACT_INTEGER, TYPE_NUMBER, UNDEFINED, type_of
from benchdog.embedded_cosmos.wire import bad_request, not_supported

Part = TypeVar("Part")

MAX_CHAIN: Final = 2000
MAX_CHOICES: Final = 6000
MAX_JOINS: Final = 10
"""As the service limits them: https://learn.microsoft.com/azure/cosmos-db/concepts-limits"""

_NOT_AS_IN_JSON: Final = re.compile(r'\\.|"', re.DOTALL)
"""Escapes, of which JSON lacks the one of the apostrophe, and the quotation marks that it wants escaped."""


def _binary(operator: str) -> Callable[[Any, Any, Any], Expression]:
    return lambda _, left, right: Binary(operator, left, right)


def _negated(node: type[Any]) -> Callable[..., Expression]:
    return lambda _, *parts: Unary("NOT", node(*parts))


def _literal(text: str) -> str:
    """The text of a string literal; both kinds of quotes, escapes as in JSON."""
    inner = text[1:-1]
    if "\\" not in inner:
        return inner
    as_json = _NOT_AS_IN_JSON.sub(lambda found: {"\\'": "'", '"': '\\"'}.get(found[0], found[0]), inner)
    try:
        text = str(json.loads(f'"{as_json}"', strict=False))
        text.encode()  # a lone surrogate is no character
    except ValueError:
        raise bad_request("Syntax error: a text has an unknown escape.") from None
    return text


def _limited(parts: tuple[Part, ...], limit: int, what: str) -> tuple[Part, ...]:
    if len(parts) > limit:
        raise bad_request(f"The query has more than {limit} {what}.")
    return parts


def _present(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(item for item in items if item is not None)


@v_args(inline=True)
class SyntaxBuilder(Transformer[Token, Any]):
    def start(self, parsed: Any) -> Any:
        return parsed

    def condition(self, alias: Token, where: Expression) -> tuple[str, Expression]:
        return str(alias), where

    def query(  # the clauses of the grammar, in its order
        self,
        distinct: Token | None,
        top: Expression | None,
        selection: tuple[bool, Any],
        from_clause: tuple[str, Expression | None, tuple[Join, ...]] | None,
        where: Expression | None,
        group_by: tuple[Expression, ...] | None,
        order_by: tuple[OrderTerm, ...] | None,
        page: tuple[Expression, Expression] | None,
    ) -> Query:
        is_value, columns = selection
        alias, source, joins = from_clause or ("c", None, ())
        offset, limit = page or (None, None)
        return Query(
            columns=columns,
            is_value=is_value,
            is_distinct=distinct is not None,
            top=top,
            has_from=from_clause is not None,
            alias=alias,
            source=source,
            joins=joins,
            where=where,
            group_by=group_by or (),
            order_by=order_by or (),
            offset=offset,
            limit=limit,
        )

    def top(self, count: Expression) -> Expression:
        return count

    def everything(self, _: Token) -> tuple[bool, None]:
        return False, None

    def value_selection(self, expression: Expression) -> tuple[bool, Any]:
        return True, ((None, expression),)

    def columns(self, *columns: tuple[str | None, Expression]) -> tuple[bool, Any]:
        return False, columns

    def column(self, expression: Expression, name: Token | None = None) -> tuple[str | None, Expression]:
        if name is not None:
            return str(name), expression
        if isinstance(expression, Member) and isinstance(expression.key, Constant):
            return str(expression.key.value), expression
        return (expression.name if isinstance(expression, Root) else None), expression

    def source(self, path: Expression, alias: Token | None = None) -> tuple[str, Expression | None]:
        if isinstance(path, Root):
            return str(alias or path.name), None
        raise bad_request("FROM a path inside an item needs IN: FROM x IN c.path.")

    def iterated_source(self, alias: Token, path: Expression) -> tuple[str, Expression]:
        return str(alias), path

    def from_clause(self, source: tuple[str, Expression | None], *joins: Join) -> Any:
        return (*source, _limited(joins, MAX_JOINS, "joins"))

    def subquery(self, query: Query) -> Expression:
        return Subquery("VALUE", query)

    def exists(self, query: Query) -> Expression:
        return Subquery("EXISTS", query)

    def array(self, query: Query) -> Expression:
        return Subquery("ARRAY", query)

    def joined_results(self, query: Query, alias: Token) -> Join:
        return Join(str(alias), Subquery("ARRAY", query))

    def user_defined(self, name: Token, *_: Expression | None) -> Expression:
        raise not_supported(f"The user-defined function udf.{name}")

    def join(self, alias: Token, source: Expression) -> Join:
        return Join(str(alias), source)

    def where(self, expression: Expression) -> Expression:
        return expression

    def group_by(self, *expressions: Expression) -> tuple[Expression, ...]:
        return expressions

    def order_by(self, *terms: OrderTerm) -> tuple[OrderTerm, ...]:
        return terms

    def order_term(self, expression: Expression, direction: Token | None) -> OrderTerm:
        return OrderTerm(expression, is_descending=direction is not None and direction.upper() == "DESC")

    def page(self, offset: Expression, limit: Expression) -> tuple[Expression, Expression]:
        return offset, limit

    def choice(self, condition: Expression, then: Expression, otherwise: Expression) -> Expression:
        return Choice(condition, then, otherwise)

    coalescing = _binary("??")

    def or_(self, *parts: Expression) -> Expression:
        return chain("OR", _limited(parts, MAX_CHAIN, "operands of OR"))

    def and_(self, *parts: Expression) -> Expression:
        return chain("AND", _limited(parts, MAX_CHAIN, "operands of AND"))

    def not_(self, operand: Expression) -> Expression:
        return Unary("NOT", operand)

    def compare(self, left: Expression, operator: Token, right: Expression) -> Expression:
        return Binary("!=" if operator == "<>" else str(operator), left, right)

    def binary(self, left: Expression, operator: Token, right: Expression) -> Expression:
        return Binary(str(operator), left, right)

    def unary(self, operator: Token, operand: Expression) -> Expression:
        # A negative number is a constant: SQLite can look for it.
        if operator == "-" and isinstance(operand, Constant) and type_of(operand.value) == TYPE_NUMBER:
            return Constant(-operand.value)
        return Unary(cast("Any", str(operator)), operand)

    def one_of(self, value: Expression, *choices: Expression) -> Expression:
        return OneOf(value, _limited(choices, MAX_CHOICES, "choices of IN"))

    def none_of(self, value: Expression, *choices: Expression) -> Expression:
        return Unary("NOT", self.one_of(value, *choices))

    def between(self, value: Expression, low: Expression, high: Expression) -> Expression:
        return Between(value, low, high)

    not_between = _negated(Between)

    def like(self, value: Expression, pattern: Expression, escape: Expression | None) -> Expression:
        return Like(value, pattern, escape)

    not_like = _negated(Like)

    def dotted(self, of: Expression, name: Token) -> Expression:
        return Member(of, Constant(str(name)))

    def indexed(self, of: Expression, key: Expression) -> Expression:
        return Member(of, key)

    def path_member(self, member: Expression) -> Expression:
        return member

    def number(self, text: Token) -> Expression:
        is_hexadecimal = text[:2].lower() == "0x"
        try:
            value = float(int(text, 16)) if is_hexadecimal else float(text)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise bad_request("The query has a number that no double can hold.")
        is_whole = value.is_integer() and abs(value) <= LARGEST_EXACT_INTEGER
        return Constant(int(value) if is_whole else value)

    def string(self, text: Token) -> Expression:
        return Constant(_literal(text))

    def true(self) -> Expression:
        return Constant(True)

    def false(self) -> Expression:
        return Constant(False)

    def null(self) -> Expression:
        return Constant(None)

    def undefined(self) -> Expression:
        return Constant(UNDEFINED)

    def parameter(self, name: Token) -> Expression:
        return Parameter(str(name))

    def root(self, name: Token) -> Expression:
        return Root(str(name))

    def call(self, name: Token, *arguments: Expression | None) -> Expression:
        return Call(name.upper(), _present(arguments))

    def new_array(self, *items: Expression | None) -> Expression:
        return NewArray(_present(items))

    def new_object(self, *members: tuple[str, Expression] | None) -> Expression:
        return NewObject(_present(members))

    def object_member(self, name: Token, value: Expression) -> tuple[str, Expression]:
        return (_literal(name) if name.type == "STRING" else str(name)), value
