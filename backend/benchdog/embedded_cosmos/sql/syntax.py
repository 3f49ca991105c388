"""The parsed form of a query: plain frozen nodes, the same for evaluator and push-down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. Its type takes part in equality, because Python takes True for 1."""

    value: Any
    kind: type = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", type(self.value))


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str


@dataclass(frozen=True, slots=True)
class Root:
    """An alias of FROM or JOIN: `c`."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`of.name`, `of["name"]` or `of[0]`."""

    of: "Expression"
    key: "Expression"


@dataclass(frozen=True, slots=True)
class Unary:
    operator: Literal["NOT", "-", "+", "~"]
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class OneOf:
    value: "Expression"
    choices: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Between:
    value: "Expression"
    low: "Expression"
    high: "Expression"


@dataclass(frozen=True, slots=True)
class Like:
    value: "Expression"
    pattern: "Expression"
    escape: "Expression | None"


@dataclass(frozen=True, slots=True)
class Choice:
    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class NewArray:
    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class NewObject:
    members: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Subquery:
    """`EXISTS(query)`, `ARRAY(query)`, or with VALUE the one result of `(query)`."""

    kind: Literal["EXISTS", "ARRAY", "VALUE"]
    query: "Query"


Expression = (
    Constant
    | Parameter
    | Root
    | Member
    | Unary
    | Binary
    | OneOf
    | Between
    | Like
    | Choice
    | Call
    | NewArray
    | NewObject
    | Subquery
)


def chain(operator: Literal["AND", "OR"], parts: Sequence[Expression]) -> Expression:
    """One or more *parts* under AND or OR, as flat a tree as can be: both are associative."""
    while len(parts) > 1:
        pairs = [Binary(operator, *parts[start : start + 2]) for start in range(0, len(parts) - 1, 2)]
        parts = [*pairs, parts[-1]] if len(parts) % 2 else pairs
    return parts[0]


@dataclass(frozen=True, slots=True)
class OrderTerm:
    expression: Expression
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Join:
    """`JOIN alias IN source`."""

    alias: str
    source: Expression


@dataclass(frozen=True, slots=True)
class Query:
    """
    `columns` None is `SELECT *`; `is_value` is `SELECT VALUE`.

    Columns carry the name they have in the result; None where the dialect makes one up (`$1`). Without FROM
    there is one row, of no item.
    """

    columns: tuple[tuple[str | None, Expression], ...] | None
    is_value: bool = False
    is_distinct: bool = False
    top: Expression | None = None
    has_from: bool = True
    alias: str = "c"
    source: Expression | None = None
    joins: tuple[Join, ...] = ()
    where: Expression | None = None
    group_by: tuple[Expression, ...] = ()
    order_by: tuple[OrderTerm, ...] = ()
    offset: Expression | None = None
    limit: Expression | None = None
