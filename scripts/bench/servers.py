"""Starts the floor and the service as processes of their own, on free ports."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_UP_SECONDS = 20


@contextmanager
def floor(data_dir: Path) -> Iterator[int]:
    """The port of a running floor."""
    port = _free_port()
    command = [
        "uvicorn",
        "scripts.bench.floor:create_floor",
        "--factory",
        "--log-level",
        "error",
        "--no-access-log",
    ]
    with _process([*command, "--port", str(port)], {"BENCHDOG_BENCH_DATA": str(data_dir)}, port, "/list"):
        yield port


@contextmanager
def service(data_dir: Path, workers: int) -> Iterator[int]:
    """The port of a running service."""
    port = _free_port()
    command = [
        "benchdog.cli",
        "serve",
        "--port",
        str(port),
        "--data",
        str(data_dir),
        "--workers",
        str(workers),
    ]
    with _process(command, {"BENCHDOG_LOG_LEVEL": "ERROR"}, port, "/health/ready"):
        yield port


@contextmanager
def _process(command: list[str], environment: dict[str, str], port: int, path: str) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", *command], env=os.environ | environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}{path}", process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=15)


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
