"""Starts the floor and the service as processes of their own, on free ports."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.real_service import RealService, free_port, running_service

START_UP_SECONDS = 20
STOP_SECONDS = 15


@contextmanager
def floor(data_dir: Path) -> Iterator[int]:
    """The port of a running floor."""
    port = free_port()
    command = ["uvicorn", "scripts.bench.floor:create_floor", "--factory", "--log-level", "error"]
    arguments = [sys.executable, "-m", *command, "--no-access-log", "--port", str(port)]
    environment = {"BENCHDOG_BENCH_DATA": str(data_dir)}
    with running_process(arguments, f"http://127.0.0.1:{port}/list", environment):
        yield port


@contextmanager
def running_process(
    arguments: Sequence[str], url: str, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server that answers *url*, in this environment with *environment* added; stopped at the end."""
    process = subprocess.Popen(arguments, env=os.environ | (environment or {}), stdout=subprocess.DEVNULL)
    try:
        _wait_for(url, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=STOP_SECONDS)


@contextmanager
def service(data_dir: Path, workers: int) -> Iterator[RealService]:
    """A running service. Its limits count, and one caller never reaches them."""
    high = str(10**9)
    environment = {"BENCHDOG_LOG_LEVEL": "ERROR", "BENCHDOG_SNAPSHOT_OPENS_PER_MINUTE": high}
    with running_service(data_dir, workers=workers, **environment) as started:
        yield started


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_UP_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{url} does not answer")
