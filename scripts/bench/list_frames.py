"""How smoothly a long list scrolls: every session of somebody who has thousands, in real Chromium. [UX]"""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from scripts.bench.tables import Table
from tests.end_to_end.conftest import CHROMIUM_ARGUMENTS
from tests.real_service import RealService, running_service

PERSON: Final = "scroller"
CONNECTIONS: Final = 4
STEP_PX: Final = 600
SLOW_FRAME_MS: Final = 50

_COLUMNS: Final = (
    "list",
    "rows",
    "in the page",
    "frames",
    "p50 ms",
    "p99 ms",
    "max ms",
    "over 50 ms",
    "target",
)

_SCROLL: Final = """async ({ step, slow }) => {
  const scroller = document.querySelector("ul[aria-label=Sessions]").parentElement;
  const frame = () => new Promise(requestAnimationFrame);
  const durations = [];
  let last = await frame();
  for (let still = 0; still < 60; ) {
    const before = scroller.scrollTop;
    scroller.scrollTop += step;
    const now = await frame();
    durations.push(now - last);
    last = now;
    still = scroller.scrollTop === before ? still + 1 : 0;
  }
  durations.sort((one, other) => one - other);
  const at = (part) => durations[Math.floor(part * (durations.length - 1))];
  return {
    rows: Number(scroller.querySelector("li:last-child").getAttribute("aria-setsize")),
    drawn: scroller.querySelectorAll("li").length,
    frames: durations.length,
    p50: at(0.5), p99: at(0.99), max: at(1),
    slow: durations.filter((each) => each > slow).length,
  };
}"""


def list_frames_table(*, sessions: int) -> Table:
    """Scrolls from the first to the last of *sessions*, fetching pages on the way; measures each frame."""
    with (
        tempfile.TemporaryDirectory() as data,
        running_service(Path(data)) as service,
        sync_playwright() as playwright,
    ):
        _create(service, sessions)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_ARGUMENTS
        )
        page = browser.new_page(base_url=service.url, viewport={"width": 1280, "height": 860})
        measured = _scroll(page)
        browser.close()
    times = [f"{measured[key]:.1f}" for key in ("p50", "p99", "max")]
    counts = [str(measured[key]) for key in ("rows", "drawn", "frames")]
    row = ["manager, sessions", *counts, *times, str(measured["slow"]), "0 frames over 50 ms"]
    return Table("A list of the browser, scrolled from end to end", _COLUMNS, [row])


def _scroll(page: Page) -> dict[str, Any]:
    page.goto("/manage")
    page.get_by_label("Your name").fill(PERSON)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("list", name="Sessions").wait_for()
    measured: dict[str, Any] = page.evaluate(_SCROLL, {"step": STEP_PX, "slow": SLOW_FRAME_MS})
    return measured


def _create(service: RealService, sessions: int) -> None:
    token = json.loads(_post(HTTPConnection("127.0.0.1", service.port), "/auth/sign-in", {"name": PERSON}))
    parts = [range(start, sessions, CONNECTIONS) for start in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(lambda numbers: _create_some(service, numbers, token["token"]), parts))


def _create_some(service: RealService, numbers: range, token: str) -> None:
    connection = HTTPConnection("127.0.0.1", service.port)
    for number in numbers:
        body = {
            "title": f"Session {number:05d}",
            "tags": ["map", "team"][: number % 3],
            "content": {"n": number},
        }
        _post(connection, "/persistence/sessions", body, {"Authorization": f"Bearer {token}"})


def _post(
    connection: HTTPConnection, path: str, body: dict[str, Any], headers: dict[str, str] | None = None
) -> bytes:
    """
    Raises:
        RuntimeError: the service refused.
    """
    sent = {"Content-Type": "application/json", "X-Benchdog-Client": "bench", **(headers or {})}
    connection.request("POST", path, json.dumps(body), sent)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status not in {200, 201}:
        raise RuntimeError(f"{path} answered {answer.status}: {text[:200]!r}")
    return text
