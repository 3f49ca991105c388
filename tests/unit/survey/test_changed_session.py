"""What a change makes of a session: the browser reads the same vectors. [U4]"""

from typing import Any, cast

import pytest
from pydantic import TypeAdapter

from benchdog.survey.changes import SurveyChange, changed_session
from benchdog.survey.messages import shown_session
from benchdog.survey.session import SurveySession
from tests.vectors import load_vectors, named

NOW = "2026-11-21T09:00:00.000Z"


@pytest.mark.parametrize("vector", named(load_vectors("survey_changes")))
def test_a_change_makes_of_a_session_what_it_makes_in_the_browser(vector: dict[str, Any]):
    """[U4]"""
    change: SurveyChange = TypeAdapter(SurveyChange).validate_python(vector["change"])
    before = vector["before"]
    session = cast(
        "SurveySession", before and before | {"session_data": {}, "created_at": NOW, "updated_at": NOW}
    )

    after = changed_session(session, change, NOW)

    assert shown_session(after) == vector["after"]
    assert after["updated_at"] == NOW
