"""Changes apart from the state they were made in. [U2]"""

from benchdog.documents.user_session import FormState, NavigationEntry, UserSessionState
from benchdog.recovery.unsaved_changes import UnsavedChanges


def opened(page: str, second: int) -> NavigationEntry:
    return NavigationEntry(page=page, timestamp=f"2026-11-21T00:00:{second:02}.000Z")


def test_a_page_that_was_opened_earlier_and_saved_later_stands_where_it_belongs():
    """[U2] The history is oldest first, whichever tab could save first; this tab's page is the open one."""
    base = UserSessionState(navigation_history=[opened("start", 1), opened("other tab", 3)])
    changes = UnsavedChanges(entries=[opened("this tab", 2)])

    state = changes.apply_to(base)

    assert [entry.page for entry in state.navigation_history] == ["start", "this tab", "other tab"]
    assert state.current_page == "this tab"


def test_pages_of_one_tab_stay_in_their_order_when_the_clock_is_put_back():
    """[U2]"""
    changes = UnsavedChanges(entries=[opened("first", 9), opened("second", 5)])

    state = changes.apply_to(UserSessionState())

    assert [entry.page for entry in state.navigation_history] == ["first", "second"]


def test_later_changes_are_added_to_earlier_ones():
    """[U2] What was set and taken away, and taken away and set again, is as it was left."""
    before = FormState(values={"kept": 1, "dropped": 1, "again": 1})
    earlier, later = UnsavedChanges(), UnsavedChanges()
    earlier.edit_form("f", before, {"kept": 1, "dropped": 2, "new": 1}, {"new": {"required": True}})
    later.edit_form("f", FormState(values={"dropped": 2, "new": 1}), {"new": 2, "again": 3}, None)
    later.edit_form("g", None, {"a": 1}, None)
    earlier.add_cache_key("one", ["x"])
    later.add_cache_key("two", [])
    later.open_page(opened("orders", 1))

    earlier.add(later)

    state = earlier.apply_to(UserSessionState(forms={"f": before}))
    assert state.forms["f"].values == {"kept": 1, "new": 2, "again": 3}
    assert state.forms["f"].validation_schema == {"new": {"required": True}}
    assert state.forms["g"].values == {"a": 1}
    assert (state.cache_keys, state.cache_dependencies) == (["one", "two"], {"one": ["x"]})
    assert state.page_views == {"orders": 1}
