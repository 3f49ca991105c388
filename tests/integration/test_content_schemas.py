"""Content is checked against the schema that it names, wherever it comes in. [C7]"""

import pytest

from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"
SNAPSHOTS = "/persistence/snapshots"
FITS = {
    "schema": "workbench/1",
    "active_dashboard_id": "d",
    "dashboards": [{"id": "d", "title": "Overview", "layout": []}],
    "module_instances": [],
    "data_sets": [],
}
DOES_NOT_FIT = {**FITS, "dashboards": [{"id": "d", "title": "Overview"}]}


@pytest.mark.parametrize("route", [SESSIONS, SNAPSHOTS])
async def test_content_that_does_not_fit_is_refused_and_not_stored(ada: Caller, route):
    """[C7] With the place."""
    refused = await ada.post(route, json=a_session(DOES_NOT_FIT))
    taken = await ada.post(route, json=a_session(FITS))

    details = error_of(refused, 422, "content_invalid")["technical_details"]
    assert (details["path"], details["schema"]) == ("$.content.dashboards[0]", "workbench/1")
    assert [each["id"] for each in (await ada.get(route)).json()["items"]] == [taken.json()["id"]]


async def test_content_that_does_not_fit_overwrites_nothing(ada: Caller):
    """[C7] [S3] Not even where the save asks for it."""
    path = (await ada.post(SESSIONS, json=a_session(FITS))).headers["Location"]

    answer = await ada.put(path, json=a_session(DOES_NOT_FIT), headers={"If-Match": "*"})

    error_of(answer, 422, "content_invalid")
    assert (await ada.get(path)).json()["content"] == FITS


@pytest.mark.parametrize("content", [{"schema": "workbench/2", "pages": 1}, {"step": 1}, {"schema": 1}])
async def test_content_of_an_unknown_schema_or_of_none_is_stored_as_it_is(ada: Caller, content):
    """[C7]"""
    path = (await ada.post(SESSIONS, json=a_session(content))).headers["Location"]

    assert (await ada.get(path)).json()["content"] == content
