"""Lists the rules of docs/SPEC.md that no test of `make test` quotes, and quoted rules that are not there."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SPEC: Final = ROOT / "docs" / "SPEC.md"
TESTS: Final = (("tests", "*.py"), ("frontend/src", "*.test.ts"), ("frontend/src", "*.test.tsx"))

_RULE: Final = re.compile(r"\[([A-Z]\d{1,2})\]")
_STATED: Final = re.compile(r"^- \[([A-Z]\d{1,2})\]", re.MULTILINE)


def main() -> int:
    stated = set(_STATED.findall(SPEC.read_text(encoding="utf-8")))
    quoted = {rule for path in test_files() for rule in rules_tested_by(path)}
    complaints = [
        *(f"No test quotes [{rule}]." for rule in by_number(stated - quoted)),
        *(
            f"A test quotes [{rule}], which docs/SPEC.md does not state."
            for rule in by_number(quoted - stated)
        ),
    ]
    print(
        "\n".join(complaints) or f"Every one of the {len(stated)} rules of docs/SPEC.md is quoted by a test."
    )
    return 1 if complaints else 0


def test_files() -> list[Path]:
    return [path for folder, pattern in TESTS for path in (ROOT / folder).rglob(pattern)]


def rules_tested_by(path: Path) -> set[str]:
    """In each run of `make test`: what a test quotes that is slow in every case does not count."""
    text = path.read_text(encoding="utf-8")
    quoted = Counter(_RULE.findall(text))
    if path.suffix == ".py":
        for test in ast.walk(ast.parse(text)):
            if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef) and is_slow(test):
                quoted -= Counter(_RULE.findall(ast.get_source_segment(text, test) or ""))
    return set(quoted)


def is_slow(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(decorator) in {"pytest.mark.slow", "SLOW"} for decorator in test.decorator_list)


def by_number(rules: Iterable[str]) -> list[str]:
    return sorted(rules, key=lambda rule: (rule[0], int(rule[1:])))


if __name__ == "__main__":
    sys.exit(main())
