"""The embedded database under the shared service, failing as its plan says."""

import json
from pathlib import Path
from typing import Any, Final

from tests.real_service import RealService

_PLAN: Final = "BENCHDOG_FAULTS_FILE"
_LEASE: Final = "BENCHDOG_IDEMPOTENCY_LEASE_SECONDS"
_LEASE_SECONDS: Final = "10"
"""How long a request that a process died of is kept for it (decision 10); a minute in life."""


class FailingDatabase:
    """Well until `strike`; the service is started anew with every plan, as with every other one."""

    def __init__(self, service: RealService, plan_file: Path) -> None:
        self._service = service
        self._plan_file = plan_file

    def strike(self, **rule: Any) -> None:
        """From now on what saves a session meets the fault of *rule*, which is one of `--faults`."""
        plan = {"rules": [{"container": "sessions", "operations": ["batch"], **rule}]}
        self._plan_file.write_text(json.dumps(plan), "utf-8")
        self._service.environment |= {_PLAN: str(self._plan_file), _LEASE: _LEASE_SECONDS}
        self._service.kill_and_start()

    def recover(self) -> None:
        self._service.environment.pop(_LEASE, None)
        if self._service.environment.pop(_PLAN, None) is not None:
            self._service.kill_and_start()
