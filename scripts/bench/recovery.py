"""Recovery of a user session by the Python client, over HTTP, from a service of its own. [U2]"""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

import httpx2

from benchdog.client import BenchdogClient
from benchdog.recovery import SessionRecoveryManager, UserSession
from scripts.bench import servers
from scripts.bench.tables import Table

HISTORY_ENTRIES: Final = 50
FORMS: Final = 5
FIELDS: Final = 20

_COLUMNS: Final = ("work", "p50 ms", "p95 ms", "target p95")
_SCHEMA: Final = {f"field {number}": {"required": True, "minLength": 2} for number in range(FIELDS)}


def recovery_table(*, rounds: int) -> Table:
    """Each row measured *rounds* times, at least twenty, on one kept connection."""
    with tempfile.TemporaryDirectory() as data, servers.service(Path(data), workers=1) as service:
        answer = httpx2.post(f"{service.url}/auth/sign-in", json={"name": "bench"})
        with BenchdogClient(service.url, answer.json()["token"]) as client:
            session = _worked_in(client)
            manager = SessionRecoveryManager(client)
            rows = [
                _row(name, manager, session.session_id, validate_forms=validated, rounds=rounds)
                for name, validated in (("forms validated", True), ("forms not validated", False))
            ]
    title = f"Recovery of a user session with {HISTORY_ENTRIES} entries of history and {FORMS} forms"
    return Table(f"{title} of {FIELDS} fields", _COLUMNS, rows)


def _worked_in(client: BenchdogClient) -> UserSession:
    session = UserSession(client.user_sessions, "bench")
    for number in range(HISTORY_ENTRIES):
        session.navigate(f"page {number % 7}", number=number)
    for number in range(FORMS):
        values = dict.fromkeys(_SCHEMA, "twenty characters it")
        session.set_form(f"form {number}", values, schema=_SCHEMA)
    session.save()
    return session


def _row(
    name: str, manager: SessionRecoveryManager, session_id: str, *, validate_forms: bool, rounds: int
) -> list[str]:
    durations_ms = []
    for _ in range(max(20, rounds)):
        begun = time.perf_counter()
        manager.recover_complete_session(session_id, validate_forms=validate_forms)
        durations_ms.append((time.perf_counter() - begun) * 1000)
    p95_ms = statistics.quantiles(durations_ms, n=20)[-1]
    return [name, f"{statistics.median(durations_ms):.2f}", f"{p95_ms:.2f}", "< 100"]
