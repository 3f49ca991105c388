"""Work that a newer version of the application made: looked at, taken along, never changed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person
from tests.end_to_end.stored_contents import OF_A_NEWER_VERSION

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]
HEADERS = {"X-Benchdog-Client": "test"}


def stored(page: Page, session_id: str) -> Any:
    return page.request.get(f"/persistence/sessions/{session_id}").json()


def test_a_session_and_a_snapshot_of_a_newer_version_open_read_only(person: Meet, tmp_path: Path):
    """[C7] As far as this version understands them; no key and no command saves anything."""
    page = person("ada").signed_in_tab()
    session = {"title": "Drogon maps", "content": OF_A_NEWER_VERSION}
    made = page.request.post("/persistence/sessions", data=session, headers=HEADERS).json()
    shared = page.request.post("/persistence/snapshots", data=session, headers=HEADERS).json()
    writes: list[str] = []
    page.on("request", lambda sent: writes.append(sent.url) if sent.method != "GET" else None)

    for address in (f"/?session={made['id']}", f"/snapshot/{shared['id']}"):
        page.goto(address)
        expect(page.get_by_text("Made with a newer version · read-only")).to_be_visible()
        expect(page.get_by_role("heading", name="Drogon maps", level=1)).to_be_visible()
        expect(page.get_by_text("Written in the year 2030.")).to_be_visible()
        expect(page.get_by_role("button", name="Save")).to_have_count(0)
        expect(page.get_by_role("textbox")).to_have_count(0)
        assert violations(page) == []
        page.keyboard.press("Control+s")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("dialog", name="Commands")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Save"))).to_have_count(0)
        page.keyboard.press("Escape")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download", exact=True).click()
        download.value.save_as(tmp_path / "work.json")
        assert json.loads((tmp_path / "work.json").read_text())["content"] == OF_A_NEWER_VERSION

    page.goto("/")
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert stored(page, made["id"])["metadata"]["etag"] == made["etag"]
    assert writes == []


def test_a_newer_version_saved_elsewhere_meanwhile_is_not_replaced(person: Meet):
    """[C7] [B4] The person may keep both or look at it; their own work stays on the device."""
    ada = person("ada")
    page = ada.signed_in_tab()
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Save state")).to_contain_text("Saved")
    session_id = page.url.split("session=")[1]
    newer = {**stored(page, session_id)["metadata"], "content": OF_A_NEWER_VERSION}
    save = {key: newer[key] for key in ("title", "description", "tags", "content")}
    answer = page.request.put(
        f"/persistence/sessions/{session_id}", data=save, headers={**HEADERS, "If-Match": "*"}
    )
    assert answer.ok

    page.get_by_role("textbox", name="Text of Notes").fill("What this tab says.")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("made with a newer version")).to_be_visible()
    expect(dialog.get_by_role("button", name=re.compile("^(Replace|Save merged)"))).to_have_count(0)
    assert violations(page) == []
    dialog.get_by_role("button", name="Use the server's").click()

    expect(page.get_by_text("Made with a newer version · read-only")).to_be_visible()
    assert stored(page, session_id)["content"] == OF_A_NEWER_VERSION
    page.goto("/")
    expect(page.get_by_role("dialog", name="Recover your work?")).to_be_visible()
