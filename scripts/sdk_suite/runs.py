"""One run: an emulator of its own, and every file of tests in a process of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal
from xml.etree import ElementTree

from benchdog.embedded_cosmos.http.authorization import EMULATOR_KEY
from tests.real_service import free_port

START_SECONDS: Final = 30
TEST_SECONDS: Final = 180
"""Some tests wait for a minute on purpose."""

STAND_INS: Final = Path(__file__).parent
Outcome = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Result:
    """
    Attributes:
        test: as `file::test`.
        message: the first line of why it failed; "" otherwise.
    """

    test: str
    outcome: Outcome
    message: str


@contextmanager
def running_emulator(ranges: int) -> Iterator[str]:
    """The address of an emulator with an empty folder."""
    port = free_port()
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchdog.cli", "emulator", "--port", str(port)]
        process = subprocess.Popen([*command, "--data", folder, "--ranges", str(ranges)])
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait()


def results_of(file: str, tests: Path, address: str) -> Sequence[Result]:
    """What became of the tests of one file."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        pytest = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(tests)]
        options = ["-p", "no:cacheprovider", "-W", "ignore", "--timeout", str(TEST_SECONDS)]
        subprocess.run(
            [*pytest, *options, f"--junitxml={report}", f"{file}.py"],
            cwd=tests,
            env={
                **os.environ,
                "ACCOUNT_HOST": address,
                "ACCOUNT_KEY": EMULATOR_KEY,
                "PYTHONPATH": str(STAND_INS),
            },
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if not report.exists():
            return [Result(f"{file}::(the whole file)", "failed", "pytest ended without a report")]
        return [_result(file, case) for case in ElementTree.parse(report).iter("testcase")]


def _result(file: str, case: ElementTree.Element) -> Result:
    test = f"{file}::{case.get('name')}"
    for failure in (*case.iter("failure"), *case.iter("error")):
        return Result(test, "failed", (failure.get("message") or "").split("\n")[0])
    return Result(test, "skipped" if case.find("skipped") is not None else "passed", "")


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address)
        except urllib.error.HTTPError:
            return  # it wants a signature, so it is there
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The emulator did not start.")
