"""What goes wrong, and how it is told: nothing is lost by any of it."""

import re
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from tests.end_to_end.notes_desk import SAVES, NotesDesk
from tests.end_to_end.stored_contents import OF_A_NEWER_VERSION, UNFITTING
from tests.end_to_end.tour.guide import CLIENT, Guide, Look, Meet

FULL_DEVICE: Final = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("No room is left.", "QuotaExceededError"); };
}"""
REFUSAL: Final = {
    "success": False,
    "error": {
        "code": "content_invalid",
        "message": "Content is refused.",
        "user_message": "Your work cannot be saved as it is. Download it, and tell whoever runs Benchdog.",
        "recovery_actions": ["retry", "download_work"],
        "technical_details": {"correlation_id": "2f1c", "retry_suggested": False},
    },
}


def show_lost_work(person: Meet, look: Look) -> None:
    """A tab that crashed, while another device saved; and a newer copy while somebody types."""
    ada = person("ada")
    desk = NotesDesk(ada)
    desk.write("mine")
    desk.expect_kept("mine")
    desk.crash()
    desk.save_elsewhere("theirs", "right from elsewhere")
    guide = Guide(ada.tab("/"), look)
    dialog = guide.page.get_by_role("dialog", name="Recover your work?")
    dialog.wait_for()
    guide.show("recover")
    dialog.get_by_role("button", name="Compare").click()
    dialog.get_by_role("listitem").filter(has_text="changed in both").first.wait_for()
    guide.show("recover-compare")
    dialog.get_by_role("button", name="Open draft").click()
    guide.page.get_by_role("textbox", name="Text of Left").wait_for()
    guide.page.keyboard.press("Control+s")
    guide.page.get_by_role("dialog", name=re.compile("was changed in two places")).wait_for()
    guide.show("conflict")
    guide.show_narrow("conflict")
    guide.page.keyboard.press("Escape")
    guide.page.get_by_role("alert").or_(guide.page.get_by_text("Newer copy on server")).first.wait_for()
    guide.show("newer-copy")


def show_failing_saves(person: Meet, look: Look, folder: Path) -> None:
    """*folder*: for a file that is too large."""
    desk = NotesDesk(person("ada"))
    guide = Guide(desk.page, look)
    page = guide.page
    desk.write("typed")
    page.route(SAVES, lambda route: route.fulfill(status=422, json=REFUSAL))
    guide.show_dialog("failure", desk.press_save)
    page.unroute(SAVES)

    page.context.set_offline(True)
    desk.write("typed without a network")
    desk.press_save()
    page.get_by_text(re.compile("Reconnecting|Offline")).first.wait_for()
    guide.show("reconnecting")
    page.context.set_offline(False)
    page.get_by_text(re.compile("^Saved")).first.wait_for()

    desk.write("typed after the sign-in ended")
    desk.forget_sign_in()
    guide.show_dialog("sign-in-again", desk.press_save)

    page.evaluate(FULL_DEVICE)
    desk.write("typed on a full device")
    page.get_by_role("alert", name=re.compile("^Not backed up")).wait_for()
    guide.show("not-backed-up")

    _show_too_large(Guide(person("grace").signed_in_tab(), look), folder)


def show_unfitting_work(person: Meet, look: Look) -> None:
    """What a newer version made, and what does not fit its data."""
    page = person("ada").signed_in_tab()
    newer, unfitting = _made(page, OF_A_NEWER_VERSION), _made(page, UNFITTING)
    guide = Guide(page, look)
    page.goto(f"/?session={newer}")
    page.get_by_text("Made with a newer version · read-only").wait_for()
    guide.show("newer-version")
    guide.show_narrow("newer-version")
    page.goto(f"/?session={unfitting}")
    page.get_by_role("button", name="Details").wait_for()
    guide.show("cannot-be-opened")
    guide.show_dialog("opening-report", page.get_by_role("button", name="Details").click)


def _show_too_large(guide: Guide, folder: Path) -> None:
    file = folder / "large.csv"
    file.write_text("day,price\n" + "2026-01-01,1234567.891\n" * 60_000, "utf-8")
    page = guide.page
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=re.compile("Your own CSV")).click()
    chosen.value.set_files(file)
    page.get_by_role("textbox", name="Text of Notes").fill("x" * 300_000)
    guide.show_dialog("too-large", lambda: page.keyboard.press("Control+s"))
    page.get_by_role("button", name=re.compile("^Size of this session")).click()
    page.get_by_role("list", name="What takes the most room").wait_for()
    guide.show("size")


def _made(page: Page, content: dict[str, Any]) -> str:
    data = {"title": "Drogon maps", "content": content}
    made = page.request.post("/persistence/sessions", data=data, headers=CLIENT).json()
    session_id: str = made["id"]
    return session_id
