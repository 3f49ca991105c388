"""
Filters over one stored document model: field paths are checked against the model, values are bound. [L4]

A request never contributes text to a query.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from pydantic import BaseModel


@dataclass(frozen=True)
class Filter:
    """A condition over the alias `c`, with the parameters that it binds."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Query:
    """A whole query with its parameters."""

    text: str
    parameters: Mapping[str, Any]

    @classmethod
    def select(cls, projection: str, where: Filter, order: str = "") -> Self:
        """`SELECT` *projection* of everything that *where* holds for, in *order*."""
        return cls(" ".join(["SELECT", projection, "FROM c WHERE", where.text, order]), where.parameters)

    def sdk_parameters(self) -> list[dict[str, Any]]:
        return [{"name": name, "value": value} for name, value in self.parameters.items()]


class FilterFactory:
    """
    Makes filters over the fields of *model*; the filters of one factory can be combined.

    Raises:
        ValueError: the model has no such field. That is a mistake of ours, never of a request.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model
        self._numbers = count()

    def path(self, name: str) -> str:
        """The field as an expression, quoted, because `order` and `value` are words of the language."""
        if name not in self._model.model_fields and name not in self._model.model_computed_fields:
            raise ValueError(f"{self._model.__name__} has no field {name!r}")
        return f'c["{name}"]'

    def projection(self) -> str:
        """The fields of the model and nothing else, for documents that are much larger than what is told."""
        stored = (field.alias or name for name, field in self._model.model_fields.items())
        return ", ".join(f'c["{name}"]' for name in stored)

    def equals(self, name: str, value: Any) -> Filter:
        return self._compare(name, "=", value)

    def at_least(self, name: str, value: Any) -> Filter:
        return self._compare(name, ">=", value)

    def at_most(self, name: str, value: Any) -> Filter:
        return self._compare(name, "<=", value)

    def contains(self, name: str, text: str) -> Filter:
        """*text* somewhere in the field, letter for letter: there are no wildcards."""
        return self._call("CONTAINS", name, text)

    def has_element(self, name: str, value: Any) -> Filter:
        return self._call("ARRAY_CONTAINS", name, value)

    def after(self, names: Sequence[str], values: Sequence[Any], *, descending: bool) -> Filter:
        """
        What comes behind *values* where rows are ordered by two fields, both in one direction.

        The first comparison is implied by the rest; it lets the database start in the middle of its index.
        """
        first, second = (self.path(name) for name in names)
        (one, bound_one), (two, bound_two) = (self._bound(value) for value in values)
        beyond, up_to = ("<", "<=") if descending else (">", ">=")
        return Filter(
            f"({first} {up_to} {one} AND ({first} {beyond} {one} OR {second} {beyond} {two}))",
            {**bound_one, **bound_two},
        )

    def order_by(self, names: Sequence[str], *, descending: bool) -> str:
        direction = "DESC" if descending else "ASC"
        return "ORDER BY " + ", ".join(f"{self.path(name)} {direction}" for name in names)

    def _compare(self, name: str, operator: str, value: Any) -> Filter:
        parameter, bound = self._bound(value)
        return Filter(f"{self.path(name)} {operator} {parameter}", bound)

    def _call(self, function: str, name: str, value: Any) -> Filter:
        parameter, bound = self._bound(value)
        return Filter(f"{function}({self.path(name)}, {parameter})", bound)

    def _bound(self, value: Any) -> tuple[str, dict[str, Any]]:
        parameter = f"@p{next(self._numbers)}"
        return parameter, {parameter: value}


def any_of(*filters: Filter) -> Filter:
    return _joined(" OR ", filters)


def all_of(*filters: Filter) -> Filter:
    return _joined(" AND ", filters)


def _joined(word: str, filters: Sequence[Filter]) -> Filter:
    parameters: dict[str, Any] = {}
    for each in filters:
        parameters |= each.parameters
    return Filter("(" + word.join(each.text for each in filters) + ")", parameters)
