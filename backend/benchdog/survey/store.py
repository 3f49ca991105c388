"""What the service asks of the place where survey sessions are kept. [U3] [U4]"""

from abc import ABC, abstractmethod
from datetime import timedelta

from benchdog.survey.changes import Applied, UserChanges
from benchdog.survey.edits import Edit
from benchdog.survey.recorded import RecordedSurvey
from benchdog.survey.report import SurveyReport
from benchdog.survey.session import HistoryEntry, SurveySession


class SurveyStore(ABC):
    """
    Survey sessions of all people, without blocking the event loop.

    All changes of one session have one order, that of their revisions, whichever process made them. What a
    method did is durable when it returns, and recorded in the history.
    """

    @abstractmethod
    async def load_with_revision(self, user_id: str) -> tuple[SurveySession | None, int]:
        """The session, None where this person has not begun, and a number that grows with every change."""

    @abstractmethod
    async def edit(self, user_id: str, edit: Edit) -> None:
        """`saved_state` and `updated_state` are the edits that there are; raises what *edit* raises."""

    @abstractmethod
    async def apply(self, group: UserChanges) -> Applied:
        """
        The changes of *group*, at least one, without those that were applied before. [U4]

        Raises:
            ContentTooLarge: there is no room for one of them; none is applied.
        """

    @abstractmethod
    async def history(self, user_id: str) -> list[HistoryEntry]:
        """Everything that was changed, oldest first."""

    @abstractmethod
    async def people(self) -> list[str]:
        """The ids of all who have a session, in no order: for maintenance alone."""

    @abstractmethod
    async def recorded(self, user_id: str) -> RecordedSurvey | None:
        """The session with its history; None where this person has not begun."""

    @abstractmethod
    async def adopt(self, user_id: str, survey: RecordedSurvey) -> bool:
        """
        Stores a session of another place with its history and its times.

        Returns:
            False where this person has one already; that stays as it is.
        """

    @abstractmethod
    async def report(self, *, last_step: str, idle: timedelta) -> SurveyReport:
        """How far people come. *last_step* ends the survey; who was *idle* so long has given up."""

    async def load_session(self, user_id: str) -> SurveySession | None:
        session, _ = await self.load_with_revision(user_id)
        return session
