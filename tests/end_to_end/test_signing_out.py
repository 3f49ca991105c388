"""Signing out in one tab, while another one is open."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.notes_desk import NotesDesk
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

NOT_BACKED_UP = "Not backed up · you have signed out in another tab"


@pytest.fixture
def ada(person: Callable[[str], Person]) -> Person:
    return person("ada")


@pytest.fixture
def desk(ada: Person) -> NotesDesk:
    """What was typed in its page is kept, and another tab has signed out."""
    desk = NotesDesk(ada)
    desk.write("typed before")
    expect(desk.save_state).to_contain_text("Unsaved changes · kept on this device")
    sign_out(ada.tab(), ada)
    return desk


def sign_out(page: Page, person: Person) -> None:
    page.get_by_role("button", name=f"Account of {person.name}").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_role("button", name="Sign out and remove drafts").click()
    expect(page.get_by_label("Your name")).to_be_visible()


def test_the_other_tab_says_so_and_keeps_and_saves_its_work_after_a_new_sign_in(desk: NotesDesk):
    """[B2] [B7]"""
    page = desk.page
    expect(page.get_by_text(NOT_BACKED_UP)).to_be_visible()

    page.get_by_role("dialog", name="Sign in again").get_by_role("button", name="Sign in").click()

    expect(desk.save_state).to_contain_text("Unsaved changes · kept on this device")
    expect(page.get_by_text(NOT_BACKED_UP)).to_have_count(0)
    desk.expect_drafted("typed before")
    desk.press_save()
    expect(desk.save_state).to_contain_text(re.compile("^Saved"))
    page.reload()
    expect(desk.note(page, "Left")).to_have_value("typed before")


def test_nothing_that_the_other_tab_writes_outlives_it(desk: NotesDesk):
    """[B2] [B7] The page has it until it is saved."""
    page = desk.page
    question = page.get_by_role("dialog", name="Sign in again")
    expect(question).to_be_visible()
    page.keyboard.press("Escape")

    desk.write("typed after", "Right")
    expect(desk.save_state).to_contain_text(re.compile("not backed up|sign in again"))
    assert desk.drafts() == []

    page.get_by_role("button", name="Save now").click()
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    question.get_by_role("button", name="Sign in").click()
    expect(desk.save_state).to_contain_text(re.compile("^Saved"))
    assert "typed after" in desk.on_server()
