"""Data Studio, as people use it: real Chromium, the built application, the real service. [B12]"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person
from tests.real_service import RealService

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]
RECONNECT_TIMEOUT_MS = 30_000
START_TIMEOUT_MS = 180_000


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[RealService]:
    """A service of one test, which may be killed; pages wait longer than it takes to start."""
    service = RealService(tmp_path / "data", environment={"BENCHDOG_STUDIO_START_RETRIES": "10"})
    service.start()
    yield service
    service.kill()


def open_stocks(page: Page) -> None:
    """From the start page, inside the application."""
    page.get_by_role("link", name="Transform one step by step in Data Studio").click()
    page.get_by_role("link", name="Stocks").click()


def add(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Add transformation").click()
    page.get_by_role("menuitem", name=kind).click()


def keep_symbol(page: Page, symbol: str) -> None:
    add(page, "Filter rows")
    page.get_by_role("textbox", name="Value").fill(symbol)


def save_state(page: Page):
    return page.get_by_role("status", name="Save state")


def expect_saved(page: Page) -> None:
    expect(save_state(page)).to_contain_text("Saved just now", timeout=RECONNECT_TIMEOUT_MS)


def expect_rows(page: Page, shown: int) -> None:
    expect(page.get_by_text(re.compile(rf"\b{shown} of 560 rows"))).to_be_visible()


def expect_list(page: Page, *headings: str) -> None:
    steps = page.get_by_role("region", name="Transformations").get_by_role("listitem")
    expect(steps).to_have_count(len(headings))
    for index, heading in enumerate(headings):
        expect(steps.nth(index)).to_contain_text(heading)


def test_a_list_of_transformations_is_found_again(person: Meet):
    """[B12] [U1] Built, moved through, undone; saved by itself; a crash and another device go on with it."""
    ada = person("ada")
    page = ada.signed_in_tab("/")
    open_stocks(page)
    expect(page).to_have_url(re.compile("/studio/stocks$"))
    keep_symbol(page, "IBM")
    expect_rows(page, 123)
    add(page, "Group rows")
    expect_rows(page, 1)
    page.get_by_role("button", name="One transformation back").click()
    expect(page.get_by_text("After 1 of 2: Filter rows")).to_be_visible()
    expect_rows(page, 123)
    add(page, "Sort rows")
    page.keyboard.press("Control+z")
    expect_list(page, "1. Filter rows", "2. Group rows")
    page.keyboard.press("Control+Shift+z")
    expect_list(page, "1. Filter rows", "2. Group rows", "3. Sort rows")
    expect_saved(page)
    ada.crash(page)

    page = ada.tab("/studio/stocks")

    expect_list(page, "1. Filter rows", "2. Group rows", "3. Sort rows")
    expect(page.get_by_role("textbox", name="Value")).to_have_value("IBM")
    expect(page.get_by_text("After 3 of 3: Sort rows")).to_be_visible()


def test_a_data_set_that_is_not_there_is_said_so_with_those_that_are(person: Meet):
    """[B12]"""
    page = person("ada").signed_in_tab("/studio/mars")

    expect(page.get_by_role("heading", name="There is no data set “mars”")).to_be_visible()
    page.get_by_role("link", name="Penguins").click()
    expect(page.get_by_role("heading", name="Penguins")).to_be_visible()


def test_a_start_is_tried_again_and_what_was_not_saved_is_back(browser: Browser, mortal: RealService):
    """[B12] [B7] The service is killed under an open list, and is away while another page starts."""
    ada = Person(browser, mortal, "ada")
    page = ada.signed_in_tab("/")
    waiting = ada.tab("/")
    open_stocks(page)
    keep_symbol(page, "IBM")
    expect_saved(page)

    mortal.kill()
    add(page, "Sort rows")
    expect(save_state(page)).to_contain_text("Reconnecting…")
    expect(save_state(page).locator("..")).to_contain_text("Try now")
    ada.crash(page)
    open_stocks(waiting)
    expect(waiting.get_by_text(re.compile(r"Attempt \d of 11"))).to_be_visible()
    expect(waiting.get_by_text(re.compile(r"Next try in \d+ s"))).to_be_visible()
    mortal.start()

    expect(waiting.get_by_role("heading", name="Stocks")).to_be_visible(timeout=START_TIMEOUT_MS)
    expect_list(waiting, "1. Filter rows", "2. Sort rows")
    expect_saved(waiting)
    assert ada.problems == []
    ada.leave()


def test_two_tabs_are_merged_where_that_can_be_and_asked_where_not(person: Meet):
    """[B12] [S3] Nothing of either tab is lost."""
    ada = person("ada")
    one = ada.signed_in_tab("/studio/stocks")
    keep_symbol(one, "IBM")
    expect_saved(one)
    other = ada.tab("/studio/stocks")
    expect_list(other, "1. Filter rows")

    add(one, "Sort rows")
    expect_saved(one)
    add(other, "Hide columns")
    expect_list(other, "1. Filter rows", "2. Sort rows", "3. Hide columns")
    told = other.get_by_role("region", name="Messages").get_by_role("paragraph")
    expect(told).to_contain_text("Changes from another place were added")

    one.get_by_role("textbox", name="Value").fill("AAPL")
    other.get_by_role("textbox", name="Value").fill("MSFT")
    asked = next(page for page in (one, other) if is_asked(page, one, other))
    asked.get_by_role("button", name="Take the other one").click()
    expect_saved(asked)
    values = {page.get_by_role("textbox", name="Value").input_value() for page in (one, other)}
    assert len(values) == 1
    asked.keyboard.press("Control+z")
    expect(asked.get_by_role("textbox", name="Value")).not_to_have_value(values.pop())


def is_asked(page: Page, *tabs: Page) -> bool:
    """Whether it is *page* that has to choose; waits until one of *tabs* has to."""
    question = "button:has-text('Take the other one')"
    for _ in range(100):
        for tab in tabs:
            if tab.locator(question).count() > 0:
                return tab is page
            tab.wait_for_timeout(100)  # the page's own event loop: the save of either comes when it comes
    raise AssertionError("Neither tab was asked.")


def test_an_expired_sign_in_keeps_the_work_and_goes_on(person: Meet):
    """[B12] [B7]"""
    ada = person("ada")
    page = ada.signed_in_tab("/studio/stocks")
    keep_symbol(page, "IBM")
    expect_saved(page)

    ada.forget_sign_in()
    add(page, "Sort rows")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Sign in").click()

    expect(dialog).to_be_hidden()
    expect_saved(page)
    expect_list(page, "1. Filter rows", "2. Sort rows")


def test_a_failure_that_does_not_pass_offers_the_actions_of_its_envelope(person: Meet):
    """[B12] [E1] Each button does what it says."""
    ada = person("ada")
    page = ada.signed_in_tab("/")
    refused = {
        "success": False,
        "error": {
            "code": "internal_error",
            "message": "",
            "user_message": "Something went wrong here.",
            "recovery_actions": ["manual_retry", "reload_page", "open_start_page"],
            "technical_details": {"correlation_id": "c-1", "retry_suggested": False},
        },
    }
    page.route(
        "**/persistence/user_sessions**",
        lambda route: route.fulfill(status=500, content_type="application/json", body=json.dumps(refused)),
    )

    open_stocks(page)

    expect(page.get_by_role("alert")).to_contain_text("Something went wrong here.")
    expect(page.get_by_role("button", name="Reload the page")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.unroute("**/persistence/user_sessions**")
    page.get_by_role("button", name="Try again").click()
    expect_list(page)
    expect(page.get_by_text("Saves by itself")).to_be_visible()
