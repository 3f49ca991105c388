"""The report of a survey, put together person by person where no single query can. [U3]"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Final

from benchdog.resilience.clock import parse_timestamp
from benchdog.survey.recorded import RecordedSurvey
from benchdog.survey.report import SurveyReport

_ARRIVALS: Final = frozenset({"start", "navigate"})
_SIGHTS: Final = _ARRIVALS | {"answer"}
"""What shows that somebody was at a step."""


class ReportTally:
    """Counts the same as `read_report` does in a file."""

    def __init__(self, *, last_step: str, idle_since: str) -> None:
        self._last_step = last_step
        self._idle_since = idle_since
        self._sessions = 0
        self._finished = 0
        self._reached: Counter[str] = Counter()
        self._abandoned: Counter[str] = Counter()
        self._durations_seconds: list[float] = []

    def add(self, survey: RecordedSurvey) -> None:
        session, history = survey.session, survey.history
        step = session["current_step"]
        self._sessions += 1
        self._reached.update({each.entry.step for each in history if each.entry.action in _SIGHTS})
        if step == self._last_step:
            self._finished += 1
        elif _moment(session["updated_at"]) and session["updated_at"] < self._idle_since:
            self._abandoned[step] += 1
        arrivals = (
            _moment(each.at)
            for each in history
            if each.entry.step == self._last_step and each.entry.action in _ARRIVALS
        )
        arrived = min(filter(None, arrivals), default=None)
        began = _moment(session["created_at"])
        if arrived is not None and began is not None:
            self._durations_seconds.append((arrived - began).total_seconds())

    def report(self) -> SurveyReport:
        took = self._durations_seconds
        return SurveyReport(
            sessions=self._sessions,
            finished=self._finished,
            reached=dict(self._reached),
            abandoned=dict(self._abandoned),
            median_duration=timedelta(seconds=median(took)) if took else None,
        )


def _moment(text: str) -> datetime | None:
    """None where it cannot be read: a session may come from a file that others wrote."""
    try:
        moment = parse_timestamp(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
