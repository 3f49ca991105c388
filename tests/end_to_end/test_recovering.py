"""Drafts that a crash left behind: what is said of them before anybody opens one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.notes_desk import NotesDesk
from tests.end_to_end.person import EXPECT_TIMEOUT_MS, Person

pytestmark = pytest.mark.browser


@pytest.fixture
def start_page(person: Callable[[str], Person]) -> Page:
    """The next start after a crash; somebody saved from another device meanwhile."""
    ada = person("ada")
    desk = NotesDesk(ada)
    desk.write("mine")
    desk.expect_kept("mine")
    desk.crash()
    desk.save_elsewhere("theirs", "right from elsewhere")
    return ada.tab("/")


def test_what_stands_beside_a_session_outlives_a_reload(person: Callable[[str], Person]):
    """[B11] The panel that is open, and a message that is not sent."""
    desk = NotesDesk(person("ada"))
    desk.page.get_by_role("button", name="More actions").click()
    desk.page.get_by_role("menuitem", name="Conversation").click()
    message = desk.page.get_by_role("textbox", name="Message")
    message.fill("not sent y")

    desk.page.reload()

    expect(message).to_have_value("not sent y", timeout=2 * EXPECT_TIMEOUT_MS)
    expect(desk.save_state).to_contain_text("Saved")


def test_a_draft_is_compared_with_the_servers_copy_by_the_keyboard_alone(start_page: Page):
    """[B3] [B4]"""
    dialog = start_page.get_by_role("dialog", name="Recover your work?")
    expect(dialog).to_contain_text("2 parts differ")
    expect(dialog.get_by_role("button", name="Open draft")).to_be_focused()

    start_page.keyboard.press("Tab")
    start_page.keyboard.press("Enter")

    differences = dialog.get_by_role("region", name="What differs in “Two notes”")
    expect(differences).to_contain_text(re.compile("This device: edited .*, .* bytes"))
    expect(differences).to_contain_text(re.compile("Server: saved .* from another laptop, .* bytes"))
    expect(differences.get_by_role("listitem")).to_have_text(
        ["Left changed in both", "Right changed on the server"]
    )
    start_page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(start_page.get_by_role("region", name="Drafts on this device")).to_contain_text("Two notes")
