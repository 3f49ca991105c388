"""A survey, as people answer it: real Chromium, the built application, the real service. [U4]"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchdog.survey import get_database
from benchdog.survey.database import DEFAULT_PATH
from tests.end_to_end.person import Person
from tests.real_service import RealService

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]
RECONNECT_TIMEOUT_MS = 30_000


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[RealService]:
    """A service of one test, which may be killed."""
    service = RealService(tmp_path / "data")
    service.start()
    yield service
    service.kill()


def save_state(page: Page):
    return page.get_by_role("status", name="Save state")


def expect_saved(page: Page) -> None:
    expect(save_state(page)).to_contain_text("Saved as you answer", timeout=RECONNECT_TIMEOUT_MS)


def choose(page: Page, option: str) -> None:
    page.get_by_label(option, exact=True).check()


def question(page: Page, text: str):
    return page.get_by_role("heading", name=text)


FREQUENCY = "How often do you work with data?"
TOOLS = "Which of these do you use?"
LOSS = "Have you ever lost work that you had not saved?"
MOST = "What do you do most with your data?"


def test_a_survey_goes_on_where_it_was_left(person: Meet):
    """[U4] Back works; closing the page loses nothing; another device goes on."""
    ada = person("ada")
    page = ada.signed_in_tab("/survey")
    expect(question(page, FREQUENCY)).to_be_focused()
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()
    choose(page, "Every week")
    page.get_by_role("button", name="Next").click()
    choose(page, "Notebooks")
    choose(page, "Spreadsheets")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Every week")).to_be_checked()
    choose(page, "Every day")
    page.get_by_role("button", name="Next").click()
    expect_saved(page)
    ada.crash(page)

    page = ada.tab("/survey")

    expect(question(page, TOOLS)).to_be_visible()
    expect(page.get_by_label("Notebooks")).to_be_checked()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Every day")).to_be_checked()
    page.get_by_role("button", name="Go on elsewhere").click()
    address = page.get_by_role("textbox", name="Address").input_value()
    expect(page.get_by_role("img", name="QR code of the address")).to_be_visible()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/survey", address)


def test_two_devices_see_each_other(person: Meet):
    """[U4]"""
    ada = person("ada")
    phone = ada.signed_in_tab("/survey")
    expect(question(phone, FREQUENCY)).to_be_visible()
    laptop = ada.tab("/survey")
    expect(question(laptop, FREQUENCY)).to_be_visible()

    choose(phone, "Hardly ever")

    expect(laptop.get_by_label("Hardly ever")).to_be_checked()
    laptop.get_by_role("button", name="Next").click()
    expect(question(phone, TOOLS)).to_be_visible()


def test_the_keyboard_is_enough(person: Meet):
    """[U4] Each question takes the focus; Tab, arrows, space and Enter do the rest."""
    page = person("ada").signed_in_tab("/survey")
    expect(question(page, FREQUENCY)).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(question(page, TOOLS)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Spreadsheets")).to_be_checked()
    expect_saved(page)


def test_a_killed_service_loses_no_answer(browser: Browser, mortal: RealService):
    """[U4] Answers given while it is away are kept by the browser, sent when it is back, and applied once."""
    ada = Person(browser, mortal, "ada")
    page = ada.signed_in_tab("/survey")
    choose(page, "Every week")
    expect_saved(page)

    mortal.kill()
    choose(page, "Now and then")
    page.get_by_role("button", name="Next").click()
    choose(page, "Notebooks")
    expect(save_state(page)).to_contain_text("kept on this device, will be saved")
    mortal.start()
    expect_saved(page)

    with get_database(mortal.data_dir / DEFAULT_PATH) as database:
        session, history = database.load_session("ada"), database.history("ada")
    assert session is not None
    assert session["answers"] == {"S1": "Now and then", "S2": ["Notebooks"]}
    assert [entry.answer for entry in history if entry.action == "answer"] == [
        "Every week",
        "Now and then",
        ["Notebooks"],
    ]
    ada.leave()


def test_a_closed_page_leaves_its_answers_to_the_next_one(browser: Browser, mortal: RealService):
    """[U4] The service is away, and the page with the answers goes away, too."""
    ada = Person(browser, mortal, "ada")
    page = ada.signed_in_tab("/survey")
    choose(page, "Every week")
    expect_saved(page)
    for _ in range(3):
        page.get_by_role("button", name="Next").click()
    expect(question(page, MOST)).to_be_visible()
    mortal.kill()
    page.get_by_role("textbox", name=MOST).fill("Look for what is missing.")
    expect(save_state(page)).to_contain_text("kept on this device, will be saved")
    ada.crash(page)

    mortal.start()
    page = ada.tab("/survey")

    expect(page.get_by_role("textbox", name=MOST)).to_have_value("Look for what is missing.")
    expect_saved(page)
    with get_database(mortal.data_dir / DEFAULT_PATH) as database:
        session = database.load_session("ada")
    assert session is not None
    assert session["answers"]["S4"] == "Look for what is missing."
    ada.leave()
