"""Real Chromium, the built application, the real service."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.end_to_end.person import EXPECT_TIMEOUT_MS, Person
from tests.real_service import RealService, running_service

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ended with the module: while it runs, its event loop keeps asynchronous tests from having theirs."""
    expect.set_options(timeout=EXPECT_TIMEOUT_MS)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    """One service for all tests, as in life; nobody in one test is anybody in another."""
    workers = int(os.environ.get("BENCHDOG_TEST_WORKERS", "1"))
    with running_service(tmp_path_factory.mktemp("service"), workers=workers) as started:
        yield started


@pytest.fixture
def person(browser: Browser, service: RealService) -> Iterator[Callable[[str], Person]]:
    """Makes people by name; no page of any of them may have reported an error by the end."""
    people: list[Person] = []

    def meet(name: str) -> Person:
        people.append(Person(browser, service, f"{name}-{uuid4().hex[:8]}"))
        return people[-1]

    yield meet
    problems = {one.name: one.problems for one in people if one.problems}
    for one in people:
        one.leave()
    assert problems == {}
