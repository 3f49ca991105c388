"""Back and Forward while something is not saved: Save, Don't save, Cancel."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.notes_desk import NotesDesk
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
