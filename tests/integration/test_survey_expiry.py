"""Survey sessions that nobody goes on with, in a service that starts. [U3]"""

import asyncio
from datetime import timedelta
from pathlib import Path

from benchdog.resilience.clock import system_clock
from benchdog.settings import Settings
from benchdog.survey.database import DEFAULT_PATH, SurveyDatabase
from tests.integration.conftest import running


async def test_a_service_forgets_what_has_expired(tmp_path: Path):
    """[U3]"""
    settings = Settings(data_dir=tmp_path, survey_days=10)
    with SurveyDatabase(
        tmp_path / DEFAULT_PATH, clock=lambda: system_clock() - timedelta(days=11)
    ) as earlier:
        earlier.save_session("old", "S1", {}, [])
    with SurveyDatabase(tmp_path / DEFAULT_PATH) as now:
        now.save_session("young", "S1", {}, [])

    async with running(settings) as app:
        survey = app.state.service.survey
        await asyncio.sleep(0)  # the service begins to clean up
        old = await survey.load_session("old")
        young = await survey.load_session("young")

    assert old is None
    assert young is not None
