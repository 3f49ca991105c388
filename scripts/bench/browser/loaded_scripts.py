"""Which of the built scripts a page loaded, and what they weigh."""

import gzip
import json
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, Response

from benchdog.app import STATIC_DIR

_MODULE_SOURCES: Final = "src/modules/"
_CHART_LIBRARY: Final = b"uplot"


class LoadedScripts:
    """Remembers from now on what *page* loads, its workers included."""

    def __init__(self, page: Page) -> None:
        self.files: set[Path] = set()
        page.context.on("response", self._note)

    @property
    def gzipped_kb(self) -> float:
        return gzipped_kb(self.files)

    @property
    def chart_files(self) -> set[Path]:
        """Those that only somebody needs who looks at a chart, a map, a table or notes."""
        return {each for each in self.files if each in _module_files() or _draws(each)}

    def _note(self, response: Response) -> None:
        path = STATIC_DIR / response.url.partition("://")[2].partition("/")[2]
        if path.suffix == ".js":
            self.files.add(path)


def gzipped_kb(files: set[Path]) -> float:
    """Kilobytes of 1,000 bytes, each file by itself, as a proxy in front of the service sends them."""
    return sum(len(gzip.compress(each.read_bytes())) for each in files) / 1000


def _module_files() -> set[Path]:
    manifest = json.loads((STATIC_DIR / ".vite" / "manifest.json").read_text())
    return {
        STATIC_DIR / entry["file"] for name, entry in manifest.items() if name.startswith(_MODULE_SOURCES)
    }


def _draws(file: Path) -> bool:
    return _CHART_LIBRARY in file.read_bytes().lower()
