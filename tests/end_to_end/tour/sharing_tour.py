"""A link: made, followed by somebody else, and at its end."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from tests.end_to_end.tour.guide import CLIENT, Guide, Look, Meet
from tests.end_to_end.tour.workbench_tour import NOTE, write


def show_sharing(person: Meet, look: Look) -> None:
    guide = Guide(person("ada").signed_in_tab(), look)
    page = guide.page
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    write(page, NOTE)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("combobox", name="Until").select_option("7 days")
    guide.show("share-question")
    guide.show_narrow("share-question")
    page.get_by_role("button", name=re.compile("^(Create snapshot|Save and share)$")).click()
    link = page.get_by_role("textbox", name="Link").input_value()
    guide.show("share")

    visitor = Guide(person("grace").signed_in_tab(link), look)
    visitor.page.get_by_role("button", name="Make my own copy").wait_for()
    visitor.show("snapshot")
    visitor.show_narrow("snapshot")
    visitor.page.goto("/manage?tab=visited")
    visitor.page.get_by_role("link", name=re.compile("^Stocks")).first.wait_for()
    visitor.show("manage-visited")
    _show_the_ends(page, visitor)


def _show_the_ends(owner: Page, visitor: Guide) -> None:
    """What a link says that is paused, deleted or past its time, and one that never was. [N3]"""
    soon = datetime.now(UTC) + timedelta(seconds=1)
    paused, deleted = _shared(owner, "Paused"), _shared(owner, "Deleted")
    expired = _shared(owner, "Expired", expires_at=soon.isoformat())
    owner.request.patch(f"/persistence/snapshots/{paused}", data={"paused": True}, headers=CLIENT)
    owner.request.delete(f"/persistence/snapshots/{deleted}", headers=CLIENT)
    while owner.request.get(f"/persistence/snapshots/{expired}/metadata").status != 410:
        owner.wait_for_timeout(100)  # the service's own clock decides
    for name, snapshot_id, words in (
        ("snapshot-paused", paused, "paused"),
        ("snapshot-deleted", deleted, "deleted"),
        ("snapshot-expired", expired, "expired"),
        ("not-found", "AAAAAAAAAAAA", "nothing"),
    ):
        visitor.page.goto(f"/snapshot/{snapshot_id}")
        visitor.page.get_by_role("heading", level=1).filter(has_text=re.compile(words)).wait_for()
        visitor.show(name)


def _shared(page: Page, title: str, **members: str) -> str:
    data = {"title": title, "content": {"note": title}, **members}
    made = page.request.post("/persistence/snapshots", data=data, headers=CLIENT).json()
    snapshot_id: str = made["id"]
    return snapshot_id
