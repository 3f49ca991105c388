"""How a survey goes: for administrators over HTTP, and as a command. [U3]"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from benchdog.app import service_objects_for
from benchdog.cli import commands
from benchdog.settings import Settings
from benchdog.survey import get_database
from benchdog.survey.database import DEFAULT_PATH
from tests.integration.conftest import REAL_WORKERS, Caller
from tests.integration.envelope import error_of

pytestmark = pytest.mark.skipif(REAL_WORKERS > 0, reason="names an administrator of its own")

REPORT = "/persistence/survey_report"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Two people answered, one of them to the end."""
    folder = tmp_path / "data"
    folder.mkdir()
    with get_database(folder / DEFAULT_PATH) as survey:
        survey.save_session("ada", "S1", {"S1": "for-nobody-else"}, [])
        survey.save_session("bob", "S1", {}, [])
        survey.update_session_state("bob", "done", step_history=["S1"])
    return folder


@pytest.fixture
async def app(routes: FastAPI, data_dir: Path) -> AsyncIterator[FastAPI]:
    async with service_objects_for(
        Settings(data_dir=data_dir, administrators=frozenset({"root"}))
    ) as service:
        routes.state.service = service
        yield routes


async def test_an_administrator_reads_how_far_people_come(app: FastAPI):
    """[U3] And nobody's answers."""
    async with Caller(app) as root:
        await root.sign_in("root")
        answer = await root.get(REPORT)
        other_end = await root.get(REPORT, params={"last_step": "S1", "idle_hours": 0.0001})

    report = answer.json()
    assert (report["sessions"], report["finished"]) == (2, 1)
    assert report["median_duration_seconds"] >= 0
    assert report["steps"] == [
        {"step": "S1", "reached": 2, "abandoned": 0},
        {"step": "done", "reached": 1, "abandoned": 0},
    ]
    assert "for-nobody-else" not in answer.text
    assert other_end.json()["finished"] == 1


async def test_the_report_is_for_administrators(ada: Caller):
    """[A2] Also that of one's own survey."""
    error_of(await ada.get(REPORT), 403, "forbidden")


def test_the_command_says_the_same(data_dir: Path):
    """[U3] Beside a running service or without one."""
    said = CliRunner().invoke(commands, ["survey-report", "--data", str(data_dir)]).stdout.splitlines()

    assert said[:2] == ["began: 2", "finished: 1"]
    assert said[2].startswith("took, median: 0:00:0")
    assert said[3:] == ["step S1: 2 reached it, 0 gave up there", "step done: 1 reached it, 0 gave up there"]
