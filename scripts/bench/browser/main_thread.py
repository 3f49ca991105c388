"""How long the main thread is held while a large session is edited, hashed, drafted and saved. [C2] [B2]"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page

from scripts.bench.browser.chromium import signed_in
from tests.end_to_end.notes_desk import READ_DRAFTS, SERVICE_HEADERS, notes_content
from tests.real_service import RealService

CONTENT_BYTES: Final = 1_490_000
WORDS: Final = ("Wells ", "of ", "2026, ", "sorted ", "by ", "depth.")
KEY_MS: Final = 60
PAUSE_MS: Final = 500
"""Between words: longer than a change waits for the next, so each word is hashed and drafted."""
SETTLED_MS: Final = 2_000

_CATEGORIES: Final = ("toplevel", "blink.user_timing", "disabled-by-default-devtools.timeline")
_MARK: Final = "bench"
_TASK: Final = "RunTask"


@dataclass(frozen=True)
class LongestTask:
    """Of the main thread: as long as a person waits for it, and as long as it had a processor."""

    wall_ms: float
    processor_ms: float


@dataclass(frozen=True)
class MainThread:
    while_drafted: LongestTask
    while_saved: LongestTask


def measured_main_thread(browser: Browser, service: RealService) -> MainThread:
    """
    Of one session of CONTENT_BYTES, in which a note is written word by word.

    Raises:
        RuntimeError: what was written is not in the draft, so nothing was measured.
    """
    with signed_in(browser, service) as context:
        session_id = _create(context)
        page = context.new_page()
        page.goto(f"/?session={session_id}")
        note = page.get_by_role("textbox", name="Text of Left")
        note.wait_for()
        page.wait_for_timeout(SETTLED_MS)  # what opening began comes to rest
        note.focus()

        while_drafted = _longest_task(page, lambda: _write(page))
        drafts: list[str] = page.evaluate(READ_DRAFTS)
        if not any("".join(WORDS) in draft for draft in drafts):
            raise RuntimeError("What was written was not drafted")
        page.wait_for_timeout(SETTLED_MS)  # reading the drafts was our own work
        return MainThread(while_drafted, _longest_task(page, lambda: _save(page)))


def _create(context: BrowserContext) -> str:
    content = notes_content("", "beside a large table")
    rows = "2026-01-01,Bergen,1042.5,1234\n"
    space = CONTENT_BYTES - len(json.dumps(content)) - 2_000
    # A line ends in two characters of JSON.
    text = "day,place,price,amount\n" + rows * (space // (len(rows) + 1))
    source = {"kind": "csv", "file_name": "wells.csv", "text": text}
    content["data_sets"] = [{"id": "wells", "name": "Wells", "source": source}]
    body = {"title": "A large one", "content": content}
    answer = context.request.post("/persistence/sessions", data=body, headers=SERVICE_HEADERS)
    if answer.status != 201:
        raise RuntimeError(f"The session was not created: {answer.text()}")
    return str(answer.json()["id"])


def _write(page: Page) -> None:
    for word in WORDS:
        page.keyboard.type(word, delay=KEY_MS)
        page.wait_for_timeout(PAUSE_MS)
    page.wait_for_timeout(SETTLED_MS)


def _save(page: Page) -> None:
    page.keyboard.press("Control+s")
    page.get_by_role("status", name="Save state").get_by_text("Saved").wait_for()
    page.wait_for_timeout(SETTLED_MS)


def _longest_task(page: Page, act: Callable[[], None]) -> LongestTask:
    """By Chromium's own trace, in which a mark says which of all threads is this page's."""
    browser = page.context.browser
    if browser is None:
        raise RuntimeError("The page belongs to no browser")
    browser.start_tracing(page=page, categories=list(_CATEGORIES))
    page.evaluate(f"void performance.mark('{_MARK}')")
    act()
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    mark = next(each for each in events if each["name"] == _MARK)
    tasks = [
        each
        for each in events
        if _TASK in each["name"]
        and (each["pid"], each["tid"]) == (mark["pid"], mark["tid"])
        and each["ts"] > mark["ts"]
    ]
    return LongestTask(max(each["dur"] for each in tasks) / 1000, max(each["tdur"] for each in tasks) / 1000)
