"""What the persistence core weighs without the workbench around it."""

import json
import subprocess
from pathlib import Path
from typing import Final

_FRONTEND: Final = Path(__file__).parents[3] / "frontend"
_BUILD: Final = Path(__file__).with_suffix(".mjs")


def core_gzipped_kb() -> float:
    """
    Kilobytes of 1,000 bytes, gzipped.

    Raises:
        CalledProcessError: it cannot be built.
    """
    node = _FRONTEND / "node_modules" / ".bin" / "node"
    # From standard input, so that it finds the packages of the browser application.
    done = subprocess.run(
        [node, "--input-type=module"],
        input=_BUILD.read_bytes(),
        cwd=_FRONTEND,
        capture_output=True,
        check=True,
    )
    return float(json.loads(done.stdout)["gzipped"]) / 1000
