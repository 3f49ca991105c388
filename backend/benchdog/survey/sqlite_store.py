"""Survey sessions in SQLite for the service: in a thread, and many changes in one commit. [U4]"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias, TypeVar

from benchdog.survey.changes import Applied, UserChanges
from benchdog.survey.database import SurveyDatabase
from benchdog.survey.edits import Edit
from benchdog.survey.recorded import RecordedSurvey
from benchdog.survey.report import SurveyReport
from benchdog.survey.session import HistoryEntry, SurveySession
from benchdog.survey.store import SurveyStore

Result = TypeVar("Result")

MAX_GROUPS_IN_A_COMMIT: Final = 256
"""More would make the first one wait."""

Waiting: TypeAlias = tuple[UserChanges, asyncio.Future[Applied]]


class SqliteSurveyStore(SurveyStore):
    """
    On *database*, which it closes in the end.

    While one commit runs, changes gather for the next: a commit waits for the disk, and the disk takes as
    long for one change as for many.
    """

    def __init__(self, database: SurveyDatabase) -> None:
        self._database = database
        # One thread: the connection serves one at a time, and threads that wait for it help nobody.
        self._thread = ThreadPoolExecutor(1, "survey")
        self._waiting: list[Waiting] = []
        self._committing: asyncio.Task[None] | None = None

    async def load_with_revision(self, user_id: str) -> tuple[SurveySession | None, int]:
        return await self._in_thread(partial(self._database.load_with_revision, user_id))

    async def edit(self, user_id: str, edit: Edit) -> None:
        await self._in_thread(partial(self._database.edit, user_id, edit))

    async def apply(self, group: UserChanges) -> Applied:
        done: asyncio.Future[Applied] = asyncio.get_running_loop().create_future()
        self._waiting.append((group, done))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_all())
        return await done

    async def history(self, user_id: str) -> list[HistoryEntry]:
        return await self._in_thread(partial(self._database.history, user_id))

    async def people(self) -> list[str]:
        return await self._in_thread(self._database.people)

    async def recorded(self, user_id: str) -> RecordedSurvey | None:
        return await self._in_thread(partial(self._database.recorded, user_id))

    async def adopt(self, user_id: str, survey: RecordedSurvey) -> bool:
        return await self._in_thread(partial(self._database.adopt, user_id, survey))

    async def report(self, *, last_step: str, idle: timedelta) -> SurveyReport:
        return await self._in_thread(partial(self._database.report, last_step=last_step, idle=idle))

    async def delete_expired(self, older_than: timedelta) -> int:
        """As SurveyDatabase does."""
        return await self._in_thread(partial(self._database.delete_expired, older_than))

    async def close(self) -> None:
        """Finishes what waits."""
        if self._committing is not None:
            await self._committing
        self._thread.shutdown()
        self._database.close()

    async def _in_thread(self, call: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def _commit_all(self) -> None:
        try:
            while self._waiting:
                taken = self._waiting[:MAX_GROUPS_IN_A_COMMIT]
                del self._waiting[:MAX_GROUPS_IN_A_COMMIT]
                await self._commit(taken)
        finally:
            self._committing = None

    async def _commit(self, taken: Sequence[Waiting]) -> None:
        """What goes wrong is told to those who wait for the changes."""
        groups = [group for group, _ in taken]
        outcomes: Sequence[Applied | Exception]
        try:
            outcomes = await self._in_thread(partial(self._database.apply, groups))
        except Exception as error:  # noqa: BLE001 - each of them raises it
            outcomes = [error] * len(taken)
        for (_, done), outcome in zip(taken, outcomes, strict=True):
            _tell(done, outcome)


def _tell(done: asyncio.Future[Applied], outcome: Applied | Exception) -> None:
    if done.done():  # whoever waited went away
        return
    if isinstance(outcome, Applied):
        done.set_result(outcome)
    else:
        done.set_exception(outcome)
