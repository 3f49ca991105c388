"""A service that dies after doing what was asked, before keeping its answer: the key finds what was done."""

import json
import time
from pathlib import Path

import httpx2

from tests.real_service import RealService

LEASE_SECONDS = 1
PATIENCE_SECONDS = 20
HEADERS = {"Idempotency-Key": "one intention"}
BODY = {"title": "A bench", "content": {"step": 1}}


def test_a_request_whose_worker_died_is_neither_lost_nor_done_twice_nor_locked_for_ever(tmp_path: Path):
    """[S8] The session is there, its answer is not: the same key gets it from the next worker."""
    plan = {"operations": ["replace"], "container": "idempotency_keys", "fault": {"kind": "process_end"}}
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps({"rules": [plan]}), "utf-8")
    environment = {"BENCHDOG_IDEMPOTENCY_LEASE_SECONDS": str(LEASE_SECONDS)}
    service = RealService(tmp_path / "data", environment=environment | {"BENCHDOG_FAULTS_FILE": str(faults)})
    try:
        service.start()
        with httpx2.Client(base_url=service.url, timeout=30) as client:
            token = client.post("/auth/sign-in", json={"name": "ada"}).json()["token"]
            client.cookies.clear()
            client.headers["Authorization"] = f"Bearer {token}"
            assert has_died(client)
            service.kill()
            service.environment = environment
            service.start()

            left_behind = client.get("/persistence/sessions").json()["items"]
            answer = repeated_until_it_is_decided(client)
            sessions = client.get("/persistence/sessions").json()["items"]
    finally:
        service.kill()

    assert answer.status_code == 201
    assert [session["id"] for session in sessions] == [answer.json()["id"]]
    assert sessions == left_behind


def has_died(client: httpx2.Client) -> bool:
    try:
        client.post("/persistence/sessions", json=BODY, headers=HEADERS)
    except httpx2.TransportError:
        return True
    return False


def repeated_until_it_is_decided(client: httpx2.Client) -> httpx2.Response:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = client.post("/persistence/sessions", json=BODY, headers=HEADERS)
        if answer.status_code != 409 or time.monotonic() > end:
            return answer
        time.sleep(0.1)  # the lease of another process ends, which no injected clock reaches
