"""The start page, loaded into an empty cache: how soon something is seen, and what was loaded for it. [UX]"""

import re
import statistics
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, Page

from scripts.bench.browser.chromium import signed_in
from scripts.bench.browser.loaded_scripts import LoadedScripts
from tests.real_service import RealService

_FIRST_PAINT: Final = """() => new Promise((resolve) => {
  const tell = (paint) => resolve(paint.startTime);
  const found = (list) => list.getEntriesByName("first-contentful-paint").forEach(tell);
  new PerformanceObserver(found).observe({ type: "paint", buffered: true });
})"""
"""What is in the document may be painted later, on a busy machine."""

_TEMPLATE_WITH_A_CHART: Final = re.compile("^Stocks")


@dataclass(frozen=True)
class StartPage:
    """
    Attributes:
        paints_ms: from the start of a navigation to the first contentful paint, one for each load.
        usable_ms: from there until a template can be chosen, of the same loads.
        scripts_kb: all JavaScript of the page, gzipped.
        chart_files: how many of its files are for modules of the workbench only.
        chart_scripts_kb: what opening a session with a chart loads in addition, gzipped.
    """

    paints_ms: list[float]
    usable_ms: list[float]
    scripts_kb: float
    chart_files: int
    chart_scripts_kb: float

    @property
    def median_paint_ms(self) -> float:
        return statistics.median(self.paints_ms)

    @property
    def median_usable_ms(self) -> float:
        return statistics.median(self.usable_ms)


def measured_start_page(browser: Browser, service: RealService, *, loads: int) -> StartPage:
    """Times are measured in each of *loads*, the scripts in one more."""
    times_ms = [_times_ms(browser, service) for _ in range(loads)]
    with signed_in(browser, service) as context:
        page = context.new_page()
        before = LoadedScripts(page)
        _open(page)
        scripts_kb, chart_files = before.gzipped_kb, len(before.chart_files)
        page.get_by_role("button", name=_TEMPLATE_WITH_A_CHART).click()
        page.locator("canvas").first.wait_for()
        paints_ms, usable_ms = (list(each) for each in zip(*times_ms, strict=True))
        return StartPage(paints_ms, usable_ms, scripts_kb, chart_files, before.gzipped_kb - scripts_kb)


def _times_ms(browser: Browser, service: RealService) -> tuple[float, float]:
    with signed_in(browser, service) as context:
        page = context.new_page()
        usable_ms = _open(page)
        first_paint_ms: float = page.evaluate(_FIRST_PAINT)
        return first_paint_ms, usable_ms


def _open(page: Page) -> float:
    """Milliseconds until a template can be chosen; returns when all is loaded."""
    page.goto("/", wait_until="commit")
    page.get_by_role("button", name=_TEMPLATE_WITH_A_CHART).wait_for()
    usable_ms: float = page.evaluate("performance.now()")
    page.wait_for_load_state("networkidle")
    return usable_ms
