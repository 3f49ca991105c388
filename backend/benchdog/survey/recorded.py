"""A survey session with its history, as it goes from one place into another. [U3]"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchdog.survey.session import HistoryEntry, SurveySession


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """`at`: when it changed, ISO 8601 in UTC."""

    at: str
    entry: HistoryEntry


@dataclass(frozen=True, slots=True)
class RecordedSurvey:
    """`history` oldest first."""

    session: SurveySession
    history: Sequence[RecordedEntry]
