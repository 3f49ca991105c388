"""One survey session of an archive on its way into the place where surveys are kept. [U3]"""

from benchdog.survey.edits import saved_state
from benchdog.survey.recorded import RecordedSurvey
from benchdog.survey.store import SurveyStore
from benchdog.transfer.import_session import Outcome, WhereTaken


async def import_survey(
    store: SurveyStore, survey: RecordedSurvey, user_id: str, where_taken: WhereTaken
) -> Outcome:
    """
    A person has one: it is saved on top of the one that is there, whose history stays, or left out.

    Raises:
        PersistenceError: the database refuses or fails.
    """
    if await store.adopt(user_id, survey):
        return "imported"
    if where_taken != "replace":
        return "skipped"
    session = survey.session
    await store.edit(
        user_id,
        saved_state(
            session["current_step"],
            session["answers"],
            session["step_history"],
            session["is_audio_mode"],
            session["session_data"],
        ),
    )
    return "replaced"
