"""
The Python orchestrator and the browser's decide alike, whatever happens. [B1] [B2] [B4] [B7] [R4]

The same scripts of events run through both, over the same service in memory, and everything that is known
after each step is compared: results, what is shown, drafts, rows of a conflict, hashes, requests.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.twins.python_driver import World
from tests.twins.steps import Step, scripts

ROOT: Final = Path(__file__).parents[2]
NODE: Final = ROOT / "frontend" / "node_modules" / ".bin" / "node"
IN_MEMORY: Final = Path("/dev/shm")
IN_PYTHON: Final = {
    "fromNewerVersion": "from_newer_version",
    "alreadySaved": "already_saved",
    "contentTooLarge": "content_too_large",
    "notFound": "not_found",
    "quotaExceeded": "quota_exceeded",
    "signInRequired": "sign_in_required",
    "tooLarge": "too_large",
    "unknownOutcome": "unknown_outcome",
}
"""The words that have two parts."""

# Found once: the browser said of work that was saved that its draft could not be written.
SAVED_ON_A_FULL_DISK: Final[list[Step]] = [{"do": "disk", "is_full": True}, {"do": "save"}]
# Found once: the other side came back to the content that both began with, while a save waited for a sign-in.
BACK_AT_THE_START: Final[list[Step]] = [
    {"do": "save"},
    {"do": "edit", "part": "a", "value": None},
    {"do": "fault", "fault": "sign_in_required"},
    {"do": "save"},
    {"do": "save_elsewhere", "part": "a", "value": 0},
    {"do": "poll"},
]
# Found once: a copy that failed ended a save of the session itself, which waited since before.
A_COPY_WHILE_A_SAVE_WAITS: Final[list[Step]] = [
    {"do": "save"},
    {"do": "edit", "part": "a", "value": 1},
    {"do": "fault", "fault": "unreachable"},
    {"do": "fault", "fault": "idempotency_in_progress"},
    {"do": "save"},
    {"do": "save_as_copy", "title": "Other maps"},
    {"do": "resume"},
]
FROM_A_NEWER_VERSION: Final[list[Step]] = [
    {"do": "save"},
    {"do": "edit", "part": "a", "value": 1},
    {"do": "save_elsewhere", "part": "newer_version", "value": True},
    {"do": "save"},
    *(
        {"do": "resolve", "choice": choice, "is_undone": False}
        for choice in ("replace_server", "use_server", "merge", "keep_both")
    ),
]
# Found once: parts were listed in the order of the canonical text, not in that of the work.
IN_THE_ORDER_OF_THE_WORK: Final[list[Step]] = [
    {"do": "save"},
    {"do": "edit", "part": "a", "value": None},
    {"do": "edit", "part": "a", "value": 1},
    {"do": "save_elsewhere", "part": "b", "value": 1},
    {"do": "save"},
    {"do": "compare"},
]
MERGED_AND_UNDONE: Final[list[Step]] = [
    {"do": "save"},
    {"do": "edit", "part": "a", "value": 1},
    {"do": "edit", "part": "b", "value": 1},
    {"do": "save_elsewhere", "part": "a", "value": 2},
    {"do": "save_elsewhere", "part": "c", "value": 2},
    {"do": "save"},
    {"do": "compare"},
    {"do": "resolve", "choice": "merge", "is_undone": False},
    {"do": "choose", "row": 0, "side": "theirs"},
    {"do": "save_elsewhere", "part": "c", "value": 3},
    {"do": "resolve", "choice": "merge", "is_undone": False},
    {"do": "resolve", "choice": "merge", "is_undone": True},
    {"do": "save"},
]


class Browser:
    """The browser's persistence core in a process of its own."""

    def __init__(self) -> None:
        flags = ["--disable-warning=ExperimentalWarning", "--experimental-transform-types"]
        self._process = subprocess.Popen(
            [str(NODE), *flags, str(Path(__file__).with_name("browser_driver.mjs"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def observations(self, script: list[Step]) -> list[dict[str, Any]]:
        """What is known after each step, in the words of Python."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(script) + "\n")
        self._process.stdin.flush()
        return [_in_python(each) for each in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    started = Browser()
    yield started
    started.close()


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(script=scripts)
@example(script=SAVED_ON_A_FULL_DISK)
@example(script=BACK_AT_THE_START)
@example(script=A_COPY_WHILE_A_SAVE_WAITS)
@example(script=FROM_A_NEWER_VERSION)
@example(script=IN_THE_ORDER_OF_THE_WORK)
@example(script=MERGED_AND_UNDONE)
def test_both_decide_alike(browser: Browser, script: list[Step]):
    """[B1] [B2] [B4] [B7]"""
    assert in_python(script) == browser.observations(script)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(script=scripts)
def test_both_decide_alike_for_long(browser: Browser, script: list[Step]):
    """[B1] [B2] [B4] [B7]"""
    assert in_python(script) == browser.observations(script)


def test_what_is_compared_holds_conflicts_drafts_and_merges(browser: Browser):
    """A comparison of two that do nothing would succeed too."""
    observed = browser.observations(MERGED_AND_UNDONE)

    assert [each["result"] for each in observed if each["result"]] == [
        "saved",
        "conflict",
        "undecided",
        "conflict",
        "resolved",
        "saved",
    ]
    assert observed[6]["rows"] == [["a", "both", None], ["b", "here", "mine"], ["c", "there", "theirs"]]
    assert observed[6]["drafts"]
    assert observed[-1]["content"] == {"a": 2, "b": 1, "c": 2}


@pytest.mark.parametrize("fault", ["unreachable", "sign_in_required", "lost_on_the_way"])
def test_a_copy_that_fails_leaves_a_save_waiting_that_was_asked_for_before(browser: Browser, fault: str):
    """[B7]"""
    script: list[Step] = [
        {"do": "save"},
        {"do": "edit", "part": "a", "value": 1},
        {"do": "fault", "fault": "unreachable"},
        {"do": "fault", "fault": fault},
        {"do": "save"},
        {"do": "save_as_copy", "title": "Other maps"},
        {"do": "resume"},
    ]

    for observed in (in_python(script), browser.observations(script)):
        assert [each["save"] for each in observed[-3:]][::2] == ["unreachable", "clean"]
        assert [queued for *_, queued in observed[-2]["drafts"]] == [True]
        assert len(observed[-1]["server"]) == 1


def in_python(script: list[Step]) -> list[dict[str, Any]]:
    # A disk in memory where there is one: what a test of crashes needs, this one only waits for.
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as root:
        world = World(Path(root))
        observed = [world.observed(step) for step in script]
        world.manager.close()
        return observed


def _in_python(observed: dict[str, Any]) -> dict[str, Any]:
    spoken = {name: IN_PYTHON.get(word, word) for name, word in observed.items() if isinstance(word, str)}
    return {**observed, **spoken, "drafts": sorted(observed["drafts"], key=json.dumps)}
