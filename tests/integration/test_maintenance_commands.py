"""Work taken out, brought in, checked and copied, by commands beside a running service."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from typer.testing import CliRunner, Result

from benchdog.cli import commands
from benchdog.documents.content import Content
from benchdog.survey import get_database
from benchdog.survey.database import DEFAULT_PATH
from benchdog.transfer.archive_records import (
    ARCHIVE_RECORD,
    ArchivedContent,
    ArchivedSession,
    ArchivedVersion,
)
from benchdog.transfer.archive_writer import ArchiveLines
from tests.real_service import RealService, running_service


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments)


class Person:
    """Somebody who is signed in to a real service."""

    def __init__(self, service: RealService, name: str = "ada") -> None:
        token = httpx2.post(f"{service.url}/auth/sign-in", json={"name": name}).json()["token"]
        self._url = service.url
        self._sessions = f"{service.url}/persistence/sessions"
        self._headers = {"Authorization": f"Bearer {token}", "If-Match": "*"}

    def creates(self, step: int) -> str:
        answer = httpx2.post(self._sessions, json=a_session(step), headers=self._headers)
        session_id: str = answer.json()["id"]
        return session_id

    def saves(self, session_id: str, step: int) -> None:
        body = a_session(step) | {"description": "", "tags": []}
        answer = httpx2.put(f"{self._sessions}/{session_id}", json=body, headers=self._headers)
        assert answer.status_code == 200

    def sees(self, session_id: str) -> int:
        step: int = httpx2.get(f"{self._sessions}/{session_id}", headers=self._headers).json()["content"][
            "step"
        ]
        return step

    def starts(self, app: str) -> str:
        path = f"{self._url}/persistence/user_sessions"
        answer = httpx2.post(path, json={"app": app}, headers=self._headers)
        session_id: str = answer.json()["metadata"]["session_id"]
        return session_id

    def finds_started(self, session_id: str) -> bool:
        path = f"{self._url}/persistence/user_sessions/{session_id}"
        return httpx2.get(path, headers=self._headers).status_code == 200

    def answered(self) -> dict[str, Any]:
        found = httpx2.get(f"{self._url}/api/session/ada", headers=self._headers).json()
        answers: dict[str, Any] = found["session"]["answers"]
        return answers


def a_session(step: int) -> dict[str, Any]:
    return {"title": f"Step {step}", "content": {"step": step}}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RealService]:
    with running_service(tmp_path / "data") as running:
        yield running


def test_work_moves_to_another_folder_while_it_is_used(service: RealService, tmp_path: Path):
    ada = Person(service)
    session_id = ada.creates(1)
    ada.saves(session_id, 2)
    started = ada.starts("shop")
    with get_database(service.data_dir / DEFAULT_PATH) as survey:
        survey.save_session("ada", "S2", {"S1": "a"}, ["S1"])
    archive = str(tmp_path / "work.jsonl")

    exported = run("export", archive, "--data", str(service.data_dir))
    imported = run("import", archive, "--data", str(tmp_path / "other"))
    again = run("import", archive, "--data", str(tmp_path / "other"))

    assert exported.stdout.splitlines() == [f"12 records in {archive}"]
    outcomes = ["sessions: 1 {0}", "snapshots: none", "user sessions: 1 {0}", "surveys: 1 {0}"]
    assert imported.stdout.splitlines() == [each.format("imported") for each in outcomes]
    assert again.stdout.splitlines() == [each.format("skipped") for each in outcomes]
    with running_service(tmp_path / "other") as other:
        assert Person(other).sees(session_id) == 2
        assert Person(other).finds_started(started)
        assert Person(other).answered() == {"S1": "a"}


def test_content_that_does_not_fit_its_schema_comes_in_only_where_it_is_asked_for(
    service: RealService, tmp_path: Path
):
    """[C7] It was saved before there was that schema; the line that names it is told."""
    Person(service).creates(1)
    archive = tmp_path / "work.jsonl"
    run("export", str(archive), "--data", str(service.data_dir))
    archive.write_bytes(b"".join(with_content(archive, {"schema": "workbench/1", "step": 1})))
    into = ("--data", str(tmp_path / "other"))

    refused = run("import", str(archive), *into)
    was_made = (tmp_path / "other").exists()
    imported = run("import", str(archive), *into, "--misfits")

    assert (refused.exit_code, was_made) == (1, False)
    assert "Line 3: This does not fit workbench/1" in refused.stderr
    assert imported.stdout.splitlines()[0] == "sessions: 1 imported"


def with_content(archive: Path, value: dict[str, Any]) -> Iterator[bytes]:
    """*archive* of one session of one version, as if its content had been *value*."""
    content, lines = Content.from_value(value), ArchiveLines()
    for line in archive.read_bytes().splitlines()[:-1]:
        record = ARCHIVE_RECORD.validate_json(line)
        if isinstance(record, ArchivedContent):
            yield lines.content_line(content.content_hash, content.canonical)
        elif isinstance(record, ArchivedSession | ArchivedVersion):
            yield lines.line(record.model_copy(update={"content_hash": content.content_hash}))
        else:
            yield lines.line(record)
    yield lines.end()


def test_an_archive_that_was_cut_off_changes_nothing(service: RealService, tmp_path: Path):
    Person(service).creates(1)
    archive = tmp_path / "work.jsonl"
    run("export", str(archive), "--data", str(service.data_dir))
    archive.write_bytes(archive.read_bytes()[:-30])

    imported = run("import", str(archive), "--data", str(tmp_path / "other"))

    assert imported.exit_code == 1
    assert "cannot be imported" in imported.stderr
    assert not (tmp_path / "other").exists()


def test_an_export_overwrites_nothing(tmp_path: Path):
    archive = tmp_path / "work.jsonl"
    archive.write_text("something of mine")

    ended = run("export", str(archive), "--data", str(tmp_path / "data"))

    assert (ended.exit_code, archive.read_text()) == (1, "something of mine")


def test_a_backup_is_a_folder_to_serve(service: RealService, tmp_path: Path):
    """[S6] What is saved after it is not in it; what was saved before is."""
    ada = Person(service)
    session_id = ada.creates(1)
    target = tmp_path / "backups" / "monday"

    copied = run("backup", str(target), "--data", str(service.data_dir))
    ada.saves(session_id, 2)
    refused = run("backup", str(target), "--data", str(service.data_dir))

    assert copied.exit_code == 0
    assert refused.exit_code == 1
    with running_service(target) as restored:
        assert Person(restored).sees(session_id) == 1
    assert ada.sees(session_id) == 2


def test_a_check_says_whether_something_is_wrong(service: RealService, tmp_path: Path):
    Person(service).creates(1)
    target = tmp_path / "copy"
    run("backup", str(target), "--data", str(service.data_dir))

    sound = run("check-database", "--data", str(service.data_dir))
    file = target / "cosmos.db"
    pages = bytearray(file.read_bytes())
    pages[len(pages) // 2 : len(pages) // 2 + 4096] = b"\xff" * 4096
    file.write_bytes(pages)
    damaged = run("check-database", "--repair", "--data", str(target))

    assert (sound.exit_code, sound.stdout) == (0, "Nothing is wrong.\n")
    assert damaged.exit_code == 1
    assert "damaged" in damaged.stderr
    assert file.read_bytes() == bytes(pages)
