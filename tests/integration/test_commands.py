"""The commands, as processes of their own."""

import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from benchdog.cosmos.container_definitions import ALL_CONTAINERS
from tests.real_service import running_service

ROOT = Path(__file__).parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )


def test_development_sign_in_is_not_served_to_other_machines(tmp_path: Path):
    """[A1]"""
    ended = run("-m", "benchdog.cli", "serve", "--host", "0.0.0.0", "--data", str(tmp_path))

    assert ended.returncode == 2
    assert "development sign-in" in " ".join(ended.stderr.split())


def test_settings_that_do_not_fit_are_named_and_not_shown(monkeypatch: pytest.MonkeyPatch):
    """[A1] [E3] One line for a person; what was set may be a secret."""
    monkeypatch.setenv("BENCHDOG_SIGN_IN_MODE", "oidc")
    monkeypatch.setenv("BENCHDOG_DB_CONNECTION_STRING", "AccountKey=secret")
    monkeypatch.setenv("BENCHDOG_SIGN_IN_SECRET", "too-short-secret")

    short_secret = run("-m", "benchdog.cli", "serve")
    monkeypatch.delenv("BENCHDOG_SIGN_IN_SECRET")
    no_issuer = run("-m", "benchdog.cli", "serve")

    assert (short_secret.returncode, no_issuer.returncode) == (1, 1)
    assert short_secret.stderr.startswith("sign_in_secret: ")
    assert "BENCHDOG_OIDC_ISSUER" in no_issuer.stderr
    for hidden in ("too-short", "AccountKey", "Traceback"):
        assert hidden not in short_secret.stderr + no_issuer.stderr


def test_the_database_is_set_up_and_set_up_again(tmp_path: Path):
    """ARCHITECTURE: idempotent, and it says what it did"""
    first = run("-m", "benchdog.cli", "setup-database", "--data", str(tmp_path))
    second = run("scripts/setup_local_database.py", "--data", str(tmp_path))

    names = ["database persistence", *(f"container {each.name}" for each in ALL_CONTAINERS)]
    assert first.stdout.splitlines() == [f"created {name}" for name in names]
    assert second.stdout.splitlines() == [f"found {name}" for name in names]


def test_two_workers_share_a_folder_and_a_secret(tmp_path: Path):
    """[A4] [S3] Whichever of them answers, the sign-in is good and the save is there."""
    with running_service(tmp_path / "data", workers=2) as service:
        token = httpx2.post(f"{service.url}/auth/sign-in", json={"name": "ada"}).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        body = {"title": "A bench", "content": {"step": 1}}
        created = httpx2.post(f"{service.url}/persistence/sessions", json=body, headers=headers)
        location = service.url + created.headers["Location"]

        answers = [httpx2.get(location, headers=headers) for _ in range(12)]

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["content"]["step"] for answer in answers} == {1}


def test_a_real_server_leaves_it_to_us_who_the_sender_is(tmp_path: Path):
    """[A1] Replaced by the server below, the address of the proxy would be that of whoever it names."""
    headers = {"X-Forwarded-User": "ada", "X-Forwarded-For": "192.0.2.4", "X-Forwarded-Proto": "https"}
    with running_service(
        tmp_path / "data", BENCHDOG_SIGN_IN_MODE="proxy", BENCHDOG_PROXY_ADDRESSES='["127.0.0.1"]'
    ) as service:
        answer = httpx2.get(f"{service.url}/auth/me", headers=headers)

    assert answer.json() == {"user_id": "ada", "name": "ada", "roles": []}
    assert "Strict-Transport-Security" in answer.headers
