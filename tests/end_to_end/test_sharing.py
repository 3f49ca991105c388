"""Links: made, sent, paused, changed, revoked; and what the other end of each of them reads."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]

CLIENT = {"X-Benchdog-Client": "test"}


def shared(page: Page, title: str, **members: Any) -> dict[str, Any]:
    """A snapshot, as another page of the same person has made it."""
    answer = page.request.post(
        "/persistence/snapshots",
        data={"title": title, "content": {"schema": "other/1"}, **members},
        headers=CLIENT,
    )
    assert answer.status == 201
    made: dict[str, Any] = answer.json()
    return made


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


def test_unsaved_work_is_saved_and_shared_and_its_link_is_paused_and_revoked(person: Meet):
    """[N1] [N2] [N4] The whole life of a link in the dialog that made it, seen from the other end."""
    ada, grace = person("ada"), person("grace").signed_in_tab()
    page = ada.signed_in_tab()
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("textbox", name="Text of Notes").fill("For Grace")

    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share a snapshot")
    dialog.get_by_role("combobox", name="Until").select_option("7 days")
    dialog.get_by_role("textbox", name="Note").fill("Look at 2008.")
    expect(dialog.get_by_role("status")).to_contain_text(
        "Anyone signed in who has the link can open it until"
    )
    assert violations(page) == []
    dialog.get_by_role("button", name="Save and share").click()

    ready = page.get_by_role("dialog", name="The link is ready")
    link = ready.get_by_role("textbox", name="Link")
    expect(link).to_be_focused()
    assert link.evaluate("(field) => field.value.slice(field.selectionStart, field.selectionEnd)") != ""
    expect(ready.get_by_text("Opened by 0 people")).to_be_visible()
    assert violations(page) == []
    address = link.input_value()
    grace.goto(address)
    expect(grace.get_by_text("Look at 2008.")).to_be_visible()
    expect(grace.get_by_role("region", name="Notes")).to_contain_text("For Grace")

    ready.get_by_role("button", name="Pause").click()
    expect(ready.get_by_role("status")).to_have_text("Paused. Nobody can open it until you resume it.")
    expect(ready.get_by_role("button", name="Resume")).to_be_enabled()
    grace.goto(address)
    expect(heading(grace)).to_have_text("This snapshot is paused")
    ready.get_by_role("button", name="Resume").click()
    ready.get_by_role("button", name="Revoke link").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Its link no longer opens.").first).to_be_visible()
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    grace.goto(address)
    expect(heading(grace)).to_have_text("This snapshot was deleted")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_text("restored.").first).to_be_visible()

    grace.goto(address)
    expect(grace.get_by_text("Viewing a snapshot")).to_be_visible()


def test_work_that_cannot_be_saved_is_not_shared_and_says_so(person: Meet):
    """[N1] [B7] No snapshot of what the person thinks is saved; what they wrote is kept."""
    page = person("ada").signed_in_tab()
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    page.get_by_role("textbox", name="Text of Notes").fill("For Grace")
    page.route("**/persistence/sessions**", lambda route: route.abort())
    page.get_by_role("button", name="Share").click()

    page.get_by_role("button", name="Save and share").click()

    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("nothing was shared")
    assert page.request.get("/persistence/snapshots").json()["items"] == []
    page.unroute("**/persistence/sessions**")
    page.get_by_role("button", name="Save and share").click()
    expect(page.get_by_role("dialog", name="The link is ready")).to_be_visible()


def test_deleted_expired_paused_and_unknown_are_different_words_on_different_pages(person: Meet):
    """[N3] Each says what the person can do; none offers to try again what cannot succeed."""
    ada = person("ada").signed_in_tab()
    grace = person("grace").signed_in_tab()
    soon = datetime.now(UTC) + timedelta(seconds=2)
    expired = shared(ada, "Expired", expires_at=soon.isoformat())
    deleted, paused = shared(ada, "Deleted"), shared(ada, "Paused")
    assert ada.request.delete(f"/persistence/snapshots/{deleted['id']}", headers=CLIENT).ok
    assert ada.request.patch(
        f"/persistence/snapshots/{paused['id']}", data={"paused": True}, headers=CLIENT
    ).ok
    while ada.request.get(f"/persistence/snapshots/{expired['id']}/metadata").status != 410:
        ada.wait_for_timeout(100)  # the service's own clock decides

    said = {}
    for name, snapshot_id in (
        ("deleted", deleted["id"]),
        ("expired", expired["id"]),
        ("paused", paused["id"]),
        ("unknown", "AAAAAAAAAAAA"),
    ):
        grace.goto(f"/snapshot/{snapshot_id}")
        expect(grace.get_by_role("link", name="Back to the start page")).to_be_visible()
        said[name] = heading(grace).inner_text()
        what = f"{name}: {grace.get_by_role('main').inner_text()}"
        expect(grace.get_by_role("button", name="Try again"), what).to_have_count(0)
        assert violations(grace) == [], name

    assert said == {
        "deleted": "This snapshot was deleted",
        "expired": "This snapshot has expired",
        "paused": "This snapshot is paused",
        "unknown": "There is nothing at this address",
    }


def test_the_list_of_links_says_who_until_when_and_how_many_and_changes_at_once(person: Meet):
    """[N2] [N4] One link is changed in its dialog, all are paused together; both are so after a reload."""
    ada, grace = person("ada").signed_in_tab(), person("grace").signed_in_tab()
    wells, rigs = shared(ada, "Map of wells"), shared(ada, "Table of rigs", audience="owner")
    assert grace.request.get(f"/persistence/snapshots/{wells['id']}").ok
    assert grace.request.get(f"/persistence/snapshots/{rigs['id']}").status == 404
    ada.goto("/manage?tab=snapshots")
    row = ada.get_by_role("listitem").filter(has_text="Map of wells")
    expect(row).to_contain_text("Anyone signed in · Opened by 1 person")
    expect(ada.get_by_role("listitem").filter(has_text="Table of rigs")).to_contain_text("Only you")

    ada.get_by_role("button", name="Sharing of Map of wells").click()
    dialog = ada.get_by_role("dialog", name="Sharing of “Map of wells”")
    expect(dialog.get_by_role("status")).to_have_text("Anyone signed in who has the link can open it.")
    dialog.get_by_role("button", name="Change…").click()
    expect(dialog.get_by_role("radio", name=re.compile("without signing in"))).to_have_count(0)
    dialog.get_by_role("radio", name="Only you").check()
    dialog.get_by_role("combobox", name="Until").select_option("A date…")
    dialog.get_by_label("Last day").fill("2020-01-01")
    expect(dialog.get_by_role("button", name="Apply")).to_be_disabled()
    dialog.get_by_label("Last day").fill("2099-12-31")
    assert violations(ada) == []
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_role("status")).to_contain_text("Only you can open it until 31 Dec 2099")
    ada.keyboard.press("Escape")
    expect(ada.get_by_role("button", name="Sharing of Map of wells")).to_be_focused()
    expect(row).to_contain_text("Only you · until 31 Dec 2099")

    ada.get_by_role("checkbox", name="Select all that are loaded").check()
    ada.get_by_role("button", name="Pause", exact=True).click()
    expect(row).to_contain_text("Paused · until 31 Dec 2099")
    ada.reload()
    expect(row).to_contain_text("Paused · until 31 Dec 2099")
    assert grace.request.get(f"/persistence/snapshots/{wells['id']}").status == 404


def test_a_link_that_cannot_be_changed_stays_as_it_was_and_says_so(person: Meet):
    """[UX] Nothing is shown as done that was not."""
    ada = person("ada").signed_in_tab()
    shared(ada, "Map of wells")
    ada.goto("/manage?tab=snapshots")
    ada.route("**/persistence/snapshots/*", lambda route: route.abort())
    ada.get_by_role("button", name="Sharing of Map of wells").click()

    ada.get_by_role("button", name="Pause").click()

    expect(ada.get_by_role("alert")).to_contain_text("“Map of wells” stays as before.")
    expect(ada.get_by_role("dialog").get_by_role("status")).to_contain_text("Anyone signed in")
