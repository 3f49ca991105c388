"""What is kept of changes to a recovered user session, against the real service over HTTP. [U2]"""

import pytest

from benchdog.errors import ContentInvalid, ContentTooLarge, NotFound, ValidationFailed
from tests.integration.recovery_world import SCHEMA, Tab, opened


def test_nothing_is_saved_when_nothing_changed(tab: Tab):
    """[S4] [U2] The same page, the same values, the same keys."""
    session = opened()
    session.navigate("orders", region="north")
    session.set_form("customer", {"name": "Ada"}, schema=SCHEMA)
    session.add_cache_key("sales", depends_on=["raw"])
    session.save()
    tab.network.arrived.clear()

    session.navigate("orders", region="north")
    session.set_form("customer", {"name": "Ada"}, schema=SCHEMA)
    session.add_cache_key("sales", depends_on=["raw"])
    has_saved = session.save()

    assert (has_saved, session.is_dirty, tab.network.arrived) == (False, False, [])


def test_two_tabs_keep_what_both_did(tab: Tab):
    """[S3] The second save adds its changes to the first; of one field, the later value stays."""
    one = opened()
    one.set_form("customer", {"name": "Ada", "city": "London"})
    one.navigate("start")
    one.save()
    tab.refresh()
    other = opened()

    one.set_form("customer", {"name": "Ada L.", "city": "London"})
    one.navigate("orders")
    one.save()
    other.set_form("customer", {"name": "Ada", "city": "Paris"})
    other.set_form("search", {"text": "x"})
    other.navigate("search")
    other.save()

    tab.refresh()
    both = opened()
    assert both.form_values("customer") == {"name": "Ada L.", "city": "Paris"}
    assert both.form_values("search") == {"text": "x"}
    assert [entry.page for entry in both.navigation_history] == ["start", "orders", "search"]
    assert both.page_views == {"start": 1, "orders": 1, "search": 1}


def test_a_field_that_was_taken_away_stays_away(tab: Tab):
    """[U2] `set_form` sets the whole form."""
    session = opened()
    session.set_form("customer", {"name": "Ada", "city": "London"})
    session.save()

    session.set_form("customer", {"name": "Ada"})
    session.save()

    tab.refresh()
    assert opened().form_values("customer") == {"name": "Ada"}


def test_a_session_that_expired_goes_on_under_a_new_id(tab: Tab):
    """[U1] All of it is still here, so nothing is lost; the page learns the new id."""
    session = opened()
    session.set_form("customer", {"name": "Ada"})
    session.save()
    old_id = session.session_id
    tab.client().user_sessions.delete(old_id)

    session.navigate("orders")
    session.save()
    opened()

    assert tab.address == session.session_id != old_id
    tab.refresh()
    assert opened().form_values("customer") == {"name": "Ada"}


def nested(depth: int) -> dict[str, object]:
    return {"a": nested(depth - 1)} if depth > 1 else {}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda session: session.set_form("f", {"a": float("nan")}), ContentInvalid),
        (lambda session: session.set_form("f", {"a": object()}), ContentInvalid),
        (lambda session: session.set_form("f", nested(127)), ContentInvalid),
        (lambda session: session.set_form("f", {}, schema={"a": {"max": 2**60 + 1}}), ContentInvalid),
        (lambda session: session.set_form("f", {}, schema={"\ud800": {}}), ContentInvalid),
        (lambda session: session.open_page("a", nested(127)), ContentInvalid),
        (lambda session: session.set_form("f", {}, schema={"a": {"pattern": "x"}}), ValidationFailed),
        (lambda session: session.set_form("", {}), ValidationFailed),
        (lambda session: session.navigate(""), ValidationFailed),
        (lambda session: session.navigate("a", when=object()), ContentInvalid),
        (lambda session: session.add_cache_key("x" * 501), ValidationFailed),
    ],
)
def test_a_change_that_cannot_be_saved_is_refused_at_once(tab: Tab, change, error):
    """[U2] And leaves the session as it was: what is changed afterwards can be saved."""
    session = opened()

    with pytest.raises(error):
        change(session)

    assert not session.is_dirty
    session.set_form("customer", {"name": "Ada"})
    assert session.save() is True


def test_a_session_that_is_too_large_stays_here_and_says_so(tab: Tab):
    """[C4] What makes it too large can be taken away again."""
    session = opened()
    session.set_form("customer", {"text": "x" * 600_000})
    with pytest.raises(ContentTooLarge):
        session.save()

    session.set_form("customer", {"text": "short"})

    assert session.save() is True


def test_values_that_the_app_changes_later_are_not_the_sessions(tab: Tab):
    """[U2] What is in a session is what was set."""
    session = opened()
    values = {"tags": ["a"]}
    session.set_form("customer", values)
    session.save()

    values["tags"].append("b")
    session.set_form("customer", values)

    assert session.is_dirty
    assert session.form_values("customer") == {"tags": ["a", "b"]}


def test_values_that_the_session_gave_are_the_apps(tab: Tab):
    """[U2] Changed and set again they are a change, however deep in them it was made."""
    session = opened()
    session.set_form("customer", {"tags": ["a"]}, schema=SCHEMA)
    session.navigate("orders", regions=["north"])
    session.save()

    values = session.form_values("customer")
    values["tags"].append("b")
    session.forms["customer"].values["tags"].append("c")
    session.page_params["regions"].append("south")
    session.set_form("customer", values)

    assert session.save() is True
    tab.refresh()
    recovered = opened()
    assert recovered.form_values("customer") == {"tags": ["a", "b"]}
    assert recovered.page_params == {"regions": ["north"]}


def test_a_page_may_have_parameters_of_any_name(tab: Tab):
    """[U2] Those of an address are not ours to choose."""
    session = opened()

    session.open_page("orders", {"page": "2", "self": "x"})
    session.save()

    tab.refresh()
    recovered = opened()
    assert (recovered.current_page, recovered.page_params) == ("orders", {"page": "2", "self": "x"})


def test_one_name_that_a_key_depends_on_is_one_name(tab: Tab):
    """[U2] And not one for each of its letters."""
    session = opened()

    session.add_cache_key("sales", depends_on="orders.csv")

    assert session.cache_dependencies == {"sales": ["orders.csv"]}


def test_deleting_and_reading_a_deleted_session(tab: Tab):
    """[U1]"""
    session = opened()
    tab.client().user_sessions.delete(session.session_id)

    with pytest.raises(NotFound):
        tab.client().user_sessions.read(session.session_id)
