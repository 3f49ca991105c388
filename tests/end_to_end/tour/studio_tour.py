"""Data Studio: at work, and without its service."""

from tests.end_to_end.tour.guide import Guide, Look, Meet
from tests.real_service import RealService


def show_the_studio(person: Meet, look: Look, service: RealService) -> None:
    """*service* is killed in the end."""
    guide = Guide(person("ada").signed_in_tab("/studio/stocks"), look)
    page = guide.page
    for kind in ("Filter rows", "New column", "Group rows"):
        page.get_by_role("button", name="Add transformation").click()
        page.get_by_role("menuitem", name=kind).click()
    page.get_by_role("textbox", name="Value").fill("IBM")
    page.get_by_role("button", name="One transformation back").click()
    page.get_by_text("Saved just now").wait_for()
    guide.show("studio")
    guide.show_narrow("studio")
    page.goto("/studio/nothing")
    page.get_by_role("link", name="Cars").wait_for()
    guide.show("studio-unknown")
    page.goto("/studio")
    page.get_by_role("link", name="Cars").wait_for()
    guide.show("studio-data-sets")

    service.kill()
    page.get_by_role("link", name="Cars").click()
    page.get_by_text("Attempt 2 of 4").wait_for()
    guide.show("studio-starting")
    page.get_by_role("button", name="Download my work").or_(page.get_by_role("alert")).first.wait_for()
    guide.show("studio-recovery")
