"""What pydantic found wrong, in words for people."""

from collections.abc import Mapping
from typing import Any


def problem_words(problem: Mapping[str, Any]) -> str:
    """
    Args:
        problem: one of `ValidationError.errors()`; where a check of ours said it, our sentence alone is left.
    """
    return str(problem["msg"]).removeprefix("Value error, ")
