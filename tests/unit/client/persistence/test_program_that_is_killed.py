"""What a program that was killed leaves behind. [B2] [B3]"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchdog.documents.json_value import JsonObject
from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import DETAILS, Device

ROOT = Path(__file__).parents[4]


def program_that_waits(root: Path) -> None:
    """Runs in a process of its own: makes a draft, says so, and waits for its end."""
    content: JsonObject = {"step": 1}
    session = Device(root).program(MemoryBackend()).open_new(content, DETAILS)
    content["step"] = 2
    session.keep_draft()
    sys.stdout.write("kept\n")
    sys.stdout.flush()
    sys.stdin.read()


@pytest.fixture
def other_process(device: Device) -> Iterator[subprocess.Popen[str]]:
    code = f"from pathlib import Path; from {__name__} import program_that_waits as wait; "
    process = subprocess.Popen(
        [sys.executable, "-c", f"{code} wait(Path({str(device.root)!r}))"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n"
    yield process
    process.kill()
    process.communicate()


def test_its_draft_is_left_alone_while_it_runs_and_offered_when_it_was_killed(
    other_process: subprocess.Popen[str], device: Device, backend: MemoryBackend
):
    """[B2] [B3]"""
    program = device.program(backend)
    assert program.recoverable().drafts == ()

    other_process.kill()
    other_process.wait()

    [offered] = program.recoverable().drafts
    content: JsonObject = {}
    program.open_draft(content, offered.draft.draft_id)
    assert content == {"step": 2}
