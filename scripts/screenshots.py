"""
Writes docs/screenshots/: every page and dialog as a person sees it, light and dark, in real Chromium.

Run it with `make screenshots` after the pages changed, and look at the pictures.
"""

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.end_to_end.conftest import CHROMIUM_ARGUMENTS
from tests.real_service import RealService, running_service

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SETTLED_MS = 500
RECOVERY_MS = 4_000
NOTE = (
    "Google went public in August 2004 and passed 700 in late 2007.\n\n"
    "IBM hardly moved through the crisis of 2008.\n\nTo do: compare with the index."
)
CLIENT = {"X-Benchdog-Client": "screenshots"}
SNAPSHOTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Wells, for the review", {"expires_at": "2099-12-31T12:00:00Z"}),
    ("My own copy of the maps", {"audience": "owner"}),
    ("Quarterly figures, paused", {}),
    ("Old figures", {}),
)
SESSIONS: tuple[tuple[str, list[str]], ...] = (
    ("Drogon maps", ["map", "team"]),
    ("Wells of 2026", ["map"]),
    ("Quarterly figures", []),
)


class Photographer:
    """Takes one picture after another of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def take(self, name: str) -> None:
        """Light and dark."""
        self.page.mouse.move(0, 0)
        self._shoot("light", name)
        self._shoot("dark", f"{name}-dark")
        self.page.emulate_media(color_scheme="light")

    def take_narrow(self, name: str) -> None:
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 360, "height": 740})
        self.take(f"{name}-narrow")
        if before is not None:
            self.page.set_viewport_size(before)

    def _shoot(self, scheme: str, name: str) -> None:
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        self.page.wait_for_timeout(SETTLED_MS)  # charts and transitions come to rest
        self.page.screenshot(path=FOLDER / f"{name}.png")
        print(f"wrote docs/screenshots/{name}.png")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with (
        tempfile.TemporaryDirectory() as data,
        running_service(Path(data)) as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        owner = _context(browser, service.url)
        link = _photograph_workbench(owner)
        _photograph_visitor(_context(browser, service.url), link)
        _photograph_templates(owner)
        _photograph_manager(owner)
        _photograph_studio(owner, service)
        browser.close()


def _context(browser: Browser, url: str) -> BrowserContext:
    return browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}, device_scale_factor=1)


def _sign_in(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=f"Account of {name}").wait_for()


def _photograph_workbench(context: BrowserContext) -> str:
    """An open session with what lies over and beside it; answers the link of a snapshot of it."""
    photographer = Photographer(context.new_page())
    page = photographer.page
    page.goto("/")
    photographer.take("sign-in")
    _sign_in(page, "ada")
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("textbox", name="Text of Notes").fill(NOTE)
    page.keyboard.press("Control+s")
    page.get_by_text(re.compile("^Saved")).first.wait_for()
    address = page.url
    page.reload()
    photographer.take("workbench")
    photographer.take_narrow("workbench")

    page.get_by_role("button", name="Settings of Table").click()
    panel = page.get_by_role("complementary", name="Settings of Table")
    panel.get_by_role("button", name="Add transformation").click()
    page.get_by_role("menuitem", name="Group rows").click()
    photographer.take("table-transformations")
    page.keyboard.press("Control+z")
    panel.get_by_role("button", name="Close settings").click()

    _photograph_dialog(photographer, "keys", lambda: page.keyboard.press("?"))
    _photograph_dialog(photographer, "commands", lambda: page.keyboard.press("Control+k"))
    _photograph_dialog(photographer, "status-over-work", lambda: _show_status(page))
    page.get_by_role("textbox", name="Text of Notes").fill(NOTE + "\n\nDone.")
    page.keyboard.press("Control+s")
    _menu(page, "History")
    history = page.get_by_role("complementary", name="History")
    history.get_by_role("button", name="What changed in version 2").click()
    photographer.take("history")
    history.get_by_role("button", name="Preview version 1").click()
    photographer.take("history-preview")
    page.get_by_role("button", name="Back to your work").click()
    _menu(page, "Conversation")
    page.get_by_role("textbox", name="Message").fill("Shall we add the index to the chart?")
    page.get_by_role("button", name="Send").click()
    photographer.take("conversation")
    page.get_by_role("button", name="Close conversation").click()

    page.get_by_role("textbox", name="Text of Notes").fill("Not saved yet.")
    page.get_by_text("Unsaved changes").first.wait_for()
    _photograph_dialog(
        photographer, "leave", lambda: page.get_by_role("link", name="Benchdog, start page").click()
    )
    page.get_by_role("button", name="Undo", exact=True).click()

    page.get_by_role("button", name="Share").click()
    page.get_by_role("combobox", name="Until").select_option("7 days")
    photographer.take("share-question")
    photographer.take_narrow("share-question")
    page.get_by_role("button", name=re.compile("^(Create snapshot|Save and share)$")).click()
    link = page.get_by_role("textbox", name="Link").input_value()
    photographer.take("share")
    page.keyboard.press("Escape")
    _photograph_conflict(context.new_page(), page, address)
    return link


def _show_status(page: Page) -> None:
    page.get_by_role("button", name="Account of ada").click()
    page.get_by_role("menuitem", name="Status").click()
    page.get_by_role("dialog", name="Status").get_by_text("Answers").wait_for()


def _menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=item).click()


def _photograph_dialog(photographer: Photographer, name: str, open_it: Callable[[], None]) -> None:
    open_it()
    photographer.page.get_by_role("dialog").wait_for()
    photographer.take(name)
    dialog = photographer.page.get_by_role("dialog")
    while dialog.is_visible():
        photographer.page.keyboard.press("Escape")  # an open list of suggestions closes first
        photographer.page.wait_for_timeout(SETTLED_MS)


def _photograph_conflict(other: Page, page: Page, address: str) -> None:
    other.goto(address)
    other.get_by_role("textbox", name="Text of Notes").fill("What the second tab says.")
    page.get_by_role("textbox", name="Text of Notes").fill("What the first tab says.")
    page.keyboard.press("Control+s")
    page.get_by_text(re.compile("^Saved")).first.wait_for()
    other.bring_to_front()
    other.keyboard.press("Control+s")
    other.get_by_role("dialog").wait_for()
    Photographer(other).take("conflict")
    other.keyboard.press("Escape")
    other.close(run_before_unload=False)
    page.close()


def _photograph_visitor(context: BrowserContext, link: str) -> None:
    photographer = Photographer(context.new_page())
    page = photographer.page
    page.goto(link)
    _sign_in(page, "grace")
    page.get_by_role("button", name="Make my own copy").wait_for()
    photographer.take("snapshot")
    photographer.take_narrow("snapshot")
    page.goto("/manage?tab=visited")
    photographer.take("manage-visited")
    context.close()


def _photograph_templates(context: BrowserContext) -> None:
    for name, template in (
        ("map", "A week of earthquakes"),
        ("scatter", "Three species of penguins"),
        ("histogram", "Four years of weather"),
        ("bubbles", "Fifty years of countries"),
    ):
        page = context.new_page()
        page.goto("/")
        _close_recovery(page)
        page.get_by_role("button", name=re.compile(f"^{template}")).click()
        page.get_by_role("figure").first.wait_for()
        Photographer(page).take(name)
        page.close(run_before_unload=False)


def _photograph_studio(context: BrowserContext, service: RealService) -> None:
    """Data Studio open, and as it starts without the service, which is not there any more after it."""
    photographer = Photographer(context.new_page())
    page = photographer.page
    page.goto("/studio/stocks")
    _close_recovery(page)
    for kind in ("Filter rows", "New column", "Group rows"):
        page.get_by_role("button", name="Add transformation").click()
        page.get_by_role("menuitem", name=kind).click()
    page.get_by_role("textbox", name="Value").fill("IBM")
    page.get_by_role("button", name="One transformation back").click()
    page.get_by_text("Saved just now").wait_for()
    page.evaluate("scrollTo(0, 0)")
    photographer.take("studio")
    photographer.take_narrow("studio")
    page.goto("/studio")
    photographer.take("studio-data-sets")
    service.kill()
    page.get_by_role("link", name="Cars").click()
    page.get_by_text("Attempt 4 of 4").wait_for()
    photographer.take("studio-starting")
    page.get_by_role("button", name="Download my work").or_(page.get_by_role("alert")).first.wait_for()
    photographer.take("studio-recovery")


def _photograph_manager(context: BrowserContext) -> None:
    photographer = Photographer(context.new_page())
    page = photographer.page
    for title, tags in SESSIONS:
        page.request.post(
            "/persistence/sessions",
            data={"title": title, "tags": tags, "content": {"note": title}},
            headers=CLIENT,
        )
    _make_snapshots(page)
    page.goto("/")
    if _is_recovery_offered(page):
        photographer.take("recover")
    _close_recovery(page)
    photographer.take("start")
    photographer.take_narrow("start")
    page.goto("/manage")
    _close_recovery(page)
    page.get_by_role("button", name="Star Drogon maps").click()
    page.get_by_role("checkbox", name="Select Wells of 2026").check()
    photographer.take("manage")
    photographer.take_narrow("manage")
    _photograph_dialog(
        photographer, "manage-tags", lambda: page.get_by_role("button", name="Add tags").click()
    )
    page.get_by_role("button", name="Move Quarterly figures to the trash").click()
    page.goto("/manage?tab=trash")
    _close_recovery(page)
    photographer.take("manage-trash")
    photographer.take_narrow("manage-trash")
    _photograph_dialog(
        photographer,
        "manage-delete",
        lambda: page.get_by_role("button", name="Delete Quarterly figures for ever").click(),
    )
    page.goto("/manage?tab=snapshots")
    _close_recovery(page)
    photographer.take("manage-snapshots")
    photographer.take_narrow("manage-snapshots")
    _photograph_dialog(
        photographer,
        "sharing",
        lambda: page.get_by_role("button", name="Sharing of Wells, for the review").click(),
    )
    page.get_by_role("button", name="Sharing of Wells, for the review").click()
    _photograph_dialog(
        photographer, "sharing-change", lambda: page.get_by_role("button", name="Change…").click()
    )
    _photograph_dialog(
        photographer,
        "visits",
        lambda: page.get_by_role("button", name=re.compile("^Who opened")).first.click(),
    )
    page.goto("/status")
    _close_recovery(page)
    page.get_by_role("button", name=re.compile("^Show only correlation id")).first.wait_for()
    photographer.take("status")
    photographer.take_narrow("status")
    page.goto("/nothing/here")
    photographer.take("not-found")


def _make_snapshots(page: Page) -> None:
    """One of each kind; the last two are paused and deleted."""
    ids = []
    for title, members in SNAPSHOTS:
        data = {"title": title, "content": {"note": title}, **members}
        ids.append(page.request.post("/persistence/snapshots", data=data, headers=CLIENT).json()["id"])
    *_, paused, deleted = (f"/persistence/snapshots/{snapshot_id}" for snapshot_id in ids)
    page.request.patch(paused, data={"paused": True}, headers=CLIENT)
    page.request.delete(deleted, headers=CLIENT)


def _close_recovery(page: Page) -> None:
    """Drafts of the tabs before are offered, which one picture shows and the others do not."""
    if _is_recovery_offered(page):
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")


def _is_recovery_offered(page: Page) -> bool:
    """Asked when a page was opened: it looks for drafts first."""
    try:
        page.get_by_role("dialog").wait_for(timeout=RECOVERY_MS)
    except PlaywrightTimeout:
        return False
    return True


if __name__ == "__main__":
    main()
