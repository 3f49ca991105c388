"""A save that the service could not take: it waits on the device, through reloads, and arrives once."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.end_to_end.failing_database import FailingDatabase
from tests.end_to_end.notes_desk import NotesDesk
from tests.end_to_end.person import EXPECT_TIMEOUT_MS, Person
from tests.real_service import RealService

pytestmark = pytest.mark.browser

SLOW = pytest.mark.slow
SAVED = re.compile("^Saved")
NOT_SAVED = re.compile("Couldn't save|Reconnecting|Not confirmed")
FIRST_SAVE = 2
"""The number of the version that follows the one that every desk begins with."""


@pytest.fixture
def desk(person: Callable[[str], Person]) -> NotesDesk:
    return NotesDesk(person("ada"))


@pytest.fixture
def database(service: RealService, tmp_path: Path) -> Iterator[FailingDatabase]:
    failing = FailingDatabase(service, tmp_path / "faults.json")
    yield failing
    failing.recover()


def refusal(status: int, **more: Any) -> dict[str, Any]:
    return {"fault": {"kind": "refusal", "status": status, **more}}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refusal(429, substatus=3200, retry_after_ms=500), id="429", marks=SLOW),
        pytest.param(refusal(449), id="449", marks=SLOW),
        pytest.param(refusal(503), id="503"),
        pytest.param({"fault": {"kind": "disconnection"}}, id="disconnected", marks=SLOW),
    ],
)
def test_it_arrives_by_itself_when_the_database_is_well(
    desk: NotesDesk, database: FailingDatabase, fault: dict[str, Any]
):
    """[B7] [R1] [E2] Nobody asks again, and it is saved once."""
    database.strike(**fault)
    desk.write("typed while the database failed")
    desk.press_save()
    expect(desk.save_state).to_contain_text(NOT_SAVED)
    desk.expect_kept("typed while the database failed")

    database.recover()

    expect(desk.save_state).to_contain_text(SAVED, timeout=2 * EXPECT_TIMEOUT_MS)
    assert "typed while the database failed" in desk.on_server()
    assert desk.version() == FIRST_SAVE


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"fault": {"kind": "disconnection", "when": "after"}}, id="disconnected"),
        pytest.param(refusal(503, when="after"), id="503", marks=SLOW),
    ],
)
def test_it_is_found_where_it_was_applied_and_nobody_said_so(
    desk: NotesDesk, database: FailingDatabase, fault: dict[str, Any]
):
    """[S4] [R4] A lost answer between the service and the database is no second version."""
    database.strike(**fault)
    desk.write("typed before the answer was lost")

    desk.press_save()

    expect(desk.save_state).to_contain_text(SAVED, timeout=2 * EXPECT_TIMEOUT_MS)
    assert "typed before the answer was lost" in desk.on_server()
    assert desk.version() == FIRST_SAVE


@pytest.mark.parametrize(
    "moment",
    ["before", pytest.param("commit", marks=SLOW), pytest.param("after", marks=SLOW)],
)
def test_it_survives_a_service_that_dies_of_it(desk: NotesDesk, database: FailingDatabase, moment: str):
    """[B7] [S6] [S8] Where it was not applied, the next process does it once the lease of the first ends."""
    database.strike(fault={"kind": "process_end", "when": moment})
    desk.write("typed before the service died")
    desk.press_save()
    expect(desk.save_state).to_contain_text(NOT_SAVED)
    desk.expect_kept("typed before the service died")

    database.recover()
    desk.press_save()

    expect(desk.save_state).to_contain_text(SAVED, timeout=3 * EXPECT_TIMEOUT_MS)
    assert "typed before the service died" in desk.on_server()
    assert desk.version() == FIRST_SAVE


def test_a_full_disk_is_said_and_the_next_save_arrives(desk: NotesDesk, database: FailingDatabase):
    """[E2] [B8]"""
    database.strike(fault={"kind": "full_disk"})
    desk.write("typed while the disk was full")
    desk.press_save()
    desk.expect_kept("typed while the disk was full")
    expect(desk.save_state).to_contain_text("Couldn't save")
    desk.page.keyboard.press("Escape")

    database.recover()
    desk.press_save()

    expect(desk.save_state).to_contain_text(SAVED)
    assert "typed while the disk was full" in desk.on_server()


class TestThroughAReload:
    """[B7] [R4] It is sent once, without anybody opening its draft."""

    def test_when_the_database_is_well_again(self, desk: NotesDesk, database: FailingDatabase):
        database.strike(**refusal(503))
        desk.write("asked to save")
        desk.press_save()
        expect(desk.save_state).to_contain_text(NOT_SAVED)
        desk.page.reload()
        dialog = desk.page.get_by_role("dialog", name="Recover your work?")
        expect(dialog).to_be_visible(timeout=2 * EXPECT_TIMEOUT_MS)

        database.recover()

        saved = desk.page.get_by_text("“Two notes” is saved now")
        expect(saved.first).to_be_visible(timeout=2 * EXPECT_TIMEOUT_MS)
        expect(dialog).to_be_hidden()
        assert "asked to save" in desk.on_server()
        assert desk.version() == FIRST_SAVE
        assert desk.drafts() == []

    def test_in_a_new_tab_after_the_first_one_crashed(
        self, desk: NotesDesk, database: FailingDatabase, person: Callable[[str], Person]
    ):
        database.strike(**refusal(503))
        desk.write("asked to save")
        desk.press_save()
        expect(desk.save_state).to_contain_text(NOT_SAVED)
        desk.crash()
        database.recover()

        desk.page = desk.another_tab()

        expect(desk.note(desk.page, "Left")).to_have_value("asked to save")
        expect(desk.save_state).to_contain_text(SAVED)
        assert desk.version() == FIRST_SAVE

    def test_while_the_first_try_is_still_being_carried_out(self, desk: NotesDesk, database: FailingDatabase):
        """[S8] 409 `idempotency_in_progress` until it is done."""
        database.strike(times=1, fault={"kind": "delay", "seconds": 4})
        desk.write("asked to save")
        with desk.page.expect_request(lambda request: request.method == "PUT"):
            desk.press_save()
        in_progress: list[int] = []
        desk.page.on("response", lambda answer: in_progress.append(answer.status))

        desk.page.reload()

        expect(desk.page.get_by_text("“Two notes” is saved now").first).to_be_visible(
            timeout=2 * EXPECT_TIMEOUT_MS
        )
        assert 409 in in_progress
        assert "asked to save" in desk.on_server()
        assert desk.version() == FIRST_SAVE

    def test_and_a_newer_copy_keeps_it_a_draft_that_is_offered(
        self, desk: NotesDesk, database: FailingDatabase
    ):
        """[S3] [B3]"""
        database.strike(times=20, **refusal(503))
        desk.write("mine")
        desk.press_save()
        expect(desk.save_state).to_contain_text(NOT_SAVED)
        database.recover()
        desk.crash()
        desk.save_elsewhere("theirs", "right one")

        desk.page = desk.another_tab()

        dialog = desk.page.get_by_role("dialog", name="Recover your work?")
        expect(dialog).to_contain_text("newer server copy")
        desk.expect_kept("mine")
        assert "theirs" in desk.on_server()
