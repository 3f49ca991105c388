"""Whatever goes wrong while somebody works: what they typed is on the server or in a draft of the device."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.end_to_end.notes_desk import SAVES, NotesDesk
from tests.end_to_end.person import EXPECT_TIMEOUT_MS, Person
from tests.real_service import RealService

pytestmark = pytest.mark.browser

SAVED = re.compile("^Saved")
CONFLICT = 412
FIRST_SAVE = 2
"""The number of the version that follows the one that every desk begins with."""


SLOW = pytest.mark.slow
"""The others of its kind run in `make test`, all of them in `make test-faults`."""


@pytest.fixture
def desk(person: Callable[[str], Person]) -> NotesDesk:
    return NotesDesk(person("ada"))


def refusing(status: int, code: str, **details: Any) -> Callable[[Route], None]:
    """An answer that the service gives without having done anything. [E1]"""
    error = {
        "code": code,
        "message": code,
        "user_message": "Not now.",
        "recovery_actions": [],
        "technical_details": {"correlation_id": "c-1", "retry_suggested": False, **details},
    }
    headers = {"Retry-After": "1"} if status in {429, 503} else {}

    def answer(route: Route) -> None:
        route.fulfill(status=status, json={"success": False, "error": error}, headers=headers)

    return answer


def losing_the_answer(route: Route) -> None:
    """The real service does what was asked, and nobody hears of it."""
    route.fetch()
    route.abort("connectionreset")


def losing_the_request(route: Route) -> None:
    route.abort("connectionrefused")


def forgetting_the_condition(route: Route) -> None:
    """A proxy on the way drops `If-Match`: the real service answers 428."""
    headers = {name: value for name, value in route.request.headers.items() if name != "if-match"}
    route.continue_(headers=headers)


def on_saves(page: Page, handler: Callable[[Route], None], times: int = 1) -> None:
    """Only changes: reading and polling go on."""
    left = [times]

    def handle(route: Route) -> None:
        if route.request.method == "GET" or left[0] == 0:
            route.fallback()
            return
        left[0] -= 1
        handler(route)

    page.route(SAVES, handle)


def held_save(desk: NotesDesk) -> Route:
    """Saves; the request waits for the test."""
    held: list[Route] = []
    on_saves(desk.page, held.append)
    desk.press_save()
    while not held:
        desk.page.wait_for_timeout(10)  # the browser is another process, which no injected clock reaches
    return held[0]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refusing(409, "idempotency_in_progress"), id="409", marks=SLOW),
        pytest.param(refusing(413, "content_too_large", size_bytes=2, limit_bytes=1), id="413", marks=SLOW),
        pytest.param(forgetting_the_condition, id="428"),
        pytest.param(refusing(429, "rate_limited"), id="429", marks=SLOW),
        pytest.param(refusing(503, "database_unavailable"), id="503", marks=SLOW),
        pytest.param(refusing(500, "internal_error"), id="500", marks=SLOW),
        pytest.param(losing_the_answer, id="answer lost"),
        pytest.param(losing_the_request, id="request lost", marks=SLOW),
    ],
)
def test_a_save_that_fails_loses_nothing_and_the_next_one_arrives(
    desk: NotesDesk, fault: Callable[[Route], None]
):
    """[B2] [E2] [R1] [R4]"""
    on_saves(desk.page, fault)
    desk.write("typed before the fault")

    desk.press_save()

    desk.expect_kept("typed before the fault")
    desk.page.keyboard.press("Escape")
    desk.write("typed after it")
    desk.press_save()
    expect(desk.save_state).to_contain_text(SAVED)
    assert "typed after it" in desk.on_server()


def test_what_is_typed_during_a_save_stays_unsaved(desk: NotesDesk):
    """[B1]"""
    desk.write("sent")
    save = held_save(desk)

    desk.write("typed meanwhile")
    desk.expect_kept("typed meanwhile")
    save.continue_()

    expect(desk.save_state).to_contain_text("Unsaved changes · kept on this device")
    assert "sent" in desk.on_server()
    desk.expect_kept("typed meanwhile")


@pytest.mark.parametrize(
    "arrives",
    [
        pytest.param(False, id="before it arrives", marks=SLOW),
        pytest.param(True, id="before it is answered"),
    ],
)
def test_a_reload_in_the_midst_of_a_save_sends_it_once(desk: NotesDesk, *, arrives: bool):
    """[B2] [B7] [R4] Nobody has to open a draft for it."""
    desk.write("sent")
    save = held_save(desk)
    if arrives:
        save.fetch()

    desk.page.reload()

    expect(desk.note(desk.page, "Left")).to_have_value("sent")
    expect(desk.save_state).to_contain_text(SAVED)
    assert desk.version() == FIRST_SAVE
    assert desk.drafts() == []


def test_the_service_dies_during_a_save_and_the_save_arrives_later(desk: NotesDesk, service: RealService):
    """[B7] [S6]"""

    def dies(route: Route) -> None:
        service.kill()
        route.abort("connectionreset")

    on_saves(desk.page, dies)
    desk.write("sent to a dying service")

    desk.press_save()

    expect(desk.save_state).to_contain_text(re.compile("Reconnecting… [0-9]+ s"))
    service.start()
    expect(desk.save_state).to_contain_text(SAVED, timeout=2 * EXPECT_TIMEOUT_MS)
    assert "sent to a dying service" in desk.on_server()


def test_a_save_asked_for_offline_is_sent_when_the_network_is_back(desk: NotesDesk):
    """[B7] Once, and without anybody asking again."""
    desk.page.context.set_offline(True)
    desk.write("typed on a train")
    desk.press_save()
    expect(desk.save_state).to_contain_text("Offline · kept on this device, will save when online")

    desk.page.context.set_offline(False)

    expect(desk.save_state).to_contain_text(SAVED)
    assert "typed on a train" in desk.on_server()


def test_a_minute_without_a_network_ends_the_grace_and_loses_nothing(desk: NotesDesk):
    """[B7] 30 seconds are called *Reconnecting…*; editing goes on after them, and one save is sent."""
    desk.page.clock.install()
    on_saves(desk.page, losing_the_request, times=100)
    desk.write("asked to save")
    desk.press_save()
    expect(desk.save_state).to_contain_text(re.compile("Reconnecting… [0-9]+ s"))

    desk.page.clock.run_for(60_000)

    expect(desk.save_state).to_contain_text("Offline · kept on this device, will save when online")
    desk.write("typed after a minute")
    desk.page.clock.run_for(1_000)
    desk.expect_kept("typed after a minute")
    desk.page.unroute_all()
    desk.page.evaluate("dispatchEvent(new Event('online'))")
    desk.page.clock.run_for(30_000)
    expect(desk.save_state).to_contain_text(SAVED)
    assert "typed after a minute" in desk.on_server()
    assert desk.version() == FIRST_SAVE


def test_a_sign_in_that_ends_in_the_midst_of_a_save_loses_nothing(desk: NotesDesk):
    """[B7] The real service answers 401; after signing in again in place the save goes on."""
    desk.write("sent")
    save = held_save(desk)
    desk.write("typed meanwhile")
    desk.forget_sign_in()

    save.continue_(headers={**save.request.headers, "cookie": ""})

    dialog = desk.page.get_by_role("dialog", name="Sign in again")
    desk.expect_drafted("typed meanwhile")
    dialog.get_by_role("button", name="Sign in").click()
    expect(desk.save_state).to_contain_text(SAVED)
    assert "typed meanwhile" in desk.on_server()


def test_a_full_device_is_said_and_saving_goes_on(desk: NotesDesk):
    """[B2]"""
    desk.page.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("No room is left.", "QuotaExceededError");
          };
        }"""
    )
    desk.write("typed on a full device")

    banner = desk.page.get_by_role("alert", name="Not backed up · browser storage is full")
    expect(banner).to_be_visible()
    banner.get_by_role("button", name="Save now").click()

    expect(desk.save_state).to_contain_text(SAVED)
    expect(banner).to_be_hidden()
    assert "typed on a full device" in desk.on_server()


