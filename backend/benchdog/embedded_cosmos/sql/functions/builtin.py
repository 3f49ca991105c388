"""What a built-in function takes: other types give undefined, a wrong number of them an error."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from benchdog.embedded_cosmos.sql.values import (
    TYPE_ARRAY,
    TYPE_BOOL,
    TYPE_NUMBER,
    TYPE_OBJECT,
    TYPE_STRING,
    UNDEFINED,
    type_of,
)

TEXT: Final = TYPE_STRING
NUMBER: Final = TYPE_NUMBER
BOOL: Final = TYPE_BOOL
ARRAY: Final = TYPE_ARRAY
OBJECT: Final = TYPE_OBJECT
WHOLE: Final = -1
"""A number without a fraction that 64 bits hold. The function gets an int."""
DEFINED: Final = -2
ANYTHING: Final = -3

_END_OF_WHOLE: Final = 2**63


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """
    A built-in function.

    Attributes:
        call: gets arguments of the right types only.
        takes: the type of each argument.
        optional: how many of the last ones may be left out.
        is_repeated: whether the last one may come again and again.
    """

    call: Callable[..., Any]
    takes: tuple[int, ...] = ()
    optional: int = 0
    is_repeated: bool = False

    def accepts(self, count: int) -> bool:
        """Whether it can be called with *count* arguments."""
        return len(self.takes) - self.optional <= count and (self.is_repeated or count <= len(self.takes))

    def __call__(self, *arguments: Any) -> Any:
        kinds = self.takes
        if len(arguments) > len(kinds):
            kinds += kinds[-1:] * (len(arguments) - len(kinds))
        accepted: list[Any] = []
        for value, kind in zip(arguments, kinds, strict=False):
            if kind == WHOLE:
                whole = whole_number(value)
                if whole is None:
                    return UNDEFINED
                accepted.append(whole)
            elif type_of(value) == kind or kind == ANYTHING or (kind == DEFINED and value is not UNDEFINED):
                accepted.append(value)
            else:
                return UNDEFINED
        return self.call(*accepted)


def whole_number(value: Any) -> int | None:
    """*value* as an int where it is a whole number of 64 bits."""
    is_whole = type_of(value) == TYPE_NUMBER and (isinstance(value, int) or value.is_integer())
    return int(value) if is_whole and -_END_OF_WHOLE <= value < _END_OF_WHOLE else None


def any_of(results: list[Any]) -> Any:
    """OR of many: one true decides, then one undefined."""
    return True if True in results else UNDEFINED if UNDEFINED in results else False


def all_of(results: list[Any]) -> Any:
    """AND of many: one false decides, then one undefined."""
    return False if False in results else UNDEFINED if UNDEFINED in results else True
