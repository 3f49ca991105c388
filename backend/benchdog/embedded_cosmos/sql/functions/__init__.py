"""
The built-in functions by their names in capitals. Each answers undefined where the types do not fit.

Source: https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions
"""

from collections.abc import Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.sql.functions.arrays import ARRAY_FUNCTIONS
from benchdog.embedded_cosmos.sql.functions.builtin import ANYTHING, BuiltIn
from benchdog.embedded_cosmos.sql.functions.clock import CLOCK_FUNCTIONS
from benchdog.embedded_cosmos.sql.functions.dates import DATE_FUNCTIONS
from benchdog.embedded_cosmos.sql.functions.numbers import NUMBER_FUNCTIONS
from benchdog.embedded_cosmos.sql.functions.texts import TEXT_FUNCTIONS
from benchdog.embedded_cosmos.sql.functions.type_tests import TYPE_TESTS

__all__ = ["AGGREGATES", "CLOCK_FUNCTIONS", "FUNCTIONS", "UNSUPPORTED", "BuiltIn"]


def _choose(condition: Any, then: Any, otherwise: Any) -> Any:
    return then if condition is True else otherwise


FUNCTIONS: Final[Mapping[str, BuiltIn]] = {
    **ARRAY_FUNCTIONS,
    **DATE_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **TEXT_FUNCTIONS,
    **TYPE_TESTS,
    "IIF": BuiltIn(_choose, (ANYTHING,) * 3),
}

AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG"})

UNSUPPORTED: Final = frozenset(
    {
        "COUNTIF",
        "DATETIMEFORMAT",
        "DOCUMENTID",
        "FULLTEXTCONTAINS",
        "FULLTEXTCONTAINSALL",
        "FULLTEXTCONTAINSANY",
        "FULLTEXTSCORE",
        "RRF",
        "ST_AREA",
        "ST_DISTANCE",
        "ST_INTERSECTS",
        "ST_ISVALID",
        "ST_ISVALIDDETAILED",
        "ST_WITHIN",
        "VECTORDISTANCE",
    }
)
"""What the service has and the engine does not: spatial, vector and full-text search, and a few more."""
