"""A survey session as the lines of an archive, and back."""

from collections.abc import Iterator

from benchdog.survey.recorded import RecordedEntry, RecordedSurvey
from benchdog.survey.session import HistoryEntry, SurveySession
from benchdog.transfer.archive_records import ArchivedSurveyChange, ArchivedSurveySession


def survey_records(
    user_id: str, survey: RecordedSurvey
) -> Iterator[ArchivedSurveySession | ArchivedSurveyChange]:
    yield ArchivedSurveySession(user_id=user_id, changes=len(survey.history), **survey.session)
    for each in survey.history:
        entry = each.entry
        yield ArchivedSurveyChange(at=each.at, action=entry.action, step=entry.step, answer=entry.answer)


def survey_session(record: ArchivedSurveySession) -> SurveySession:
    return SurveySession(
        current_step=record.current_step,
        answers=record.answers,
        step_history=record.step_history,
        is_audio_mode=record.is_audio_mode,
        session_data=record.session_data,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def recorded_entry(record: ArchivedSurveyChange) -> RecordedEntry:
    return RecordedEntry(record.at, HistoryEntry(record.action, record.step, record.answer))
