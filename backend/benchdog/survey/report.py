"""How far people come in a survey, where they give up, and how long it takes them. [U3]"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final

import apsw

DEFAULT_LAST_STEP: Final = "done"
"""Of the survey that the service shows itself."""

DEFAULT_IDLE_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """
    Attributes:
        sessions: how many people began.
        finished: how many are at the last step.
        reached: how many people were ever at each step.
        abandoned: how many have given up at each step.
        median_duration: from the beginning to the last step, of those who finished; None where nobody did.
    """

    sessions: int
    finished: int
    reached: Mapping[str, int]
    abandoned: Mapping[str, int]
    median_duration: timedelta | None

    def steps(self) -> list[str]:
        """Every step somebody was at, those that most people reached first."""
        return sorted({*self.reached, *self.abandoned}, key=lambda step: (-self.reached.get(step, 0), step))


def read_report(connection: apsw.Connection, *, last_step: str, idle_since: str) -> SurveyReport:
    """Of all sessions; those not finished that were changed last before *idle_since* have given up."""
    reached = connection.execute(
        "SELECT step, count(DISTINCT user_id) FROM session_history"
        " WHERE action IN ('start', 'navigate', 'answer') GROUP BY step"
    )
    abandoned = connection.execute(
        "SELECT current_step, count(*) FROM sessions WHERE current_step <> ? AND updated_at < ?"
        " AND julianday(updated_at) IS NOT NULL GROUP BY current_step",
        (last_step, idle_since),
    )
    durations = _durations_seconds(connection, last_step)
    return SurveyReport(
        sessions=connection.execute("SELECT count(*) FROM sessions").get,
        finished=connection.execute("SELECT count(*) FROM sessions WHERE current_step = ?", (last_step,)).get,
        reached=dict(reached),
        abandoned=dict(abandoned),
        median_duration=timedelta(seconds=median(durations)) if durations else None,
    )


def _durations_seconds(connection: apsw.Connection, last_step: str) -> Sequence[float]:
    """Where both times can be read: a file of the seed may hold others."""
    rows = connection.execute(
        "SELECT round(min(unixepoch(session_history.timestamp, 'subsec'))"
        " - unixepoch(sessions.created_at, 'subsec'), 3) AS seconds"
        " FROM sessions JOIN session_history USING (user_id)"
        " WHERE session_history.step = ? AND session_history.action IN ('start', 'navigate')"
        " GROUP BY user_id HAVING seconds IS NOT NULL",
        (last_step,),
    )
    return [seconds for (seconds,) in rows]
