"""The main job, as people do it: real Chromium, the built application, the real service."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]

CSV = (
    "day,price,shop\n2026-01-01,3.5,north\n2026-01-02,4.25,north\n2026-01-01,2,south\n2026-01-02,2.5,south\n"
)
SESSION_ADDRESS = re.compile(r"/\?session=[A-Za-z0-9_-]{12}$")


def save_state(page: Page):
    return page.get_by_role("status", name="Save state")


def notes(page: Page):
    return page.get_by_role("textbox", name="Text of Notes")


def start_with_stocks(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Stocks")).click()
    expect(
        page.get_by_role("figure", name=re.compile("line chart of price by date, 5 lines"))
    ).to_be_visible()


def save(page: Page) -> str:
    """Saves with the keyboard; the address is then that of the session."""
    page.keyboard.press("Control+s")
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))
    expect(page).to_have_url(SESSION_ADDRESS)
    return page.url


def start_saved_session(page: Page, text: str) -> str:
    start_with_stocks(page)
    notes(page).fill(text)
    return save(page)


def expect_draft_kept(page: Page) -> None:
    expect(save_state(page)).to_contain_text("Unsaved changes · kept on this device")


def test_the_whole_story(person: Meet):
    """[B1] [N1] [N4] [B6] Arrange, save, close, come back; share, be visited and counted."""
    ada = person("ada")
    page = ada.signed_in_tab()
    start_with_stocks(page)
    expect(save_state(page)).to_contain_text("Not saved yet")
    notes(page).fill("MSFT fell in 2002.")
    page.get_by_role("button", name="Move, resize, rename or remove Notes").click()
    page.get_by_role("menuitem", name="Taller").click()
    page.keyboard.press("Escape")
    address = save(page)
    page.close()

    page = ada.tab(address)
    expect(page.get_by_role("figure", name=re.compile("price by date, 5 lines"))).to_be_visible()
    expect(page.get_by_role("region", name="Table").first).to_contain_text("MSFT")
    expect(notes(page)).to_have_value("MSFT fell in 2002.")
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Create snapshot").click()
    link = page.get_by_role("textbox", name="Link").input_value()
    page.keyboard.press("Escape")

    grace = person("grace")
    visit = grace.signed_in_tab(link)
    expect(visit.get_by_text("Viewing a snapshot")).to_be_visible()
    expect(visit.get_by_role("figure", name=re.compile("price by date, 5 lines"))).to_be_visible()
    expect(visit.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    expect(visit.get_by_role("button", name="Add module")).to_have_count(0)
    expect(visit.get_by_role("region", name="Notes")).to_contain_text("MSFT fell in 2002.")
    expect(notes(visit)).to_have_count(0)

    page.goto("/")
    snapshots = page.get_by_role("region", name="Your snapshots")
    expect(snapshots).to_contain_text("Opened by 1 person")

    visit.get_by_role("button", name="Make my own copy").click()
    expect(notes(visit)).to_be_editable()
    notes(visit).fill("Grace's own words.")
    assert save(visit) != address


def test_a_persons_own_csv_is_drawn_and_kept(person: Meet, tmp_path: Path):
    """[C1] Its rows are part of the content."""
    file = tmp_path / "shops.csv"
    file.write_text(CSV, "utf-8")
    page = person("ada").signed_in_tab()

    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=re.compile("Your own CSV")).click()
    chosen.value.set_files(file)

    expect(page.get_by_role("figure", name=re.compile("line chart of price by day, 2 lines"))).to_be_visible()
    save(page)
    page.reload()
    expect(page.get_by_role("figure", name=re.compile("line chart of price by day, 2 lines"))).to_be_visible()
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))


def test_opening_and_looking_around_changes_nothing(person: Meet):
    """[B1] Opening, resizing the window and reloading never make a session look edited."""
    page = person("ada").signed_in_tab()
    start_saved_session(page, "one")

    page.reload()
    expect(notes(page)).to_have_value("one")
    page.set_viewport_size({"width": 420, "height": 800})
    page.set_viewport_size({"width": 1600, "height": 900})
    page.keyboard.press("Control+s")

    expect(page.get_by_role("paragraph").filter(has_text="Already saved")).to_be_visible()
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))


class TestTwoTabs:
    """[S3] [B4] One session is edited in two tabs: the second is told, and nothing is overwritten."""

    @pytest.fixture
    def tabs(self, person: Meet) -> tuple[Page, Page]:
        """The first tab has saved; the second one edited the version before."""
        ada = person("ada")
        first = ada.signed_in_tab()
        address = start_saved_session(first, "before")
        second = ada.tab(address)
        expect(notes(second)).to_have_value("before")
        notes(first).fill("first tab")
        save(first)
        notes(second).fill("second tab")
        expect_draft_kept(second)
        second.keyboard.press("Control+s")
        return first, second

    def conflict(self, page: Page):
        dialog = page.get_by_role("dialog", name=re.compile("was changed in two places"))
        expect(dialog).to_be_visible()
        return dialog

    def test_nothing_is_overwritten(self, tabs: tuple[Page, Page]):
        first, second = tabs
        self.conflict(second)

        first.reload()

        expect(notes(first)).to_have_value("first tab")
        expect(notes(second)).to_have_value("second tab")

    def test_keep_both(self, tabs: tuple[Page, Page]):
        first, second = tabs
        address = first.url

        self.conflict(second).get_by_role("button", name=re.compile("Keep both")).click()

        expect(save_state(second)).to_contain_text(re.compile("^Saved"))
        assert second.url != address
        second.reload()
        expect(notes(second)).to_have_value("second tab")
        first.reload()
        expect(notes(first)).to_have_value("first tab")

    def test_use_the_servers(self, tabs: tuple[Page, Page]):
        _, second = tabs

        self.conflict(second).get_by_role("button", name="Use the server's").click()

        expect(notes(second)).to_have_value("first tab")
        expect(save_state(second)).to_contain_text(re.compile("^Saved"))

    def test_replace_the_servers(self, tabs: tuple[Page, Page]):
        first, second = tabs

        self.conflict(second).get_by_role("button", name="Replace the server's with mine").click()

        expect(save_state(second)).to_contain_text(re.compile("^Saved"))
        first.reload()
        expect(notes(first)).to_have_value("second tab")

    def test_cancel_chooses_nothing(self, tabs: tuple[Page, Page]):
        _, second = tabs
        dialog = self.conflict(second)

        second.keyboard.press("Escape")

        expect(dialog).to_be_hidden()
        expect(notes(second)).to_have_value("second tab")
        expect(second.get_by_text(re.compile("Newer copy on server"))).to_be_visible()


def test_work_that_a_crash_left_behind_is_offered_and_can_be_saved(person: Meet):
    """[B2] [B3]"""
    ada = person("ada")
    page = ada.signed_in_tab()
    address = start_saved_session(page, "saved")
    notes(page).fill("typed before the crash")
    expect_draft_kept(page)
    ada.crash(page)

    page = ada.tab()
    dialog = page.get_by_role("dialog", name="Recover your work?")
    expect(dialog).to_contain_text("Stocks")
    dialog.get_by_role("button", name="Open draft").click()

    expect(notes(page)).to_have_value("typed before the crash")
    expect(page).to_have_url(address)
    save(page)
    page.goto("/")
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    expect(dialog).to_have_count(0)


def test_a_reload_without_saving_loses_nothing(person: Meet):
    """[B2] [B3] Also of a session that was never saved."""
    page = person("ada").signed_in_tab()
    start_with_stocks(page)
    notes(page).fill("never saved")
    expect(page.get_by_text("kept on this device")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Open draft").click()

    expect(notes(page)).to_have_value("never saved")


def test_content_over_the_limit_is_not_sent_and_says_what_is_large(person: Meet, tmp_path: Path):
    """[C4] [B10] In the browser, before anything is sent."""
    file = tmp_path / "large.csv"
    file.write_text("day,price\n" + "2026-01-01,1234567.891\n" * 60_000, "utf-8")
    page = person("ada").signed_in_tab()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=re.compile("Your own CSV")).click()
    chosen.value.set_files(file)
    notes(page).fill("x" * 300_000)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))

    page.keyboard.press("Control+s")

    dialog = page.get_by_role("dialog", name="Too large to save")
    expect(dialog).to_contain_text("of 1.5 MB")
    expect(dialog.get_by_role("listitem").first).to_contain_text(re.compile("Data set “large” · 8[0-9] %"))
    expect(dialog.get_by_role("listitem").nth(1)).to_contain_text("Notes")
    assert "POST" not in sent
    page.keyboard.press("Escape")
    meter = page.get_by_role("button", name=re.compile("^Size of this session: 1.6[0-9] of 1.5 MB"))
    meter.click()
    expect(page.get_by_role("list", name="What takes the most room")).to_contain_text("“large”")


def test_the_service_may_die_while_somebody_works(person: Meet, service):
    """[B7] [S6] The edit is kept, the save is repeated, and it arrives when the service is back."""
    page = person("ada").signed_in_tab()
    start_saved_session(page, "before")
    service.kill()
    notes(page).fill("typed while the service was down")
    page.keyboard.press("Control+s")
    expect(save_state(page)).to_contain_text(
        re.compile("Reconnecting|Offline|Couldn't save|kept on this device")
    )

    service.start()

    expect(save_state(page)).to_contain_text(re.compile("^Saved"), timeout=30_000)
    page.reload()
    expect(notes(page)).to_have_value("typed while the service was down")


def test_a_sign_in_that_ended_is_renewed_in_place_and_the_save_goes_on(person: Meet):
    """[B7]"""
    ada = person("ada")
    page = ada.signed_in_tab()
    start_saved_session(page, "before")
    notes(page).fill("typed after the sign-in ended")
    ada.forget_sign_in()

    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("Your name")).to_have_value(ada.name)
    dialog.get_by_role("button", name="Sign in").click()

    expect(save_state(page)).to_contain_text(re.compile("^Saved"))
    page.reload()
    expect(notes(page)).to_have_value("typed after the sign-in ended")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/?session=AAAAAAAAAAAA", "There is nothing at this address"),
        ("/?session=..%2f..%2fetc", "There is nothing at this address"),
        ("/snapshot/AAAAAAAAAAAA", "There is nothing at this address"),
        ("/snapshot/%ff", "There is nothing at this address"),
        ("/nowhere", "There is nothing at this address"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(person: Meet, address: str, words: str):
    """[B5] [S2]"""
    page = person("ada").signed_in_tab(address)

    expect(page.get_by_role("heading", name=words)).to_be_visible()


def test_a_session_of_somebody_else_is_as_good_as_none(person: Meet):
    """[S2]"""
    page = person("ada").signed_in_tab()
    address = start_saved_session(page, "private")

    other = person("grace").signed_in_tab(address)

    expect(other.get_by_role("heading", name="There is nothing at this address")).to_be_visible()
    expect(other.get_by_text("private")).to_have_count(0)


def test_a_deleted_session_can_be_brought_back(person: Meet):
    page = person("ada").signed_in_tab()
    start_saved_session(page, "oops")

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete session").click()
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(notes(page)).to_have_value("oops")
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))
