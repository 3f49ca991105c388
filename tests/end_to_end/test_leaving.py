"""Back and Forward while something is not saved: Save, Don't save, Cancel."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.end_to_end.notes_desk import SAVES, NotesDesk
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Direction = Literal["back", "forward"]


@pytest.fixture
def desk(person: Callable[[str], Person]) -> NotesDesk:
    """A session in the midst of a history: the manager is behind it, the start page before it."""
    desk = NotesDesk(person("ada"))
    page = desk.page
    page.goto("/manage")
    page.get_by_role("link", name="Two notes").click()
    expect(desk.note(page, "Left")).to_be_visible()
    page.get_by_role("link", name="Benchdog, start page").click()
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(desk.note(page, "Left")).to_have_value("left one")
    desk.write("not saved")
    expect(desk.save_state).to_contain_text("Unsaved changes · kept on this device")
    return desk


def leave(page: Page, direction: Direction) -> Locator:
    if direction == "back":
        page.go_back(wait_until="commit")
    else:
        page.go_forward(wait_until="commit")
    dialog = page.get_by_role("dialog", name=re.compile("^Save changes to"))
    expect(dialog).to_be_visible()
    return dialog


def expect_left(page: Page, direction: Direction) -> None:
    expect(page).to_have_url(re.compile("/manage" if direction == "back" else "/$"))


@pytest.mark.parametrize("direction", ["back", "forward"])
class TestLeaving:
    """[B5]"""

    def test_cancel_stays_at_the_address_without_a_new_entry(self, desk: NotesDesk, direction: Direction):
        page = desk.page
        address, entries = page.url, page.evaluate("history.length")
        dialog = leave(page, direction)
        assert page.url == address

        dialog.get_by_role("button", name="Cancel").click()

        expect(desk.note(page, "Left")).to_have_value("not saved")
        assert (page.url, page.evaluate("history.length")) == (address, entries)
        leave(page, direction).get_by_role("button", name="Don't save").click()
        expect_left(page, direction)

    def test_save_saves_and_goes(self, desk: NotesDesk, direction: Direction):
        leave(desk.page, direction).get_by_role("button", name="Save", exact=True).click()

        expect_left(desk.page, direction)
        assert "not saved" in desk.on_server()

    def test_dont_save_goes_and_keeps_the_draft(self, desk: NotesDesk, direction: Direction):
        leave(desk.page, direction).get_by_role("button", name="Don't save").click()

        expect_left(desk.page, direction)
        assert "not saved" not in desk.on_server()
        desk.expect_kept("not saved")


@pytest.fixture
def reached(person: Callable[[str], Person]) -> NotesDesk:
    """A session that was reached by links: two pages of one document are behind it."""
    desk = NotesDesk(person("ada"))
    page = desk.page
    page.goto("/manage")
    page.get_by_role("link", name="Benchdog, start page").click()
    page.get_by_role("link", name="Two notes").click()
    expect(desk.note(page, "Left")).to_have_value("left one")
    return desk


def question_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name=re.compile("^Save changes to"))


def test_back_pressed_twice_at_once_is_one_question_and_the_address_stays(reached: NotesDesk):
    """[B5]"""
    page = reached.page
    address, entries = page.url, page.evaluate("history.length")
    reached.write("not saved")

    page.evaluate("history.back(); history.back()")
    question_of(page).get_by_role("button", name="Cancel").click()

    expect(page).to_have_url(address)
    expect(reached.note(page, "Left")).to_have_value("not saved")
    assert page.evaluate("history.length") == entries
    page.go_back(wait_until="commit")
    question_of(page).get_by_role("button", name="Don't save").click()
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    expect(page).to_have_url(re.compile("/$"))


def test_what_is_typed_while_save_is_under_way_is_not_left_unsaved(reached: NotesDesk):
    """[B1] [B5]"""
    page = reached.page
    reached.write("first")
    held: list[Route] = []
    page.route(SAVES, lambda route: held.append(route) if not held else route.continue_())
    page.go_back(wait_until="commit")
    with page.expect_request(lambda request: request.method == "PUT"):
        question_of(page).get_by_role("button", name="Save", exact=True).click()
    reached.write("first and second")

    held[0].continue_()
    question_of(page).get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    assert "first and second" in reached.on_server()


def test_a_title_that_is_being_typed_is_saved_and_asked_about(reached: NotesDesk):
    """[B2] [B5]"""
    page = reached.page
    title = page.get_by_role("textbox", name="Session title")

    title.fill("Notes of Monday")
    reached.press_save()
    expect(reached.save_state).to_contain_text("Saved")
    title.fill("Notes of Tuesday")
    page.go_back(wait_until="commit")
    question_of(page).get_by_role("button", name="Don't save").click()

    expect(page.get_by_role("link", name="Notes of Monday")).to_be_visible()
    expect(page.get_by_text("Notes of Tuesday")).to_be_visible()


def test_a_new_workbench_in_place_of_one_that_was_never_saved_asks_first(reached: NotesDesk):
    """[B5]"""
    page = reached.page
    page.goto("/?session=new")
    page.get_by_role("textbox", name="Session title").fill("Never saved")

    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands")).to_be_visible()
    page.keyboard.type("New workbench")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog", name="Save changes to “Never saved”?")).to_be_visible()
