"""The parts of the Streamlit integration that need no page. [U2]"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from benchdog.api.identity_by_token import COOKIE_NAME
from benchdog.client import BenchdogClient
from benchdog.documents.user_session import MAX_CACHE_KEY_LENGTH
from benchdog.errors import ContentInvalid
from benchdog.integrations.streamlit.bound_fields import BoundField, BoundFields
from benchdog.integrations.streamlit.session_host import SIGN_IN_COOKIE
from benchdog.integrations.streamlit.tracked_cache import cache_key
from benchdog.integrations.streamlit_finder import current_host
from benchdog.recovery import UserSession


@pytest.fixture
def session() -> Iterator[UserSession]:
    """Never saved, so nothing is sent."""
    with BenchdogClient("http://bench.example", None) as client:
        yield UserSession(client.user_sessions, "shop")


def fields_of(session: UserSession, **shown: object) -> BoundFields:
    """Fields of the form `customer` that show these values before anybody touched them."""
    fields = BoundFields()
    fields.bind_form("customer", {"name": {"required": True}})
    for name, value in shown.items():
        fields.bind(f"customer.{name}", BoundField("customer", name, value, session))
    return fields


def test_what_was_entered_is_kept_and_what_nobody_touched_is_not(session: UserSession):
    """[U2] So a default of the page never stands in the way of what another tab entered."""
    fields = fields_of(session, name="", age=18)

    fields.collect(session, {"customer.name": "Ada", "customer.age": 18})

    assert session.form_values("customer") == {"name": "Ada"}
    assert session.forms["customer"].validation_schema == {"name": {"required": True}}


def test_a_field_that_was_kept_once_may_go_back_to_what_it_showed(session: UserSession):
    """[U2]"""
    fields = fields_of(session, name="")
    fields.collect(session, {"customer.name": "Ada"})

    fields.collect(session, {"customer.name": ""})

    assert session.form_values("customer") == {"name": ""}


def test_a_widget_that_is_not_on_the_page_keeps_its_value(session: UserSession):
    """[U2] Streamlit forgets widgets of other pages."""
    fields = fields_of(session, name="")
    fields.collect(session, {"customer.name": "Ada"})

    fields.collect(session, {})

    assert session.form_values("customer") == {"name": "Ada"}


def test_widgets_of_another_session_are_left_alone(session: UserSession):
    """[U2] They still show what a stand-in had."""
    with BenchdogClient("http://bench.example", None) as client:
        stand_in = UserSession(client.user_sessions, "shop")
    fields = fields_of(stand_in, name="")

    fields.collect(session, {"customer.name": "Ada"})

    assert session.forms == {}
    assert not fields.is_bound("customer.name", session)


def test_dates_and_ranges_are_kept_as_json(session: UserSession):
    """[U2]"""
    fields = fields_of(session, since=None, between=None)

    fields.collect(session, {"customer.since": date(2026, 11, 21), "customer.between": (1, 2)})

    assert session.form_values("customer") == {"since": "2026-11-21", "between": [1, 2]}


@pytest.mark.parametrize("value", [object(), b"\xff"])
def test_a_value_that_cannot_be_kept_is_named(session: UserSession, value):
    """[U2] Never left out in silence."""
    fields = fields_of(session, photo=None)

    with pytest.raises(ContentInvalid, match=r"customer\.photo"):
        fields.collect(session, {"customer.photo": value})


HOLDS_ITSELF: list[object] = []
HOLDS_ITSELF.append(HOLDS_ITSELF)


def orders(region: str, at_least: int = 0, _connection: object = None) -> None:
    """Something slow."""


@pytest.mark.parametrize(
    ("args", "kwargs", "key"),
    [
        (("North", 5), {}, 'orders{"at_least":5,"region":"North"}'),
        ((), {"at_least": 5, "region": "North"}, 'orders{"at_least":5,"region":"North"}'),
        (("North",), {"_connection": object()}, 'orders{"region":"North"}'),
        ((object(),), {}, 'orders{"region":"object"}'),
        ((HOLDS_ITSELF, 5), {}, 'orders{"at_least":5,"region":"list"}'),
        ((float("nan"),), {}, 'orders{"region":NaN}'),
        ((b"\xff",), {}, 'orders{"region":"_w=="}'),
        ((2**60 + 1,), {}, 'orders{"region":1152921504606846977}'),
    ],
)
def test_a_cache_key_says_what_was_asked_for(args, kwargs, key):
    """[U2] However it was asked for; arguments with an underscore do not count, as in `st.cache_data`."""
    assert cache_key(orders, args, kwargs) == key


def test_long_cache_keys_are_cut_and_stay_different():
    """[U2]"""
    one, other = (cache_key(orders, ("x" * 1000 + end,), {}) for end in "ab")

    assert one != other
    assert one[:200] == other[:200]
    assert len(one) <= MAX_CACHE_KEY_LENGTH


def test_outside_of_streamlit_there_is_no_host():
    """[U2] Recovery then works for the process."""
    assert current_host() is None


def test_recovery_needs_no_streamlit():
    """[U2] It is an extra, and takes a second to load: a program without it neither has nor waits for it."""
    program = (
        "import sys\n"
        "from benchdog.recovery.session_host import ProcessHost, current_host\n"
        "assert isinstance(current_host(), ProcessHost)\n"
        "assert 'streamlit' not in sys.modules"
    )

    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (finished.returncode, finished.stderr) == (0, "")


def test_the_cookie_of_the_sign_in_has_the_name_that_the_service_gives_it():
    """[A4] The two chains do not import each other."""
    assert SIGN_IN_COOKIE == COOKIE_NAME
