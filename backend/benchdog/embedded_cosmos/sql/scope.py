"""What compiled expressions read from."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.sql.syntax import Call, Expression

Scope = Mapping[str, Any]
"""The items that names stand for, the parameters under their names with `@`, and the time under `NOW`."""

NOW: Final = "now()"
"""Where the scope has the time of the query, in seconds; no name or parameter can be spelled like this."""

Compiled = Callable[[Scope], Any]
Compile = Callable[[Expression], Compiled]
"""How parts of an expression become functions: handed to what the evaluator itself is made of."""


def aggregate_key(call: Call) -> str:
    """Under which the scope has the value of an aggregate; not to be spelled in a query either."""
    return repr(call)
