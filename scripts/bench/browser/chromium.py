"""Chromium with nothing remembered, for what is measured in pages."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.end_to_end.conftest import CHROMIUM_ARGUMENTS
from tests.end_to_end.notes_desk import SERVICE_HEADERS
from tests.real_service import RealService

PERSON = "bench"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the environment variable CHROMIUM names."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()


@contextmanager
def signed_in(browser: Browser, service: RealService) -> Iterator[BrowserContext]:
    """Somebody signed in whose cache is empty."""
    context = browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 860})
    answer = context.request.post("/auth/sign-in", data={"name": PERSON}, headers=SERVICE_HEADERS)
    if not answer.ok:
        raise RuntimeError(f"Nobody can sign in: {answer.status}")
    yield context
    context.close()
