"""The example application as a process of its own: real Streamlit, started and stopped by a test."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.real_service import START_UP_SECONDS, STOP_SECONDS, free_port

APPLICATION = Path(__file__).parents[1] / "frontend" / "streamlit_app"


@dataclass
class RealStreamlit:
    """
    `streamlit run` of the example, or of another application, on a free port of this machine.

    Attributes:
        service_url: of the Benchdog service that it keeps its sessions with.
        folder: of the application, with its `app.py`.
    """

    service_url: str
    folder: Path = APPLICATION
    port: int = field(default_factory=lambda: free_port())
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns as soon as it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += [
            "--server.address",
            "127.0.0.1",
            "--server.port",
            str(self.port),
            "--server.headless",
            "true",
        ]
        without_token = {name: value for name, value in os.environ.items() if name != "BENCHDOG_TOKEN"}
        own = {"BENCHDOG_URL": self.service_url, "BENCHDOG_APP": "example"}
        self._process = subprocess.Popen(
            command, cwd=self.folder, env=without_token | own, stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + START_UP_SECONDS
        while not self._answers():
            exit_code = self._process.poll()
            if exit_code is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"Streamlit did not start (exit code {exit_code})")
            time.sleep(0.05)  # waiting for another process, which no injected clock reaches

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(STOP_SECONDS)
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def running_streamlit(service_url: str, folder: Path = APPLICATION) -> Iterator[RealStreamlit]:
    streamlit = RealStreamlit(service_url, folder)
    streamlit.start()
    try:
        yield streamlit
    finally:
        streamlit.stop()