@pytest.mark.parametrize("days", [pytest.param(-400, id="back"), pytest.param(1, id="forward", marks=SLOW)])
def test_a_clock_that_jumps_makes_no_conflict_and_loses_nothing(desk: NotesDesk, days: int):
    """[S3] ETags decide, and no clock."""
    desk.page.clock.install()
    desk.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=days))
    desk.write("typed at another time")

    desk.press_save()

    expect(desk.save_state).to_contain_text(SAVED)
    assert "typed at another time" in desk.on_server()
    desk.write("and a little later")
    desk.expect_kept("and a little later")


class TestTwoPlaces:
    """[B4] [S3]"""

    def test_edits_of_different_modules_are_merged_and_can_be_undone(self, desk: NotesDesk):
        desk.save_elsewhere("left one", "right from elsewhere")
        desk.write("left from here")

        desk.press_save()

        expect(desk.note(desk.page, "Right")).to_have_value("right from elsewhere")
        expect(desk.save_state).to_contain_text(SAVED)
        saved = desk.on_server()
        assert "left from here" in saved
        assert "right from elsewhere" in saved
        desk.page.get_by_role("button", name="Undo", exact=True).last.click()
        expect(desk.note(desk.page, "Right")).to_have_value("right one")
        expect(desk.note(desk.page, "Left")).to_have_value("left from here")

    def test_one_module_that_both_changed_is_chosen_by_itself(self, desk: NotesDesk):
        desk.save_elsewhere("left from elsewhere", "right from elsewhere")
        desk.write("left from here")
        desk.press_save()
        dialog = desk.page.get_by_role("dialog", name=re.compile("was changed in two places"))
        expect(dialog).to_contain_text("0 of 1 decided")
        expect(dialog.get_by_role("button", name="Save merged")).to_be_disabled()

        dialog.get_by_role("radiogroup", name="Take Left from").get_by_text("This tab").click()
        dialog.get_by_role("button", name="Save merged").click()

        expect(desk.save_state).to_contain_text(SAVED)
        saved = desk.on_server()
        assert "left from here" in saved
        assert "right from elsewhere" in saved

    def test_a_further_change_during_the_dialog_loses_no_choice(self, desk: NotesDesk):
        desk.save_elsewhere("left from elsewhere", "right one")
        desk.write("left from here")
        desk.press_save()
        dialog = desk.page.get_by_role("dialog", name=re.compile("was changed in two places"))
        dialog.get_by_role("radiogroup", name="Take Left from").get_by_text("This tab").click()

        desk.save_elsewhere("left again", "right again")
        merged = dialog.get_by_role("button", name="Save merged")
        with desk.page.expect_response(lambda response: response.request.method == "PUT") as answer:
            merged.click()
        # Unless a look at the service came before it, the save meets the second change.
        if answer.value.status == CONFLICT:
            expect(dialog).to_contain_text("1 of 1 decided")
            merged.click()

        expect(desk.save_state).to_contain_text(SAVED)
        saved = desk.on_server()
        assert "left from here" in saved
        assert "right again" in saved

    def test_a_save_is_seen_in_the_other_tab_at_once(self, desk: NotesDesk):
        other = desk.another_tab()
        desk.write("saved in the first tab")

        desk.press_save()

        expect(other.get_by_text(re.compile("Newer copy on server"))).to_be_visible(timeout=5_000)
