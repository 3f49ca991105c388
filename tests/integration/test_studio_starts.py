"""How well Data Studio starts while the database fails, measured with the application's own code. [B12]"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.real_service import RealService, running_service

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "frontend/node_modules/.bin/node"
STARTS = 100
TIME_SCALE = 0.02
"""All waits are so much shorter, those of the service's circuit breaker too; their proportions stay."""
FAULTS = {
    "rules": [
        {
            "fault": {"kind": "refusal", "status": 503},
            "operations": ["reads", "writes"],
            "container": "user_sessions",
            "rate": 0.45,
        }
    ]
}
TIMEOUT_SECONDS = 900


@pytest.mark.slow
def test_at_least_95_percent_of_starts_succeed_where_85_percent_of_single_attempts_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """[B12] The layer itself takes less than 100 ms."""
    plan = tmp_path / "faults.json"
    plan.write_text(json.dumps(FAULTS))
    with running_service(
        tmp_path / "data",
        BENCHDOG_FAULTS_FILE=str(plan),
        BENCHDOG_SIGN_INS_PER_MINUTE="0",
        BENCHDOG_CIRCUIT_BREAKER_RESET_TIMEOUT_MS=str(round(30_000 * TIME_SCALE)),
    ) as service:
        measured = starts_of(service)

    with capsys.disabled():
        sys.stdout.write(f"\n{json.dumps(measured, indent=2)}\n")
    assert 0.7 <= measured["single"]["success_rate"] <= 0.95
    assert measured["recovering"]["success_rate"] >= 0.95
    assert measured["recovering"]["overhead_ms"] < 100


def starts_of(service: RealService) -> dict[str, dict[str, Any]]:
    script = ROOT / "scripts/studio_starts.mjs"
    command = [str(NODE), str(script), service.url, str(STARTS), str(TIME_SCALE)]
    ran = subprocess.run(command, capture_output=True, check=True, timeout=TIMEOUT_SECONDS)
    measured: dict[str, dict[str, Any]] = json.loads(ran.stdout)
    return measured
