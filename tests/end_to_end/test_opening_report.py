"""What a person is told when a session cannot be shown as it was saved."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person
from tests.end_to_end.stored_contents import UNFITTING

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]


def test_what_was_adjusted_is_listed_module_by_module_and_nothing_is_changed(person: Meet, tmp_path: Path):
    """[B9] In one line, in a dialog, and as a file; the focus returns, and 360 pixels are enough."""
    page = person("ada").signed_in_tab()
    made = page.request.post(
        "/persistence/sessions",
        data={"title": "Profits", "content": UNFITTING},
        headers={"X-Benchdog-Client": "test"},
    ).json()
    page.goto(f"/?session={made['id']}")
    expect(page.get_by_text("Shown otherwise than it was saved, to fit the data: “Profits”.")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    details = page.get_by_role("button", name="Details")

    details.click()

    dialog = page.get_by_role("dialog", name="What was adjusted on opening")
    expect(dialog.get_by_text("Horizontal axis: chosen “profit”, shown")).to_be_visible()
    expect(dialog.get_by_text("This version of Benchdog does not know this kind of module.")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download the list").click()
    download.value.save_as(tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert [(each["title"], each["cannotBeOpened"] is None) for each in report] == [
        ("Profits", True),
        ("Our globe", False),
    ]
    page.keyboard.press("Escape")
    expect(details).to_be_focused()
    expect(page.get_by_label("Save state")).to_contain_text("Saved")
