"""A device and a service in memory, for one test."""

from pathlib import Path

import pytest

from tests.twins.memory_backend import MemoryBackend
from tests.twins.python_driver import Device


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path)


@pytest.fixture
def backend() -> MemoryBackend:
    return MemoryBackend()
