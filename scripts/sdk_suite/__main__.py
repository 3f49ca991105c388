"""
Runs Microsoft's tests of azure-cosmos against `benchdog emulator` and says how many pass.

Ends with an error where a test fails that is not known to, or passes although it is: suite.toml has
them all, each under its reason.
"""

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.bench.tables import Table, write_between_marks
from scripts.sdk_suite.distribution import VERSION, tests_folder
from scripts.sdk_suite.runs import Result, results_of, running_emulator

FOLDER: Final = Path(__file__).parent
REPORT: Final = FOLDER.parents[1] / "docs" / "embedded-cosmos.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.sdk_suite", description=__doc__)
    parser.add_argument("files", nargs="*", help="only these files, such as test_ttl")
    parser.add_argument("--ranges", type=int, default=1, help="physical ranges of every container")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/embedded-cosmos.md")
    options = parser.parse_args()
    if options.write and options.files:
        parser.error("--write records whole tables: name no files")

    settings = tomllib.loads((FOLDER / "suite.toml").read_text())
    known = {test: reason for reason, tests in settings["known_failures"].items() for test in tests}
    files, tests = options.files or settings["files"], tests_folder()
    results: list[Result] = []
    with running_emulator(options.ranges) as address:
        for file in files:
            found = results_of(file, tests, address)
            print(_line(file, found), flush=True)
            results += found
    print(_line("in all", results))
    if options.write:
        write_between_marks(REPORT, "sdk-suite", _tables(files, results, known))
    surprises = _surprises(results, known)
    if surprises:
        raise SystemExit("\n".join(surprises))


def _surprises(results: Sequence[Result], known: Mapping[str, str]) -> list[str]:
    failed = {each.test: each.message for each in results if each.outcome == "failed"}
    unknown = [f"FAILED {test}: {failed[test]}" for test in failed if test not in known]
    passed = {each.test for each in results if each.outcome == "passed"}
    return unknown + [f"PASSED although known to fail: {test}" for test in sorted(passed & known.keys())]


def _tables(files: Sequence[str], results: Sequence[Result], known: Mapping[str, str]) -> str:
    rows = [
        (f"`{file}`", *map(str, _counts([each for each in results if each.test.startswith(f"{file}::")])))
        for file in files
    ]
    whole = ("**all**", *(f"**{count}**" for count in _counts(results)))
    outcomes = Table(
        f"Tests of azure-cosmos {VERSION}", ("file", "passed", "failed", "skipped by itself"), [*rows, whole]
    )
    reasons: dict[str, list[str]] = {}
    for each in results:
        if each.outcome == "failed":
            reasons.setdefault(known.get(each.test, "not known"), []).append(f"`{each.test}`")
    listed = Table(
        "What fails, and why",
        ("reason", "tests", ""),
        [(reason, str(len(tests)), "<br>".join(tests)) for reason, tests in sorted(reasons.items())],
    )
    return f"{outcomes.as_markdown()}\n\n{listed.as_markdown()}"


def _counts(results: Sequence[Result]) -> tuple[int, int, int]:
    outcomes = [each.outcome for each in results]
    return outcomes.count("passed"), outcomes.count("failed"), outcomes.count("skipped")


def _line(name: str, results: Sequence[Result]) -> str:
    passed, failed, skipped = _counts(results)
    return f"{name:<55} {passed:>4} passed {failed:>4} failed {skipped:>4} skipped"


if __name__ == "__main__":
    main()
