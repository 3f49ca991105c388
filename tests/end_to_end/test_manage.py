"""The page on which people find and tidy up what they have."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]


def make_sessions(page: Page, titles: list[str]) -> None:
    """As other pages of the same person have saved them."""
    for title in titles:
        answer = page.request.post(
            "/persistence/sessions",
            data={"title": title, "content": {"note": title}},
            headers={"X-Benchdog-Client": "test"},
        )
        assert answer.status == 201


def manage(person: Person, titles: list[str], tab: str = "") -> Page:
    page = person.signed_in_tab()
    make_sessions(page, titles)
    page.goto(f"/manage{tab}")
    return page


def test_search_finds_as_one_types_and_says_when_nothing_matches(person: Meet):
    """[L3] Filters are named, and can be cleared where they leave nothing."""
    page = manage(person("ada"), ["Map of wells", "Table of rigs"])
    rows = page.get_by_role("listitem")
    expect(rows).to_have_count(2)
    assert violations(page) == []

    page.get_by_role("searchbox").fill("WELLS")
    expect(rows).to_have_count(1)
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(page.get_by_text("No match")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()

    expect(rows).to_have_count(2)
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_stars_and_tags_are_kept_and_filter(person: Meet):
    """[C6] Neither makes a new version."""
    page = manage(person("ada"), ["Map of wells", "Table of rigs"])

    page.get_by_role("button", name="Star Map of wells").click()
    expect(page.get_by_role("button", name="Remove the star from Map of wells")).to_be_visible()
    page.get_by_role("button", name="Tags of Table of rigs").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Tags").fill("drilling")
    page.keyboard.press("Enter")
    assert violations(page) == []
    dialog.get_by_role("button", name="Save tags").click()
    expect(page.get_by_role("button", name="drilling", exact=True)).to_be_visible()

    page.reload()
    page.get_by_role("switch", name="Starred only").check()
    expect(page.get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("link", name="Map of wells")).to_be_visible()
    page.get_by_role("switch", name="Starred only").uncheck()
    page.get_by_role("button", name="drilling", exact=True).click()
    expect(page.get_by_role("link", name="Table of rigs")).to_be_visible()
    expect(page.get_by_role("link", name="Map of wells")).to_have_count(0)


def test_many_are_deleted_at_once_and_come_back(person: Meet):
    """[UX] Lists change at once; deleting can be undone from the toast and from the trash."""
    page = manage(person("ada"), [f"Map {number}" for number in range(5)])
    rows = page.get_by_role("listitem")
    expect(rows).to_have_count(5)

    page.get_by_role("checkbox", name="Select Map 1").check()
    page.get_by_role("checkbox", name="Select Map 3").check()
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_role("button", name="Move to trash").click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(5)

    page.get_by_role("button", name="Move Map 2 to the trash").click()
    expect(rows).to_have_count(4)
    page.get_by_role("tab", name="Trash").click()
    expect(page).to_have_url(re.compile("tab=trash"))
    page.get_by_role("button", name="Restore Map 2").click()
    expect(page.get_by_text("What you delete stays here for 30 days")).to_be_visible()
    page.go_back()
    expect(rows).to_have_count(5)


def test_deleting_for_ever_asks_and_names_what_goes(person: Meet):
    """[UX] The question names the title, the button says what happens, Esc chooses nothing."""
    page = manage(person("ada"), ["Map of wells"])
    page.get_by_role("button", name="Move Map of wells to the trash").click()
    expect(page.get_by_role("listitem")).to_have_count(0)
    page.get_by_role("tab", name="Trash").click()

    page.get_by_role("button", name="Delete Map of wells for ever").click()
    dialog = page.get_by_role("dialog", name="Delete “Map of wells” for ever?")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Delete Map of wells for ever").click()
    dialog.get_by_role("button", name="Delete for ever").click()

    expect(page.get_by_role("listitem")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("What you delete stays here for 30 days")).to_be_visible()


def test_both_kinds_are_in_the_trash_and_say_how_long(person: Meet):
    """[N3] [S7] A snapshot comes back with its link; only a session can go before its time."""
    page = manage(person("ada"), ["Map of wells"])
    made = page.request.post(
        "/persistence/snapshots",
        data={"title": "Table of rigs", "content": {"schema": "other/1"}},
        headers={"X-Benchdog-Client": "test"},
    ).json()
    page.request.delete(f"/persistence/snapshots/{made['id']}", headers={"X-Benchdog-Client": "test"})
    page.get_by_role("button", name="Move Map of wells to the trash").click()
    expect(page.get_by_role("listitem")).to_have_count(0)

    page.get_by_role("tab", name="Trash").click()
    session = page.get_by_role("listitem").filter(has_text="Map of wells")
    snapshot = page.get_by_role("listitem").filter(has_text="Table of rigs")
    expect(session).to_contain_text("Session · 30 days left · deleted just now")
    expect(snapshot).to_contain_text("Snapshot · 30 days left · deleted just now")
    expect(page.get_by_role("button", name="Delete Table of rigs for ever")).to_have_count(0)
    page.get_by_role("checkbox", name="Select all that are loaded").check()
    expect(page.get_by_role("button", name="Delete 1 session for ever")).to_be_visible()
    assert violations(page) == []
    with page.expect_response(f"**/persistence/snapshots/{made['id']}/restore"):
        page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("What you delete stays here for 30 days")).to_be_visible()

    assert page.request.get(f"/persistence/snapshots/{made['id']}").ok
    page.get_by_role("tab", name="Sessions").click()
    expect(page.get_by_role("link", name="Map of wells")).to_be_visible()


def test_what_was_not_opened_for_long_is_found_and_tidied_up(person: Meet):
    """[S10] [L3] Here the page's clock is 91 days ahead: what was made now was not opened for as long."""
    page = manage(person("ada"), ["Map of wells", "Table of rigs"])
    expect(page.get_by_role("listitem").first).to_contain_text("opened just now")
    page.get_by_role("switch", name="Not opened for 90 days").check()
    expect(page.get_by_text("No match")).to_be_visible()

    page.clock.install(time=datetime.now(UTC) + timedelta(days=91))
    page.reload()
    page.get_by_role("switch", name="Not opened for 90 days").check()
    expect(page.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("checkbox", name="Select all that are loaded").check()
    page.get_by_role("button", name="Move to trash").click()

    expect(page.get_by_text("No match")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("listitem")).to_have_count(2)


def test_what_the_service_refuses_is_as_it_was_and_told(person: Meet):
    """[UX] Nothing is shown as done that was not."""
    page = manage(person("ada"), ["Map of wells", "Table of rigs"])
    expect(page.get_by_role("listitem")).to_have_count(2)
    page.route("**/persistence/sessions/*", lambda route: route.abort())

    page.get_by_role("button", name="Move Map of wells to the trash").click()

    expect(page.get_by_role("alert")).to_contain_text("“Map of wells” stays as before.")
    expect(page.get_by_role("listitem")).to_have_count(2)


def test_a_visited_snapshot_that_was_deleted_stays_says_so_and_can_be_hidden(person: Meet):
    """[N4] [N5] The owner sees who came, deletes, takes it back, deletes again; the visitor's list tells."""
    ada = person("ada").signed_in_tab()
    grace = person("grace").signed_in_tab()
    for title in ("Map of wells", "Table of rigs"):
        made = ada.request.post(
            "/persistence/snapshots",
            data={"title": title, "content": {"schema": "other/1"}},
            headers={"X-Benchdog-Client": "test"},
        ).json()
        assert grace.request.get(f"/persistence/snapshots/{made['id']}").ok
    ada.goto("/manage?tab=snapshots")
    ada.get_by_role("button", name="Who opened Map of wells").click()
    dialog = ada.get_by_role("dialog", name="Visits of “Map of wells”")
    expect(dialog.get_by_text("Opened once by 1 person")).to_be_visible()
    expect(dialog.get_by_role("figure")).to_be_visible()
    assert violations(ada) == []
    ada.keyboard.press("Escape")
    ada.get_by_role("button", name="Delete Table of rigs").click()
    expect(ada.get_by_role("listitem")).to_have_count(1)
    ada.get_by_role("button", name="Undo").click()
    expect(ada.get_by_role("listitem")).to_have_count(2)
    ada.get_by_role("button", name="Delete Table of rigs").click()
    expect(ada.get_by_text("Its link no longer opens.").first).to_be_visible()

    grace.goto("/manage?tab=visited")
    expect(grace.get_by_text("Deleted by its owner")).to_be_visible()
    assert violations(grace) == []
    grace.get_by_role("switch", name="Hide deleted").check()
    expect(grace.get_by_role("listitem")).to_have_count(1)


def test_only_what_is_in_sight_is_in_the_page_and_all_of_it_can_be_reached(person: Meet):
    """[L1] 250 sessions over three pages of the service."""
    page = manage(person("ada"), [f"Map {number:03d}" for number in range(250)])
    rows = page.get_by_role("listitem")
    expect(rows.first).to_be_visible()
    assert rows.count() < 40
    scroller = page.get_by_role("list", name="Sessions").locator("..")

    page.wait_for_function(
        """(element) => {
          element.scrollTo(0, element.scrollHeight);
          return [...element.querySelectorAll("a")].some((link) => link.textContent.includes("Map 000"));
        }""",
        arg=scroller.element_handle(),
    )

    expect(page.get_by_role("link", name="Map 000")).to_be_visible()
    expect(rows.last).to_have_attribute("aria-setsize", "250")
