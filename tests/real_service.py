"""The real service as a process of its own: started, killed and started again on the same data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

START_UP_SECONDS = 100
"""It takes two where nothing else is done; one that died is noticed at once. Less than the time of a test."""
STOP_SECONDS = 15


@dataclass
class RealService:
    """
    `benchdog serve` on a free port of this machine.

    Attributes:
        data_dir: where it keeps everything; survives `kill`.
        workers: how many processes answer.
    """

    data_dir: Path
    workers: int = 1
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def process_id(self) -> int:
        """Of the first of its processes, while it runs."""
        if self._process is None:
            raise RuntimeError("The service does not run.")
        return self._process.pid

    def start(self) -> None:
        """Returns as soon as `/health/ready` answers 200."""
        command = [sys.executable, "-m", "benchdog.cli", "serve", "--port", str(self.port)]
        command += ["--data", str(self.data_dir), "--workers", str(self.workers)]
        self._process = subprocess.Popen(
            command,
            env=os.environ | {"BENCHDOG_LOG_LEVEL": "WARNING"} | self.environment,
            start_new_session=True,
        )
        end = time.monotonic() + START_UP_SECONDS
        while not self._answers():
            exit_code = self._process.poll()
            if exit_code is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"The service did not start (exit code {exit_code})")
            time.sleep(0.05)  # waiting for another process, which no injected clock reaches

    def kill(self) -> None:
        """SIGKILL to every process of the service, as a power cut or the kernel would."""
        if self._process is not None:
            with suppress(ProcessLookupError):  # it ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(STOP_SECONDS)
            self._process = None

    def kill_and_start(self) -> None:
        self.kill()
        self.start()

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            finally:
                if self._process.poll() is None:
                    self.kill()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def running_service(data_dir: Path, *, workers: int = 1, **environment: str) -> Iterator[RealService]:
    service = RealService(data_dir, workers, environment)
    service.start()
    try:
        yield service
    finally:
        service.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
