"""
Operators on bits, which take numbers as JavaScript does: as integers of 32 bits.

Source: https://learn.microsoft.com/azure/cosmos-db/nosql/query/bitwise-operators
"""

from collections.abc import Callable, Mapping
from typing import Final

_MODULUS: Final = 2**32


def signed_32_bits(number: int) -> int:
    return (number + _MODULUS // 2) % _MODULUS - _MODULUS // 2


BITWISE: Final[Mapping[str, Callable[[int, int], int]]] = {
    "&": lambda first, second: signed_32_bits(first & second),
    "|": lambda first, second: signed_32_bits(first | second),
    "^": lambda first, second: signed_32_bits(first ^ second),
    "<<": lambda number, bits: signed_32_bits(number << bits % 32),
    ">>": lambda number, bits: signed_32_bits(number) >> bits % 32,
    ">>>": lambda number, bits: number % _MODULUS >> bits % 32,
}
