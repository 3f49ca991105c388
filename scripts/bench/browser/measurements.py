"""What the application costs in the browser, as one table."""

import tempfile
from pathlib import Path
from typing import Final

from scripts.bench.browser.chromium import chromium
from scripts.bench.browser.core_size import core_gzipped_kb
from scripts.bench.browser.main_thread import LongestTask, measured_main_thread
from scripts.bench.browser.start_page import measured_start_page
from scripts.bench.tables import Table
from tests.real_service import running_service

LOADS: Final = 7

_COLUMNS: Final = ("what", "figure", "target")


def browser_table() -> Table:
    """Needs the built application, its packages, and a Chromium."""
    with tempfile.TemporaryDirectory() as data, running_service(Path(data)) as service, chromium() as browser:
        page = measured_start_page(browser, service, loads=LOADS)
        thread = measured_main_thread(browser, service)
    rows = [
        [
            f"first contentful paint of the start page, median of {LOADS} empty caches",
            f"{page.median_paint_ms:.0f} ms",
            "< 1,000 ms",
        ],
        ["the slowest of them", f"{max(page.paints_ms):.0f} ms", "–"],
        ["until a template can be chosen, median", f"{page.median_usable_ms:.0f} ms", "–"],
        ["JavaScript of the start page, gzipped", f"{page.scripts_kb:.0f} kB", "≤ 250 kB"],
        ["files among it that only modules of the workbench need", str(page.chart_files), "0"],
        [
            "JavaScript that opening a session with a chart adds, gzipped",
            f"{page.chart_scripts_kb:.0f} kB",
            "–",
        ],
        ["persistence core alone, gzipped", f"{core_gzipped_kb():.1f} kB", "–"],
        [
            "longest task while 1.49 MB are edited, hashed and drafted",
            _shown(thread.while_drafted),
            "≤ 50 ms",
        ],
        ["longest task while they are saved", _shown(thread.while_saved), "≤ 50 ms"],
    ]
    return Table("The application in the browser", _COLUMNS, rows)


def _shown(task: LongestTask) -> str:
    return f"{task.wall_ms:.0f} ms ({task.processor_ms:.0f} ms of processor)"
