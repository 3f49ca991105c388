"""How long one task held Chromium's main thread, in processor time: a busy machine makes no task longer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Page

_CATEGORIES: Final = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]


@contextmanager
def longest_task_ms(page: Page) -> Iterator[list[float]]:
    """The list has one number afterwards: milliseconds of the longest task within the block."""
    browser = page.context.browser
    assert browser is not None
    measured: list[float] = []
    browser.start_tracing(page=page, categories=_CATEGORIES)
    yield measured
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main_threads = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event["tdur"] / 1000
        for event in events
        if event["name"] == "RunTask" and (event["pid"], event["tid"]) in main_threads and "tdur" in event
    ]
    measured.append(max(tasks))
