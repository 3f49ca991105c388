"""An open session, what lies over it and beside it, and the ready-made ones."""

import re
from typing import Final

from playwright.sync_api import Page

from tests.end_to_end.tour.guide import Guide, Look, Meet

NOTE: Final = (
    "Google went public in August 2004 and passed 700 in late 2007.\n\n"
    "IBM hardly moved through the crisis of 2008.\n\nTo do: compare with the index."
)
TEMPLATES: Final = (
    ("map", "A week of earthquakes"),
    ("scatter", "Three species of penguins"),
    ("histogram", "Four years of weather"),
    ("bubbles", "Fifty years of countries"),
)


def show_the_workbench(person: Meet, look: Look) -> None:
    ada = person("ada")
    signing_in = ada.tab()
    signing_in.get_by_label("Your name").wait_for()
    Guide(signing_in, look).show("sign-in")
    signing_in.close()
    guide = Guide(ada.signed_in_tab(), look)
    page = guide.page
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    write(page, NOTE)
    save(page)
    page.reload()
    page.get_by_role("figure").first.wait_for()
    guide.show("workbench")
    guide.show_narrow("workbench")

    page.get_by_role("button", name="Settings of Table").click()
    panel = page.get_by_role("complementary", name="Settings of Table")
    panel.get_by_role("button", name="Add transformation").click()
    page.get_by_role("menuitem", name="Group rows").click()
    page.get_by_role("menu").wait_for(state="hidden")
    guide.show("table-transformations")
    page.keyboard.press("Control+z")
    panel.get_by_role("button", name="Close settings").click()

    guide.show_dialog("keys", lambda: page.keyboard.press("?"))
    guide.show_dialog("commands", lambda: page.keyboard.press("Control+k"))
    guide.show_dialog("status-over-work", lambda: _choose_from_account(page, ada.name, "Status"))
    _show_what_is_beside(guide)

    write(page, "Not saved yet.")
    page.get_by_text("Unsaved changes").first.wait_for()
    guide.show_dialog("leave", lambda: page.get_by_role("link", name="Benchdog, start page").click())
    guide.show_dialog("sign-out", lambda: _choose_from_account(page, ada.name, "Sign out"))


def show_the_templates(person: Meet, look: Look) -> None:
    for name, template in TEMPLATES:
        page = person("ada").signed_in_tab()  # somebody new each time: drafts would be offered
        page.get_by_role("button", name=re.compile(f"^{template}")).click()
        page.get_by_role("figure").first.wait_for()
        Guide(page, look).show(name)


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Text of Notes").fill(text)


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    page.get_by_text(re.compile("^Saved")).first.wait_for()


def _show_what_is_beside(guide: Guide) -> None:
    page = guide.page
    write(page, NOTE + "\n\nDone.")
    save(page)
    _choose_from_menu(page, "History")
    history = page.get_by_role("complementary", name="History")
    history.get_by_role("button", name="What changed in version 2").click()
    guide.show("history")
    history.get_by_role("button", name="Preview version 1").click()
    guide.show("history-preview")
    page.get_by_role("button", name="Back to your work").click()
    _choose_from_menu(page, "Conversation")
    page.get_by_role("textbox", name="Message").fill("Shall we add the index to the chart?")
    page.get_by_role("button", name="Send").click()
    guide.show("conversation")
    page.get_by_role("button", name="Close conversation").click()


def _choose_from_menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=item).click()


def _choose_from_account(page: Page, user_name: str, item: str) -> None:
    page.get_by_role("button", name=f"Account of {user_name}").click()
    page.get_by_role("menuitem", name=item).click()
