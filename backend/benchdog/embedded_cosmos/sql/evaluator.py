"""
What an expression means: the reference that push-down must agree with.

Expressions are compiled into closures over a scope. Logic has three values: true, false
and undefined; only true lets an item through.
"""

import math
from typing import Any, assert_never

from benchdog.embedded_cosmos.sql.bitwise import BITWISE, signed_32_bits
from benchdog.embedded_cosmos.sql.functions import AGGREGATES, CLOCK_FUNCTIONS, FUNCTIONS, UNSUPPORTED
from benchdog.embedded_cosmos.sql.functions.builtin import ANYTHING
from benchdog.embedded_cosmos.sql.like import is_like
from benchdog.embedded_cosmos.sql.scope import NOW, Compiled, Scope, aggregate_key
from benchdog.embedded_cosmos.sql.subqueries import compiled_subquery
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
    Root,
    Subquery,
    Unary,
)
from benchdog.embedded_cosmos.sql.values import TYPE_NUMBER, UNDEFINED, as_double, equals, is_less, type_of
from benchdog.embedded_cosmos.wire import bad_request, not_supported


def compiled(expression: Expression) -> Compiled:
    """
    A function from a scope to the value of *expression*.

    Raises:
        CosmosFailure: 400 for a function that is not known, or not with so many arguments; 501 for one that
            the engine does not have.
    """
    match expression:
        case Constant(value=value):
            return lambda _: value
        case Parameter(name):
            return lambda scope: scope[name]
        case Root(name):
            return lambda scope: scope[name]
        case Member(of, Constant(value=str(name))):
            return _named_member(compiled(of), name)
        case Member(of, key):
            return _member(compiled(of), compiled(key))
        case Unary(operator, operand):
            return _unary(operator, compiled(operand))
        case Binary(operator, left, right):
            return _binary(operator, compiled(left), compiled(right))
        case OneOf(value, choices):
            return _one_of(compiled(value), [compiled(choice) for choice in choices])
        case Between(value, low, high):
            return compiled(Binary("AND", Binary(">=", value, low), Binary("<=", value, high)))
        case Like(value, pattern, escape):
            return _like(compiled(value), compiled(pattern), compiled(escape) if escape else None)
        case Choice(condition, then, otherwise):
            return _choice(compiled(condition), compiled(then), compiled(otherwise))
        case Call(name, _) if name in AGGREGATES:
            return _aggregate(name, aggregate_key(expression))
        case Call(name, arguments):
            return _call(name, [compiled(argument) for argument in arguments])
        case NewArray(items):
            return _new_array([compiled(item) for item in items])
        case NewObject(members):
            return _new_object([(name, compiled(member)) for name, member in members])
        case Subquery():
            return compiled_subquery(expression, compiled)
        case _:
            assert_never(expression)


def _named_member(of: Compiled, name: str) -> Compiled:
    """As `_member`, for the common case that filters meet in every item."""

    def read(scope: Scope) -> Any:
        holder = of(scope)
        return holder.get(name, UNDEFINED) if isinstance(holder, dict) else UNDEFINED

    return read


def _member(of: Compiled, key: Compiled) -> Compiled:
    def read(scope: Scope) -> Any:
        holder, name = of(scope), key(scope)
        if isinstance(holder, dict) and isinstance(name, str):
            return holder.get(name, UNDEFINED)
        if isinstance(holder, list) and type_of(name) == TYPE_NUMBER and 0 <= name < len(holder):
            return holder[int(name)]
        return UNDEFINED

    return read


def _unary(operator: str, operand: Compiled) -> Compiled:
    def negate(scope: Scope) -> Any:
        value = operand(scope)
        return (not value) if isinstance(value, bool) else UNDEFINED

    def compute(scope: Scope) -> Any:
        value = operand(scope)
        if type_of(value) != TYPE_NUMBER:
            return UNDEFINED
        return -value if operator == "-" else value if operator == "+" else ~signed_32_bits(int(value))

    return negate if operator == "NOT" else compute


