"""The workbench as people use it: drawings, transformations, dashboards, undo, history, commands."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.accessibility import violations
from tests.end_to_end.person import Person

pytestmark = pytest.mark.browser

Meet = Callable[[str], Person]


def save_state(page: Page) -> Locator:
    return page.get_by_role("status", name="Save state")


def notes(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text of Notes")


def start(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


def save(page: Page) -> None:
    """Saves with the keyboard, and waits until the service has acknowledged it."""
    with page.expect_response(lambda answer: answer.request.method in {"POST", "PUT"} and answer.ok):
        page.keyboard.press("Control+s")
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))


def add_module(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add module").click()
    page.get_by_role("menuitem", name=re.compile(f"^{name}")).click()


@pytest.mark.parametrize(
    ("template", "figures"),
    [
        ("A week of earthquakes", ["map of 1,707 points", "histogram of mag"]),
        ("Three species of penguins", [r"scatter plot of Body Mass \(g\)", "histogram of Beak Length"]),
        ("Four years of weather", ["line chart of temp_max, temp_min by date", "histogram of temp_max"]),
        (
            "Fifty years of countries",
            ["scatter plot of life_expect by fertility", "line chart of life_expect"],
        ),
    ],
)
def test_ready_made_dashboards_are_drawn_and_described(person: Meet, template: str, figures: list[str]):
    """[UX] [C7] Every drawing says in words what it shows; the content fits its schema."""
    page = person("ada").signed_in_tab()

    start(page, template)

    for figure in figures:
        expect(page.get_by_role("figure", name=re.compile(figure))).to_be_visible()
    save(page)


def test_a_scatter_plot_zooms_by_buttons_and_by_dragging(person: Meet):
    """[UX] What the pointer does, buttons do too; it is kept with the session."""
    page = person("ada").signed_in_tab()
    start(page, "Penguins")
    plot = page.get_by_role("figure", name=re.compile("scatter plot"))
    expect(plot).to_be_visible()

    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Move left").click()
    expect(page.get_by_role("button", name="Show all")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()

    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6, steps=4)
    page.mouse.up()
    expect(page.get_by_role("button", name="Show all")).to_be_visible()


def test_a_table_is_transformed_step_by_step(person: Meet):
    """[UX] Each step works on what the one before it gives, and can be moved, undone and done again."""
    page = person("ada").signed_in_tab()
    start(page, "Stocks")
    page.get_by_role("button", name="Settings of Table").click()
    panel = page.get_by_role("complementary", name="Settings of Table")
    count = page.get_by_role("region", name="Table").get_by_text(re.compile("rows$")).first

    panel.get_by_role("button", name="Add transformation").click()
    page.get_by_role("menuitem", name="Filter rows").click()
    panel.get_by_role("textbox", name="Value").fill("GOOG")
    expect(count).to_have_text("68 of 560 rows")
    panel.get_by_role("button", name="Add transformation").click()
    page.get_by_role("menuitem", name="Group rows").click()
    expect(page.get_by_role("columnheader", name="Number of rows")).to_be_visible()
    expect(count).to_have_text("1 of 560 rows")

    expect(page.get_by_role("menu")).to_have_count(0)
    assert violations(page) == []
    panel.get_by_role("button", name="Remove transformation 1").click()
    expect(count).to_have_text("5 of 560 rows")
    panel.get_by_role("button", name="Add transformation").focus()
    page.keyboard.press("Control+z")
    expect(count).to_have_text("1 of 560 rows")


def test_everything_can_be_undone_and_done_again(person: Meet):
    """[UX] Text, modules, sizes, dashboards and data sets: back to what is saved, byte for byte."""
    page = person("ada").signed_in_tab()
    start(page, "Stocks")
    save(page)
    notes(page).fill("A thought")
    add_module(page, "Histogram")
    page.get_by_role("button", name="Move, resize, rename or remove Notes").click()
    page.get_by_role("menuitem", name="Taller").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add dashboard").click()
    expect(page.get_by_text("An empty dashboard")).to_be_visible()
    expect(save_state(page)).to_contain_text("Unsaved changes")

    for _ in range(4):
        page.get_by_role("button", name="Undo", exact=True).click()

    expect(notes(page)).to_have_value("")
    expect(page.get_by_role("region", name="Histogram")).to_have_count(0)
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))
    notes(page).focus()
    page.keyboard.press("Control+Shift+z")
    expect(notes(page)).to_have_value("A thought")


def test_dashboards_are_added_named_and_removed(person: Meet):
    """[UX] Several dashboards to a session; a visitor of a snapshot may look at all of them."""
    ada = person("ada")
    page = ada.signed_in_tab()
    start(page, "Stocks")
    page.get_by_role("button", name="Add dashboard").click()
    page.get_by_role("button", name="Rename or remove the dashboard Dashboard 2").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("textbox", name="Title of the dashboard").fill("Details")
    page.keyboard.press("Enter")
    add_module(page, "Histogram")
    save(page)

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Create snapshot").click()
    link = page.get_by_role("textbox", name="Link").input_value()
    page.keyboard.press("Escape")

    visitor = person("grace").signed_in_tab(link)
    expect(visitor.get_by_role("figure", name=re.compile("histogram"))).to_be_visible()
    visitor.get_by_role("button", name="Stocks", exact=True).click()
    expect(visitor.get_by_role("figure", name=re.compile("line chart"))).to_be_visible()
    assert violations(visitor) == []

    page.get_by_role("button", name="Rename or remove the dashboard Details").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(page.get_by_role("button", name="Details", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("button", name="Details", exact=True)).to_be_visible()


def test_a_version_is_compared_named_previewed_and_restored(person: Meet):
    """[S7] Restoring puts a version on top and can be undone; nothing that came after it is lost."""
    page = person("ada").signed_in_tab()
    start(page, "Stocks")
    notes(page).fill("first")
    save(page)
    notes(page).fill("second")
    save(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="History").click()
    history = page.get_by_role("complementary", name="History")

    history.get_by_role("button", name="What changed in version 2").click()
    expect(history.get_by_text("Changed: Notes")).to_be_visible()
    history.get_by_role("button", name="Name version 1").click()
    history.get_by_role("textbox", name="Name of version 1").fill("Before lunch")
    page.keyboard.press("Enter")
    expect(history.get_by_text("Before lunch")).to_be_visible()
    history.get_by_role("button", name="Preview version 1").click()
    expect(page.get_by_text(re.compile("^Looking at version 1"))).to_be_visible()
    expect(page.get_by_text("first", exact=True)).to_be_visible()
    assert violations(page) == []

    notes_are_there_again = notes(page)
    history.get_by_role("button", name="Restore version 1").click()
    expect(notes_are_there_again).to_have_value("first")
    expect(history.get_by_text("Version 3")).to_be_visible()
    expect(history.get_by_text("Version 2")).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(notes(page)).to_have_value("second")


def test_a_conversation_stays_with_the_session(person: Meet):
    """[S9] Apart from the content: a message changes nothing that would have to be saved."""
    page = person("ada").signed_in_tab()
    start(page, "Stocks")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Conversation").click()
    conversation = page.get_by_role("complementary", name="Conversation")
    expect(conversation.get_by_text("Save this workbench first")).to_be_visible()
    save(page)

    conversation.get_by_role("textbox", name="Message").fill("Why did GOOG fall in 2008?")
    page.keyboard.press("Control+Enter")
    expect(conversation.get_by_role("listitem")).to_contain_text("Why did GOOG fall in 2008?")
    expect(conversation.get_by_role("textbox", name="Message")).to_have_value("")
    conversation.get_by_role("textbox", name="Message").fill("Half a thought")
    assert violations(page) == []
    conversation.get_by_role("button", name="Close conversation").click()
    expect(save_state(page)).to_contain_text(re.compile("^Saved"))

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Conversation").click()
    expect(conversation.get_by_role("textbox", name="Message")).to_have_value("Half a thought")
    expect(conversation.get_by_role("listitem")).to_have_count(1)


def test_commands_are_found_by_typing(person: Meet):
    """[UX] Ctrl+K lists what can be done here, Ctrl+O opens the manager, `?` lists the keys."""
    page = person("ada").signed_in_tab()
    start(page, "Stocks")

    page.keyboard.press("Control+k")
    search = page.get_by_role("textbox", name="What do you want to do?")
    expect(search).to_be_focused()
    assert violations(page) == []
    search.fill("histogram")
    page.keyboard.press("Enter")
    expect(page.get_by_role("figure", name=re.compile("histogram of price"))).to_be_visible()

    page.get_by_role("heading", name="Stocks", exact=True).click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard keys")).to_contain_text("Commands")
    page.keyboard.press("Escape")
    save(page)
    page.keyboard.press("Control+o")
    expect(page).to_have_url(re.compile("/manage$"))


def test_it_works_in_a_narrow_window(person: Meet):
    """[UX] From 360 pixels on: nothing to scroll sideways, axe finds nothing."""
    page = person("ada").signed_in_tab()
    page.set_viewport_size({"width": 360, "height": 740})
    start(page, "Three species")
    expect(page.get_by_role("figure", name=re.compile("scatter plot"))).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
