"""Every page and dialog under the eyes of axe: light, dark, narrow. The same tour fills docs/screenshots."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.end_to_end.accessibility import DEPENDS_ON_COLOURS, violations
from tests.end_to_end.person import Person
from tests.end_to_end.tour import (
    manager_tour,
    sharing_tour,
    studio_tour,
    survey_tour,
    trouble_tour,
    workbench_tour,
)
from tests.end_to_end.tour.guide import DARK, IN_A_NARROW_WINDOW, Look, Meet
from tests.real_service import running_service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def look() -> Iterator[Look]:
    """Everything that is wrong is told at the end, with the name of what it was found on."""
    found: dict[str, list[str]] = {}

    def look_at(page: Page, name: str) -> None:
        rules = DEPENDS_ON_COLOURS if name.endswith(DARK) else None
        problems = violations(page, rules)
        if IN_A_NARROW_WINDOW in name and page.evaluate(_WIDER_THAN_THE_WINDOW):
            problems.append("wider than the window")
        if problems:
            found[name] = problems

    yield look_at
    assert found == {}


def test_the_workbench(person: Meet, look: Look):
    """[UX]"""
    workbench_tour.show_the_workbench(person, look)


def test_the_templates(person: Meet, look: Look):
    """[UX]"""
    workbench_tour.show_the_templates(person, look)


def test_sharing(person: Meet, look: Look):
    """[UX] [N3]"""
    sharing_tour.show_sharing(person, look)


def test_the_lists(person: Meet, look: Look):
    """[UX]"""
    manager_tour.show_the_lists(person, look)


def test_the_studio(browser: Browser, look: Look, tmp_path: Path):
    """[UX] [B12]"""
    with running_service(tmp_path) as service:
        ada = Person(browser, service, "ada")
        studio_tour.show_the_studio(lambda _: ada, look, service)
        ada.leave()


def test_the_survey(person: Meet, look: Look):
    """[UX] [U4]"""
    survey_tour.show_the_survey(person, look)


def test_lost_work(person: Meet, look: Look):
    """[UX] [B3] [B4]"""
    trouble_tour.show_lost_work(person, look)


def test_failing_saves(person: Meet, look: Look, tmp_path: Path):
    """[UX] [B2] [B7] [B8] [B10]"""
    trouble_tour.show_failing_saves(person, look, tmp_path)


def test_unfitting_work(person: Meet, look: Look):
    """[UX] [B9] [C7]"""
    trouble_tour.show_unfitting_work(person, look)
