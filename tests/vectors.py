"""The vectors that Python and TypeScript share: schemas/vectors/."""

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[1] / "schemas" / "vectors"


def load_vectors(name: str) -> Any:
    """One file of vectors."""
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def named(cases: list[Any]) -> list[Any]:
    """Every case as a pytest parameter that carries its name."""
    return [pytest.param(case, id=case["name"]) for case in cases]
