"""
Writes docs/screenshots/: the pages as a person sees them, from the real service in real Chromium.

Run it with `make screenshots` after the pages changed, and look at the pictures.
"""

import os
import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.end_to_end.conftest import CHROMIUM_ARGUMENTS
from tests.real_service import running_service

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SETTLED_MS = 600
NOTE = (
    "Google went public in August 2004 and passed 700 in late 2007.\n\n"
    "IBM hardly moved through the crisis of 2008.\n\nTo do: compare with the index."
)


class Photographer:
    """Takes one picture after another of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def take(self, name: str) -> None:
        self.page.mouse.move(0, 0)
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
        link = _photograph_owner(browser, service.url)
        _photograph_visitor(browser, service.url, link)
        browser.close()


def _photograph_owner(browser: Browser, url: str) -> str:
    """The pages of somebody who works; answers the link of a snapshot."""
    context = browser.new_context(
        base_url=url, viewport={"width": 1280, "height": 800}, device_scale_factor=1
    )
    photographer = Photographer(context.new_page())
    page = photographer.page
    page.goto("/")
    photographer.take("sign-in")
    page.get_by_label("Your name").fill("ada")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("textbox", name="Text of Notes").fill(NOTE)
    page.keyboard.press("Control+s")
    page.get_by_text(re.compile("^Saved")).first.wait_for()
    address = page.url
    page.reload()
    photographer.take("workbench")
    page.emulate_media(color_scheme="dark")
    photographer.take("workbench-dark")
    page.emulate_media(color_scheme="light")

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Create snapshot").click()
    link = page.get_by_role("textbox", name="Link").input_value()
    photographer.take("share")
    page.keyboard.press("Escape")
    _photograph_conflict(context.new_page(), page, address)
    page.goto("/")
    photographer.take("start")
    context.close()
    return link


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
    other.get_by_role("button", name="Use the server's").click()
    other.get_by_role("dialog").wait_for(state="hidden")
    other.close()


def _photograph_visitor(browser: Browser, url: str, link: str) -> None:
    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 800})
    photographer = Photographer(context.new_page())
    page = photographer.page
    page.goto(link)
    page.get_by_label("Your name").fill("grace")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Make my own copy").wait_for()
    photographer.take("snapshot")
    page.set_viewport_size({"width": 400, "height": 800})
    photographer.take("snapshot-narrow")
    context.close()


if __name__ == "__main__":
    main()
