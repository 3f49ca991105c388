"""Opens the place where the service keeps survey sessions. [U3]"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from benchdog.cosmos.container import DocumentContainer
from benchdog.errors import PersistenceError
from benchdog.resilience.clock import system_clock
from benchdog.settings import Settings
from benchdog.survey.cosmos_store import CosmosSurveyStore
from benchdog.survey.database import DEFAULT_PATH, SurveyDatabase
from benchdog.survey.sqlite_store import SqliteSurveyStore
from benchdog.survey.store import SurveyStore

CLEAN_UP_SECONDS: Final = 24 * 60 * 60

log = logging.getLogger(__name__)


@asynccontextmanager
async def opened_survey_store(settings: Settings, container: DocumentContainer) -> AsyncIterator[SurveyStore]:
    """
    The one that *settings* ask for.

    In a file, sessions that have expired are deleted now and every day; in *container* the database does it.

    Raises:
        SurveyFileUnusable: the file is damaged or not ours.
    """
    kept_for = timedelta(days=settings.survey_days)
    if not settings.keeps_surveys_in_file():
        yield CosmosSurveyStore(container, system_clock, kept_for)
        return
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = SqliteSurveyStore(SurveyDatabase(settings.data_dir / DEFAULT_PATH))
    cleaning = asyncio.create_task(_clean_up_daily(store, kept_for))
    try:
        yield store
    finally:
        cleaning.cancel()
        await store.close()


async def _clean_up_daily(store: SqliteSurveyStore, kept_for: timedelta) -> None:
    """A failure is logged: what has expired is deleted a day later."""
    while True:
        try:
            deleted = await store.delete_expired(kept_for)
            if deleted:
                log.info("expired survey sessions were deleted", extra={"count": deleted})
        except PersistenceError:
            log.exception("expired survey sessions could not be deleted")
        await asyncio.sleep(CLEAN_UP_SECONDS)
