"""What can be said about a query before it runs: the names it uses, the members it reads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from benchdog.embedded_cosmos.sql.syntax import (
    Between,
    Binary,
    Call,
    Choice,
    Constant,
    Expression,
    Like,
    Member,
    NewArray,
    NewObject,
    OneOf,
    Parameter,
    Query,
    Root,
    Subquery,
    Unary,
)
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import bad_request

Path = tuple[str, ...]
"""Names of members from the item inwards; () is the item itself."""


def path_of(expression: Expression, alias: str) -> Path | None:
    """`c.a["b"]` as ("a", "b"); None for anything but a path below *alias*."""
    match expression:
        case Root(name):
            return () if name == alias else None
        case Member(of, Constant(value=str(key))):
            before = path_of(of, alias)
            return None if before is None else (*before, key)
        case _:
            return None


def constant_of(expression: Expression, parameters: Mapping[str, Any]) -> tuple[Any] | None:
    """The value of an expression that is the same for every item, in a tuple; None where it is not."""
    match expression:
        case Constant(value=value):
            return (value,)
        case Parameter(name):
            return (parameters.get(name, UNDEFINED),)
        case _:
            return None


def root_of(expression: Expression) -> str | None:
    """The name that a path begins with."""
    while isinstance(expression, Member):
        expression = expression.of
    return expression.name if isinstance(expression, Root) else None


def members_read(expressions: Iterable[Expression], alias: str) -> frozenset[str] | None:
    """The top-level members that *expressions* read of the item *alias*; None where that may be any."""
    found: set[str] = set()
    waiting = list(expressions)
    while waiting:
        expression = waiting.pop()
        path = path_of(expression, alias)
        if path == ():
            return None
        if path is not None:
            found.add(path[0])
        else:
            waiting.extend(children(expression))
    return frozenset(found)


def iterations(query: Query) -> list[tuple[str, Expression]]:
    """The arrays that FROM and JOIN walk, each with the name of its elements."""
    first = [(query.alias, query.source)] if query.source is not None else []
    return first + [(join.alias, join.source) for join in query.joins]


def item_name(query: Query) -> str:
    """What the query calls the item before any array is walked."""
    return (root_of(query.source) or "") if query.source is not None else query.alias


def check_aliases(query: Query) -> None:
    """Raises CosmosFailure 400 for a name that stands for nothing where the query uses it."""
    _check_names(query, {item_name(query)} if query.has_from else set())


def parameter_names(query: Query) -> frozenset[str]:
    everything = [*clauses(query), *(source for _, source in iterations(query))]
    return frozenset(each.name for each in _within(everything) if isinstance(each, Parameter))


def check_parameters(names: Iterable[str], parameters: Mapping[str, Any]) -> None:
    """Raises CosmosFailure 400 for a parameter without a value."""
    missing = sorted(name for name in names if name not in parameters)
    if missing:
        raise bad_request(f"The parameter {missing[0]} has no value.")


def clauses(query: Query) -> Iterator[Expression]:
    """Every expression of the query behind its FROM clause."""
    yield from (expression for _, expression in query.columns or ())
    yield from (each for each in (query.top, query.where, query.offset, query.limit) if each is not None)
    yield from query.group_by
    yield from (term.expression for term in query.order_by)


def children(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Constant() | Parameter() | Root():
            return ()
        case Member(of, key):
            return of, key
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right):
            return left, right
        case OneOf(value, choices):
            return value, *choices
        case Between(value, low, high):
            return value, low, high
        case Like(value, pattern, escape):
            return (value, pattern) if escape is None else (value, pattern, escape)
        case Choice(condition, then, otherwise):
            return condition, then, otherwise
        case Call(_, arguments):
            return arguments
        case NewArray(items):
            return items
        case NewObject(members):
            return tuple(member for _, member in members)
        case Subquery(_, query):
            return (*(source for _, source in iterations(query)), *clauses(query))
        case _:
            assert_never(expression)


def _check_names(query: Query, known: set[str]) -> None:
    for alias, source in iterations(query):
        _check_known(source, known)
        known = known | {alias}
    for expression in clauses(query):
        _check_known(expression, known)


def _check_known(expression: Expression, known: set[str]) -> None:
    if isinstance(expression, Subquery):
        _check_names(expression.query, known)
        return
    if isinstance(expression, Root) and expression.name not in known:
        raise bad_request(f"The name {expression.name} is not known where the query uses it.")
    for part in children(expression):
        _check_known(part, known)


def _within(expressions: Iterable[Expression]) -> Iterator[Expression]:
    waiting = list(expressions)
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(children(each))
