"""Leads through the application, and shows every page and dialog to whoever looks: a camera, or axe."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, ViewportSize

from tests.end_to_end.person import Person

Meet = Callable[[str], Person]
Look = Callable[[Page, str], None]
"""Looks at what is on a page now, which has this name. It does not change it."""

DARK: Final = "-dark"
"""Ends the name of what is seen in the dark, having been seen in the light just before."""
IN_A_NARROW_WINDOW: Final = "-narrow"
NARROW: Final[ViewportSize] = {"width": 360, "height": 740}
CLIENT: Final = {"X-Benchdog-Client": "tour"}
LEAVING_MS: Final = 250
"""A dialog leaves with a movement."""


class Guide:
    """Shows what is on one page, light and dark."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page = page
        self._look = look

    def show(self, name: str) -> None:
        self.page.mouse.move(0, 0)
        self.page.emulate_media(color_scheme="light")
        self._look(self.page, name)
        self.page.emulate_media(color_scheme="dark")
        self._look(self.page, f"{name}{DARK}")
        self.page.emulate_media(color_scheme="light")

    def show_narrow(self, name: str) -> None:
        """As on a telephone."""
        before = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        self.show(f"{name}{IN_A_NARROW_WINDOW}")
        if before is not None:
            self.page.set_viewport_size(before)

    def show_dialog(self, name: str, open_it: Callable[[], None]) -> None:
        """Opens a dialog, shows it, and closes it with Escape."""
        open_it()
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        self.show(name)
        while dialog.is_visible():
            self.page.keyboard.press("Escape")  # an open list of suggestions closes first
            self.page.wait_for_timeout(LEAVING_MS)
