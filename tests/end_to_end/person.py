"""Somebody at a browser of their own."""

from playwright.sync_api import Browser, BrowserContext, Page

from tests.real_service import RealService

EXPECT_TIMEOUT_MS = 30_000
"""How long a busy machine may take. What is awaited is seen as soon as it is there: only a failure lasts."""
IGNORED_PROBLEMS = ("Failed to load resource", "net::ERR_")


class Person:
    """Cookies, drafts and tabs are shared with nobody else. What pages report as errors is in `problems`."""

    def __init__(self, browser: Browser, service: RealService, name: str) -> None:
        self.name = name
        self.problems: list[str] = []
        self._context = browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 860})
        self._context.set_default_timeout(EXPECT_TIMEOUT_MS)

    def tab(self, address: str = "/") -> Page:
        page = self._context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda message: self._note(message.type, message.text))
        page.goto(address)
        return page

    def signed_in_tab(self, address: str = "/") -> Page:
        page = self.tab(address)
        page.get_by_label("Your name").fill(self.name)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name=f"Account of {self.name}").wait_for()
        return page

    def crash(self, page: Page) -> None:
        """Ends a tab without a last word: no event of leaving runs in it."""
        page.close(run_before_unload=False)

    @property
    def context(self) -> BrowserContext:
        return self._context

    def forget_sign_in(self) -> None:
        self._context.clear_cookies()

    def leave(self) -> None:
        self._context.close()

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and not any(ignored in text for ignored in IGNORED_PROBLEMS):
            self.problems.append(text)
