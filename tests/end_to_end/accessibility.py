"""What axe finds on a page, by the rules of WCAG 2.2 AA and its best practices."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

AXE: Final = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"


def violations(page: Page) -> list[str]:
    """
    One line for each rule that the page breaks, with the first elements that break it.

    Animations are ended first: text that is half faded in has too little contrast, and nobody reads it then.
    """
    page.evaluate(
        "document.getAnimations()"
        ".filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))"
        ".forEach((each) => each.finish())"
    )
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]
