"""Survey sessions: one for each person, with every change recorded. docs/survey.md"""

from benchdog.survey.database import SurveyDatabase, get_database
from benchdog.survey.session import SurveySession

__all__ = ["SurveyDatabase", "SurveySession", "get_database"]
