"""
Writes docs/screenshots/: every page and dialog as a person sees it, light and dark, in real Chromium.

Run it with `make screenshots` after the pages changed, and look at the pictures.
"""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.end_to_end.conftest import CHROMIUM_ARGUMENTS
from tests.end_to_end.person import Person
from tests.end_to_end.tour import (
    manager_tour,
    sharing_tour,
    studio_tour,
    survey_tour,
    trouble_tour,
    workbench_tour,
)
from tests.real_service import running_service

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SETTLED_MS = 500


def photograph(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED_MS)  # charts and transitions come to rest
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"wrote docs/screenshots/{name}.png")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder) / "data") as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)

        def person(name: str) -> Person:
            return Person(browser, service, name)

        manager_tour.show_the_lists(person, photograph)  # first, while nobody has anything
        workbench_tour.show_the_workbench(person, photograph)
        workbench_tour.show_the_templates(person, photograph)
        sharing_tour.show_sharing(person, photograph)
        survey_tour.show_the_survey(person, photograph)
        trouble_tour.show_lost_work(person, photograph)
        trouble_tour.show_failing_saves(person, photograph, Path(folder))
        trouble_tour.show_unfitting_work(person, photograph)
        studio_tour.show_the_studio(person, photograph, service)
        browser.close()


if __name__ == "__main__":
    main()
