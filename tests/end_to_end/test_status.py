"""The page that says how the service is, and what was done. It is opened when something fails."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]


def make_session(page: Page, title: str, schema: str = "notes/1", status: int = 201) -> str:
    """As another page of the same person would. Answers the session's id, empty where it was refused."""
    answer = page.request.post(
        "/persistence/sessions",
        data={"title": title, "content": {"schema": schema}},
        headers={"X-Benchdog-Client": "test"},
    )
    assert answer.status == status
    return str(answer.json().get("id", ""))


def open_status(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Account of {name}").click()
    page.get_by_role("menuitem", name="Status").click()


def test_own_trail_is_listed_filtered_and_taken_along(person: Meet, tmp_path: Path):
    """[R6] By operation, subject, failure and correlation id; the files hold what is filtered for."""
    ada = person("ada")
    page = ada.signed_in_tab()
    session_id = make_session(page, "Drogon maps")
    make_session(page, "Wells")
    make_session(page, "No dashboards", schema="workbench/1", status=422)
    open_status(page, ada.name)
    expect(page).to_have_url(re.compile("/status$"))
    expect(page.get_by_text("Answers · version")).to_be_visible()
    expect(page.get_by_text("Reachable", exact=True)).to_be_visible()
    trail = page.get_by_role("region", name="What was done")
    rows = trail.get_by_role("row").filter(has=page.get_by_role("cell"))

    expect(rows).to_have_count(3)
    expect(trail.get_by_text("3 operations, of which 66 % succeeded")).to_be_visible()
    trail.get_by_role("switch", name="Failures only").check()
    expect(rows).to_have_count(1)
    expect(trail.get_by_text("Failed · content_invalid")).to_be_visible()
    trail.get_by_role("button", name="Clear filters").click()
    trail.get_by_role("button", name=f"Show only {session_id}").click()
    expect(rows).to_have_count(1)
    trail.get_by_label("Operation", exact=True).select_option("Save")
    expect(trail.get_by_text("No match")).to_be_visible()
    trail.get_by_label("Operation", exact=True).select_option("Every operation")

    with page.expect_download() as as_csv:
        trail.get_by_role("button", name="Download as CSV").click()
    with page.expect_download() as as_json:
        trail.get_by_role("button", name="Download as JSON").click()
    as_csv.value.save_as(tmp_path / "trail.csv")
    as_json.value.save_as(tmp_path / "trail.json")
    [entry] = csv.DictReader((tmp_path / "trail.csv").read_text().splitlines())
    assert (entry["operation"], entry["subject_id"], entry["actor_id"]) == ("create", session_id, ada.name)
    assert [each["id"] for each in json.loads((tmp_path / "trail.json").read_text())] == [entry["id"]]


def test_with_the_service_away_status_opens_over_the_work_and_says_what_failed(person: Meet):
    """[B7] [R2] Nothing more is fetched for it, the work stays open, the circuit breaker can be closed."""
    ada = person("ada")
    page = ada.signed_in_tab()
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Save state")).to_contain_text("Saved")
    page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name="Text of Notes").fill("While nothing answers.")
    page.route("**/*", lambda route: route.abort())
    page.keyboard.press("Control+s")

    open_status(page, ada.name)

    status = page.get_by_role("dialog", name="Status")
    expect(status.get_by_text("Reconnecting…").first).to_be_visible()
    expect(status.get_by_role("alert")).to_contain_text("The server cannot be reached")
    status.get_by_text("In this tab", exact=True).click()
    expect(status.get_by_role("cell", name="Save", exact=True).first).to_be_visible()
    # By the keyboard: what is above it changes its size from one second to the next.
    status.get_by_role("switch", name="Failures only").press("Space")
    expect(status.get_by_role("switch", name="Failures only")).to_be_checked()
    expect(status.get_by_role("cell", name="Save", exact=True).first).to_be_visible()
    assert violations(page) == []
    breaker = status.get_by_role("row", name=re.compile("This browser to the service"))
    expect(breaker.get_by_text("Open until")).to_be_visible(timeout=30_000)
    page.unroute("**/*")
    breaker.get_by_role("button", name="Close: This browser to the service").click()
    expect(breaker.get_by_text("Closed", exact=True)).to_be_visible()
    expect(status.get_by_text("Answers · version")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Account of {ada.name}")).to_be_focused()
    expect(page.get_by_role("textbox", name="Text of Notes")).to_have_value("While nothing answers.")
    expect(page.get_by_label("Save state")).to_contain_text("Saved", timeout=40_000)


def test_targets_are_words_and_verdicts(person: Meet):
    """[R5] [UX] The tour of every page has axe and a narrow window look at the rest."""
    page = person("ada").signed_in_tab("/status")
    make_session(page, "Drogon maps")
    page.reload()

    served = page.get_by_role("region", name="Measured by the service, since it started")
    expect(
        served.get_by_role("row", name=re.compile("^Create .* 500 ms, at most 1,000 ms Good"))
    ).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Show only correlation id")).first).to_be_visible()
