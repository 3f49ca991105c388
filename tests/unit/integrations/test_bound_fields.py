"""What the widgets of a page tell about what somebody entered. [U2]"""

from collections.abc import Iterator

import pytest

from benchdog.client import BenchdogClient
from benchdog.errors import ContentInvalid
from benchdog.integrations.streamlit.bound_fields import UNKNOWN, BoundField, BoundFields
from benchdog.recovery import UserSession


@pytest.fixture
def session() -> Iterator[UserSession]:
    """Never saved, so nothing is sent."""
    with BenchdogClient("http://bench.example", None) as client:
        yield UserSession(client.user_sessions, "shop")


def bound(session: UserSession, *names: str) -> BoundFields:
    """Fields of the form `customer` that were never drawn."""
    fields = BoundFields()
    for name in names:
        fields.bind(name, BoundField("customer", name, UNKNOWN, session))
    return fields


def test_a_field_that_nobody_touched_leaves_what_another_tab_entered(session: UserSession):
    """[S3] It still shows the older value; a save that met a conflict has brought the newer one."""
    fields = BoundFields()
    fields.bind("name", BoundField("customer", "name", "Ada", session))
    session.set_form("customer", {"name": "Ada Lovelace"})

    fields.collect(session, {"name": "Ada"})

    assert session.form_values("customer") == {"name": "Ada Lovelace"}


def test_what_a_widget_begins_with_was_not_entered(session: UserSession):
    """[U2] Or an empty page that stands in would empty the real session."""
    fields = bound(session, "name", "age")
    for name in ("name", "age"):
        fields.draws(name, {})
    fields.note_drawn({"name": "", "age": 18})

    fields.collect(session, {"name": "", "age": 18})

    assert session.forms == {}


def test_what_was_entered_is_kept_although_the_widget_was_never_seen_drawn(session: UserSession):
    """[U2] The run ended before; only what every widget begins with is taken for nothing."""
    fields = bound(session, "name", "city", "age")

    fields.collect(session, {"name": "Ada", "city": "", "age": 0})

    assert session.form_values("customer") == {"name": "Ada"}


def test_a_widget_that_no_longer_takes_the_kept_value_does_not_replace_it(session: UserSession):
    """[U2] An option that is gone in this version of the app: the widget falls back to its first one."""
    session.set_form("customer", {"city": "Paris"})
    fields = BoundFields()
    fields.bind("city", BoundField("customer", "city", "Paris", session))
    fields.draws("city", {"city": "Paris"})
    fields.note_drawn({"city": "Berlin"})

    fields.collect(session, {"city": "Berlin"})
    untouched = session.form_values("customer")
    fields.collect(session, {"city": "Rome"})

    assert untouched == {"city": "Paris"}
    assert session.form_values("customer") == {"city": "Rome"}


def test_what_the_app_sets_itself_is_kept_as_if_it_were_entered(session: UserSession):
    """[U2] A button that fills a form, before its widgets are drawn."""
    fields = BoundFields()
    fields.bind("name", BoundField("customer", "name", "", session))
    fields.collect(session, {"name": ""})
    fields.draws("name", {"name": "Example"})
    fields.note_drawn({"name": "Example"})

    fields.collect(session, {"name": "Example"})

    assert session.form_values("customer") == {"name": "Example"}


def test_one_value_that_cannot_be_kept_keeps_no_other_back(session: UserSession):
    """[U2] It is named; everything else that was entered is kept."""
    fields = bound(session, "photo", "nothing", "name")

    with pytest.raises(ContentInvalid, match="photo"):
        fields.collect(session, {"photo": object(), "nothing": float("nan"), "name": "Ada"})

    assert session.form_values("customer") == {"name": "Ada"}


def test_one_form_that_cannot_be_kept_keeps_no_other_back_and_is_tried_again(session: UserSession):
    """[U2]"""
    fields = bound(session, "name")
    fields.bind_form("wrong", {"text": {"pattern": "x"}})
    fields.bind("text", BoundField("wrong", "text", "", session))
    entered = {"text": "typed", "name": "Ada"}
    for _ in range(2):
        with pytest.raises(Exception, match="pattern"):
            fields.collect(session, entered)

    fields.bind_form("wrong", {"text": {"minLength": 2}})
    fields.collect(session, entered)

    assert session.form_values("customer") == {"name": "Ada"}
    assert session.form_values("wrong") == {"text": "typed"}


def test_a_field_on_another_page_is_another_widget(session: UserSession):
    """[U2] Streamlit forgets what the first one held."""
    fields = BoundFields()
    fields.bind("name", BoundField("customer", "name", "", session, "one"))

    assert fields.is_bound("name", session, "one")
    assert not fields.is_bound("name", session, "two")
