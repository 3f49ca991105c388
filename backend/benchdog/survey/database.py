"""Survey sessions in one SQLite file, for apps that call it and for the service. [U3]"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

import apsw
from pydantic import JsonValue

from benchdog.errors import PersistenceError
from benchdog.resilience.clock import Clock, system_clock, timestamp
from benchdog.resilience.retry_policy import DATABASE
from benchdog.resilience.retry_with_backoff import (
    Surroundings,
    retry_thread_with_backoff,
    transient_errors,
)
from benchdog.survey.backup import back_up
from benchdog.survey.changes import Applied, UserChanges
from benchdog.survey.edits import Edit, saved_state, updated_state
from benchdog.survey.expiry import delete_sessions_before
from benchdog.survey.recorded import RecordedEntry, RecordedSurvey
from benchdog.survey.report import SurveyReport, read_report
from benchdog.survey.session import (
    HistoryEntry,
    SurveySession,
    check_session,
    check_user_id,
    history_between,
)
from benchdog.survey.session_rows import (
    apply_changes,
    read_history,
    read_people,
    read_revision,
    read_session,
    write_session,
)
from benchdog.survey.sqlite_file import BUSY_TIMEOUT_MS, mapped_sqlite_errors, open_survey_file

Result = TypeVar("Result")

DEFAULT_PATH: Final = "survey_sessions.db"

_READING: Final = "BEGIN"
_WRITING: Final = "BEGIN IMMEDIATE"  # what is read first is still so when it is written


def get_database(path: str | Path = DEFAULT_PATH) -> "SurveyDatabase":
    """
    The survey sessions of a file, which is made where there is none, and brought up to date.

    Raises:
        SurveyFileUnusable: it is damaged, not ours, or newer than this code. It is left as it is.
    """
    return SurveyDatabase(Path(path))


class SurveyDatabase:
    """
    One connection that threads may share; other processes may have theirs. [U3]

    Each method is one transaction, durable when it returns, tried again three times where the file is busy.

    Raises, besides what a method names: ValidationFailed for ids and values that cannot be kept,
    ContentTooLarge, ContentCorrupted for a row that cannot be read and stays, DatabaseUnavailable,
    StorageFull, DatabaseError.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock = system_clock,
        surroundings: Surroundings | None = None,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
    ) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._surroundings = surroundings or Surroundings()
        self._connection = self._tried(partial(open_survey_file, path, busy_timeout_ms))

    def load_session(self, user_id: str) -> SurveySession | None:
        """None where this person has not begun."""
        return self.load_with_revision(user_id)[0]

    def load_with_revision(self, user_id: str) -> tuple[SurveySession | None, int]:
        """The session, and a number that grows with every change of it, whoever makes it."""
        check_user_id(user_id)
        return self._in_transaction(
            lambda connection: (read_session(connection, user_id), read_revision(connection, user_id)),
            begin=_READING,
        )

    def save_session(
        self,
        user_id: str,
        current_step: str,
        answers: Mapping[str, JsonValue],
        step_history: Sequence[str],
        is_audio_mode: bool = False,
        session_data: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """The whole session, new or in place of the stored one; without *session_data*, that stays."""
        self.edit(user_id, saved_state(current_step, answers, step_history, is_audio_mode, session_data))

    def update_session_state(
        self,
        user_id: str,
        current_step: str | None = None,
        answers: Mapping[str, JsonValue] | None = None,
        step_history: Sequence[str] | None = None,
        is_audio_mode: bool | None = None,
    ) -> None:
        """
        What is given, in place of what is stored; the rest stays.

        Raises:
            NotFound: there is no session to update.
        """
        self.edit(user_id, updated_state(current_step, answers, step_history, is_audio_mode))

    def edit(self, user_id: str, edit: Edit) -> None:
        """Raises what *edit* raises; then nothing is changed."""
        check_user_id(user_id)
        now = timestamp(self._clock())

        def write(connection: apsw.Connection) -> None:
            before = read_session(connection, user_id)
            session = edit(before, now)
            entries = history_between(before, session)
            if entries:
                write_session(connection, user_id, session, [RecordedEntry(now, entry) for entry in entries])

        self._in_transaction(write)

    def apply(self, groups: Sequence[UserChanges]) -> list[Applied | PersistenceError]:
        """
        All *groups* in one commit; what became of each. [U4]

        One that is refused undoes nothing of the others.
        """
        now = timestamp(self._clock())
        return self._in_transaction(lambda connection: [_outcome(connection, group, now) for group in groups])

    def history(self, user_id: str) -> list[HistoryEntry]:
        """Everything that was changed, oldest first."""
        check_user_id(user_id)
        found = self._in_transaction(lambda connection: read_history(connection, user_id), begin=_READING)
        return [each.entry for each in found]

    def people(self) -> list[str]:
        """The ids of all who have a session."""
        return self._in_transaction(read_people, begin=_READING)

    def recorded(self, user_id: str) -> RecordedSurvey | None:
        """The session with its history; None where this person has not begun."""
        check_user_id(user_id)

        def read(connection: apsw.Connection) -> RecordedSurvey | None:
            session = read_session(connection, user_id)
            return None if session is None else RecordedSurvey(session, read_history(connection, user_id))

        return self._in_transaction(read, begin=_READING)

    def adopt(self, user_id: str, survey: RecordedSurvey) -> bool:
        """Stores a session of another place; False where this person has one, which stays as it is."""
        check_user_id(user_id)
        check_session(survey.session)

        def write(connection: apsw.Connection) -> bool:
            if read_session(connection, user_id) is not None:
                return False
            write_session(connection, user_id, survey.session, survey.history)
            return True

        return self._in_transaction(write)

    def delete_expired(self, older_than: timedelta) -> int:
        """Deletes sessions that were not changed for so long, with their history; how many there were."""
        before = timestamp(self._clock() - older_than)
        return self._in_transaction(partial(delete_sessions_before, moment=before))

    def report(self, *, last_step: str, idle: timedelta) -> SurveyReport:
        """How far people come. *last_step* ends the survey; who was *idle* so long has given up."""
        idle_since = timestamp(self._clock() - idle)
        return self._in_transaction(
            partial(read_report, last_step=last_step, idle_since=idle_since), begin=_READING
        )

    def back_up(self, target: str | Path) -> None:
        """
        Copies everything into a new file, while others go on; `survey.backup.restore` is the way back.

        Raises:
            FileExistsError: a backup never replaces a file.
        """
        with self._lock, mapped_sqlite_errors():
            back_up(self._connection, Path(target))

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _in_transaction(
        self, operation: Callable[[apsw.Connection], Result], *, begin: str = _WRITING
    ) -> Result:
        return self._tried(partial(self._once, operation, begin))

    def _tried(self, call: Callable[[], Result]) -> Result:
        return retry_thread_with_backoff(call, transient_errors(DATABASE), self._surroundings)

    def _once(self, operation: Callable[[apsw.Connection], Result], begin: str) -> Result:
        connection = self._connection
        with self._lock, mapped_sqlite_errors():
            connection.execute(begin)
            try:
                result = operation(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk ends it by itself
                    connection.execute("ROLLBACK")
                raise
            return result


def _outcome(connection: apsw.Connection, group: UserChanges, now: str) -> Applied | PersistenceError:
    connection.execute("SAVEPOINT changes")
    try:
        check_user_id(group.user_id)
        return apply_changes(connection, group, now)
    except PersistenceError as error:
        connection.execute("ROLLBACK TO changes")
        return error
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE changes")
