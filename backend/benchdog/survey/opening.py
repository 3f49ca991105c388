"""Opens the place where the service keeps survey sessions. [U3]"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from benchdog.cosmos.container import DocumentContainer
from benchdog.resilience.clock import system_clock
from benchdog.settings import Settings
from benchdog.survey.cosmos_store import CosmosSurveyStore
from benchdog.survey.database import DEFAULT_PATH, SurveyDatabase
from benchdog.survey.sqlite_store import SqliteSurveyStore
from benchdog.survey.store import SurveyStore

log = logging.getLogger(__name__)


@asynccontextmanager
async def opened_survey_store(settings: Settings, container: DocumentContainer) -> AsyncIterator[SurveyStore]:
    """
    The one that *settings* ask for.

    In a file, sessions that have expired are deleted now; in *container* the database does it by itself.

    Raises:
        SurveyFileUnusable: the file is damaged or not ours.
    """
    kept_for = timedelta(days=settings.survey_days)
    if not settings.keeps_surveys_in_file():
        yield CosmosSurveyStore(container, system_clock, kept_for)
        return
    database = SurveyDatabase(settings.data_dir / DEFAULT_PATH)
    deleted = database.delete_expired(kept_for)
    if deleted:
        log.info("expired survey sessions were deleted", extra={"count": deleted})
    store = SqliteSurveyStore(database)
    try:
        yield store
    finally:
        await store.close()
