"""The start page, all that a person has, and the status page."""

import re
from typing import Final

from playwright.sync_api import Page

from tests.end_to_end.tour.guide import CLIENT, Guide, Look, Meet

SNAPSHOTS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("Wells, for the review", {"expires_at": "2099-12-31T12:00:00Z"}),
    ("My own copy of the maps", {"audience": "owner"}),
    ("Quarterly figures, paused", {}),
    ("Old figures", {}),
)
SESSIONS: Final[tuple[tuple[str, list[str]], ...]] = (
    ("Drogon maps", ["map", "team"]),
    ("Wells of 2026", ["map"]),
    ("Quarterly figures", []),
)


def show_the_lists(person: Meet, look: Look) -> None:
    guide = Guide(person("ada").signed_in_tab(), look)
    page = guide.page
    page.get_by_role("heading", name="Your sessions").wait_for()
    guide.show("start-empty")
    page.goto("/manage")
    page.get_by_role("tab", name=re.compile("^Sessions")).wait_for()
    guide.show("manage-empty")
    _make_sessions(page)
    _make_snapshots(page)
    page.goto("/")
    page.get_by_text("Drogon maps").first.wait_for()
    guide.show("start")
    guide.show_narrow("start")

    page.goto("/manage")
    page.get_by_role("button", name="Star Drogon maps").click()
    page.get_by_role("checkbox", name="Select Wells of 2026").check()
    guide.show("manage")
    guide.show_narrow("manage")
    guide.show_dialog("manage-tags", lambda: page.get_by_role("button", name="Add tags").click())
    page.get_by_role("button", name="Move Quarterly figures to the trash").click()

    page.goto("/manage?tab=trash")
    delete = page.get_by_role("button", name="Delete Quarterly figures for ever")
    delete.wait_for()
    guide.show("manage-trash")
    guide.show_narrow("manage-trash")
    guide.show_dialog("manage-delete", delete.click)

    page.goto("/manage?tab=snapshots")
    sharing = page.get_by_role("button", name="Sharing of Wells, for the review")
    sharing.wait_for()
    guide.show("manage-snapshots")
    guide.show_narrow("manage-snapshots")
    guide.show_dialog("sharing", sharing.click)
    sharing.click()
    guide.show_dialog("sharing-change", lambda: page.get_by_role("button", name="Change…").click())
    guide.show_dialog(
        "visits", lambda: page.get_by_role("button", name=re.compile("^Who opened")).first.click()
    )

    page.goto("/manage?tab=visited")
    page.get_by_text("Snapshots that you opened by their link.").wait_for()
    guide.show_narrow("manage-visited")

    page.goto("/status")
    page.get_by_role("button", name=re.compile("^Show only correlation id")).first.wait_for()
    guide.show("status")
    guide.show_narrow("status")


def _make_sessions(page: Page) -> None:
    for title, tags in SESSIONS:
        data = {"title": title, "tags": tags, "content": {"note": title}}
        page.request.post("/persistence/sessions", data=data, headers=CLIENT)


def _make_snapshots(page: Page) -> None:
    """One of each kind; the last two are paused and deleted."""
    ids = []
    for title, members in SNAPSHOTS:
        data = {"title": title, "content": {"note": title}, **members}
        ids.append(page.request.post("/persistence/snapshots", data=data, headers=CLIENT).json()["id"])
    *_, paused, deleted = (f"/persistence/snapshots/{snapshot_id}" for snapshot_id in ids)
    page.request.patch(paused, data={"paused": True}, headers=CLIENT)
    page.request.delete(deleted, headers=CLIENT)