def _binary(operator: str, left: Compiled, right: Compiled) -> Compiled:
    match operator:
        case "AND":
            return _logic(left, right, decisive=False)
        case "OR":
            return _logic(left, right, decisive=True)
        case "??":
            return lambda scope: right(scope) if (value := left(scope)) is UNDEFINED else value
        case "=":
            return lambda scope: equals(left(scope), right(scope))
        case "!=":
            return lambda scope: _not(equals(left(scope), right(scope)))
        case "<":
            return lambda scope: is_less(left(scope), right(scope))
        case ">":
            return lambda scope: is_less(right(scope), left(scope))
        case "<=":
            return lambda scope: _not(is_less(right(scope), left(scope)))
        case ">=":
            return lambda scope: _not(is_less(left(scope), right(scope)))
        case "||":
            return lambda scope: FUNCTIONS["CONCAT"](left(scope), right(scope))
        case _:
            return _arithmetic(operator, left, right)


def _not(value: Any) -> Any:
    return UNDEFINED if value is UNDEFINED else not value


def _logic(left: Compiled, right: Compiled, *, decisive: bool) -> Compiled:
    """AND is decided by false, OR by true, whatever the other side is, undefined included."""

    def decide(scope: Scope) -> Any:
        first = left(scope)
        if first is decisive:
            return decisive
        second = right(scope)
        if second is decisive:
            return decisive
        return (not decisive) if first is second is (not decisive) else UNDEFINED

    return decide


def _arithmetic(operator: str, left: Compiled, right: Compiled) -> Compiled:
    def compute(scope: Scope) -> Any:
        first, second = left(scope), right(scope)
        if type_of(first) != TYPE_NUMBER or type_of(second) != TYPE_NUMBER:
            return UNDEFINED
        try:
            result = as_double(_computed(operator, first, second))
        except (ZeroDivisionError, OverflowError, ValueError):
            return UNDEFINED
        return result if math.isfinite(result) else UNDEFINED

    return compute


def _computed(operator: str, first: float, second: float) -> float:
    match operator:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second
        case "%":
            return math.fmod(first, second)
    return BITWISE[operator](int(first), int(second))


def _one_of(value: Compiled, choices: list[Compiled]) -> Compiled:
    def test(scope: Scope) -> Any:
        candidate = value(scope)
        results = [equals(candidate, choice(scope)) for choice in choices]
        if True in results:
            return True
        return False if False in results and candidate is not UNDEFINED else UNDEFINED

    return test


def _like(value: Compiled, pattern: Compiled, escape: Compiled | None) -> Compiled:
    def test(scope: Scope) -> Any:
        text, like, mark = value(scope), pattern(scope), escape(scope) if escape else ""
        if not isinstance(text, str) or not isinstance(like, str) or not isinstance(mark, str):
            return UNDEFINED
        return is_like(text, like, mark)

    return test


def _choice(condition: Compiled, then: Compiled, otherwise: Compiled) -> Compiled:
    return lambda scope: then(scope) if condition(scope) is True else otherwise(scope)


def _call(name: str, arguments: list[Compiled]) -> Compiled:
    if name in UNSUPPORTED:
        raise not_supported(f"The function {name}")
    function = FUNCTIONS.get(name) or CLOCK_FUNCTIONS.get(name)
    if function is None:
        raise bad_request(f"The function {name} is not known.")
    given = [_now, *arguments] if name in CLOCK_FUNCTIONS else arguments
    if not function.accepts(len(given)):
        raise bad_request(f"The function {name} does not take {len(arguments)} arguments.")
    # Type tests take every value as it is: filters ask them for every item.
    run = function.call if set(function.takes) == {ANYTHING} else function
    if len(given) == 1:
        [argument] = given
        return lambda scope: run(argument(scope))
    return lambda scope: run(*(argument(scope) for argument in given))


def _aggregate(name: str, key: str) -> Compiled:
    def read(scope: Scope) -> Any:
        if key not in scope:
            raise bad_request(f"{name} can only be used in SELECT.")
        return scope[key]

    return read


def _now(scope: Scope) -> Any:
    if NOW not in scope:
        raise bad_request("The current time cannot be used here.")
    return scope[NOW]


def _new_array(items: list[Compiled]) -> Compiled:
    return lambda scope: [value for item in items if (value := item(scope)) is not UNDEFINED]


def _new_object(members: list[tuple[str, Compiled]]) -> Compiled:
    def build(scope: Scope) -> Any:
        evaluated = ((name, member(scope)) for name, member in members)
        return {name: value for name, value in evaluated if value is not UNDEFINED}

    return build
