"""What axe finds on a page, by the rules of WCAG 2.2 AA and its best practices."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

AXE: Final = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
DEPENDS_ON_COLOURS: Final = ("color-contrast", "link-in-text-block")
"""The rules that the colour scheme changes the answers of."""

# A change of style begins its animations with the next frame.
_END_ANIMATIONS: Final = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  document.getAnimations()
    .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))
    .forEach((each) => each.finish());
}"""


def violations(page: Page, only: Sequence[str] | None = None) -> list[str]:
    """
    One line for each rule that the page breaks, with the first elements that break it.

    Animations are ended first: text that is half faded in has too little contrast, and nobody reads it then.

    Args:
        only: rules to ask, where the others were asked of the same page already.
    """
    page.evaluate(_END_ANIMATIONS)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {} if only is None else {"runOnly": list(only)}
    found: list[dict[str, Any]] = page.evaluate(
        "(options) => axe.run(options).then(({ violations }) => violations)", options
    )
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]
