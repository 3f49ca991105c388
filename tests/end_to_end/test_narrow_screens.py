"""The workbench on a telephone, and by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]
SMALLEST_TARGET = 24
"""CSS pixels, WCAG 2.2, 2.5.8."""


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


def small_buttons(page: Page) -> list[str]:
    boxes = page.get_by_role("button").evaluate_all(
        "(all) => all.map((each) => [each.getAttribute('aria-label') ?? each.textContent,"
        " each.getBoundingClientRect().width, each.getBoundingClientRect().height])"
    )
    return [name for name, width, height in boxes if 0 < min(width, height) < SMALLEST_TARGET]


def test_panels_and_lists_fit_a_telephone_and_give_the_focus_back(person: Meet):
    """[UX] 360 pixels, reduced motion, axe finds nothing; Esc closes, and the opener has the focus again."""
    ada = person("ada")
    page = ada.signed_in_tab()
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Save state")).to_contain_text("Saved")
    expect(page.get_by_role("textbox", name="Text of Notes")).to_be_visible()
    expect(page.get_by_role("figure").first).to_be_visible()
    assert_fits(page)
    assert small_buttons(page) == []

    more = page.get_by_role("button", name="More actions")
    for item in ("History", "Conversation"):
        more.click()
        page.get_by_role("menuitem", name=item).click()
        expect(page.get_by_role("complementary", name=item)).to_be_visible()
        assert_fits(page)
        page.keyboard.press("Escape")
        expect(more).to_be_focused()

    settings = page.get_by_role("button", name="Settings of Table")
    settings.click()
    expect(page.get_by_role("complementary", name="Settings of Table")).to_be_visible()
    assert_fits(page)
    page.keyboard.press("Escape")
    expect(settings).to_be_focused()

    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands")).to_be_visible()
    assert_fits(page)
    page.keyboard.press("Escape")
    expect(settings).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("keyboard keys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Keyboard keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(settings).to_be_focused()


def test_a_page_begins_at_its_top(person: Meet):
    """[UX] However far the one before it was scrolled."""
    ada = person("ada")
    page = ada.tab()
    page.set_viewport_size({"width": 360, "height": 320})
    page.get_by_label("Your name").fill(ada.name)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Start something new")).to_be_in_viewport()
    page.mouse.wheel(0, 400)
    page.wait_for_function("scrollY > 0")
    page.get_by_role("link", name="Your work").click()
    expect(page.get_by_role("heading", name="Your work")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
