"""The tests as Microsoft publishes them: inside the source distribution of the SDK."""

import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Final

VERSION: Final = "4.17.1"
SHA256: Final = "d692928a54d88163e96d41d8f899229ca2f6a6bf21973ece2bfc1f72d4b4edd8"
CACHE: Final = Path(__file__).parents[2] / ".cache" / "sdk-suite"


def tests_folder() -> Path:
    """
    The folder of the tests; downloaded once.

    Raises:
        SystemExit: what came is not what was published when this was written.
    """
    unpacked = CACHE / f"azure_cosmos-{VERSION}"
    if not unpacked.is_dir():
        _unpack(_download())
    return unpacked / "tests"


def _download() -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"Downloading the source distribution of azure-cosmos {VERSION}", flush=True)
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    wanted = ("--no-deps", "--no-binary", "azure-cosmos", f"azure-cosmos=={VERSION}")
    subprocess.run([*pip, "--dest", str(CACHE), *wanted], check=True)
    archive = CACHE / f"azure_cosmos-{VERSION}.tar.gz"
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{archive.name} has the SHA-256 {found} and should have {SHA256}.")
    return archive


def _unpack(archive: Path) -> None:
    with tarfile.open(archive) as content:
        content.extractall(CACHE, filter="data")
