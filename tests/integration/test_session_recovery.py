"""User sessions that come back after a refresh, against the real service over HTTP. [U2]"""

import time

import pytest

from benchdog.recovery import (
    CacheRecoveryError,
    FormValidationError,
    NavigationRecoveryError,
    SessionRecoveryError,
    SessionRecoveryManager,
    bootstrap_session,
    clear_recovery_errors,
    get_recovery_status,
    recover_session_after_refresh,
)
from benchdog.recovery.recovered_state import recovered_state
from benchdog.recovery.session_host import hosted_by
from tests.integration.recovery_world import SCHEMA, NewTab, Tab, opened, opened_in, tab_of
from tests.real_service import RealService

UNKNOWN_ID = "AAAAAAAAAAAA"


def test_everything_comes_back_after_a_refresh(tab: Tab):
    """[U2] Forms, page, parameters, history, counts, cache keys."""
    session = opened()
    session.navigate("orders", region="north")
    session.navigate("order", number=7)
    session.set_form("customer", {"name": "Ada", "age": 36, "note": None}, schema=SCHEMA)
    session.add_cache_key("sales", depends_on=["raw"])
    session.save()

    tab.refresh()
    recovered = opened()

    assert recovered is not session
    assert recovered.session_id == session.session_id
    assert (recovered.current_page, recovered.page_params) == ("order", {"number": 7})
    assert [entry.page for entry in recovered.navigation_history] == ["orders", "order"]
    assert recovered.page_views == {"orders": 1, "order": 1}
    assert recovered.form_values("customer") == {"name": "Ada", "age": 36, "note": None}
    assert recovered.cache_keys == ["sales"]
    assert recovered.cache_dependencies == {"sales": ["raw"]}
    assert not recovered.is_dirty


def test_a_rerun_goes_on_with_the_open_session_and_asks_nothing(tab: Tab):
    """[U2] An app runs from top to bottom at every click."""
    session = opened()
    session.set_form("customer", {"name": "Ada"})
    session.save()
    tab.network.arrived.clear()

    again = opened()

    assert again is session
    assert tab.network.arrived == []


def test_an_unknown_session_is_none(tab: Tab, new_tab: NewTab):
    """[U2] [S2] So is somebody else's, and what is no id at all."""
    others = opened_in(new_tab("bob"))

    found = [
        recover_session_after_refresh(session_id=each) for each in (UNKNOWN_ID, others.session_id, "../x")
    ]

    assert found == [None, None, None]


def test_an_address_with_somebody_elses_id_starts_a_session_of_ones_own(tab: Tab, new_tab: NewTab):
    """[S2] The id in an address is no key."""
    others = opened_in(new_tab("bob"))
    others.set_form("customer", {"name": "Bob"})
    others.save()
    tab.address = others.session_id

    session = opened()

    assert session.session_id not in {"", others.session_id}
    assert session.forms == {}
    assert tab.address == session.session_id


def test_an_address_of_somebody_else_does_not_hide_the_session_one_has(tab: Tab, new_tab: NewTab):
    """[S2] The cookie still names it; an address that has expired is no different."""
    others = opened_in(new_tab("bob"))
    own = opened()
    own.set_form("customer", {"name": "Ada"})
    own.save()
    tab.refresh()
    tab.address, tab.cookie = others.session_id, own.session_id

    session = opened()

    assert session.session_id == tab.address == own.session_id
    assert session.form_values("customer") == {"name": "Ada"}


def test_a_form_is_reported_until_it_is_corrected(tab: Tab):
    """[U2] With what is wrong now; a form that was not reported is not checked while somebody fills it in."""
    session = opened()
    session.set_form("customer", {"name": "A", "age": 17}, schema=SCHEMA)
    session.save()
    tab.refresh()
    recovered = opened()
    before = get_recovery_status()["validation_errors"]

    recovered.set_form("customer", {"name": "", "age": 36})
    recovered.set_form("another", {}, schema=SCHEMA)
    opened()
    changed = get_recovery_status()["validation_errors"]
    recovered.set_form("customer", {"name": "Ada", "age": 36})
    opened()

    assert before == {"customer": ["name: must have at least 2 characters", "age: must be at least 18"]}
    assert changed == {"customer": ["name: is required"]}
    assert get_recovery_status()["has_errors"] is False


def test_invalid_forms_are_reported_and_kept(tab: Tab):
    """[U2] Never dropped, whoever looks."""
    session = opened()
    session.set_form("customer", {"name": "A", "age": 17}, schema=SCHEMA)
    session.set_form("fine", {"name": "Ada"}, schema=SCHEMA)
    session.save()
    tab.refresh()

    recovered = recover_session_after_refresh(validate_forms=True)
    status = get_recovery_status()
    clear_recovery_errors()
    cleared = get_recovery_status()

    assert recovered is not None
    assert recovered.form_values("customer") == {"name": "A", "age": 17}
    assert status["has_errors"] is True
    assert status["validation_errors"] == {
        "customer": ["name: must have at least 2 characters", "age: must be at least 18"]
    }
    assert (cleared["has_errors"], cleared["validation_errors"]) == (False, {})
    assert recovered.form_values("customer") == {"name": "A", "age": 17}


def test_forms_are_not_checked_where_nobody_asks(tab: Tab):
    """[U2] validate_forms=False."""
    session = opened()
    session.set_form("customer", {"name": ""}, schema=SCHEMA)
    session.save()
    tab.refresh()

    recover_session_after_refresh(validate_forms=False)

    assert get_recovery_status()["has_errors"] is False


def test_a_manager_recovers_with_its_own_status(tab: Tab):
    """[U2] `clear_validation_errors` clears what it found."""
    session = opened()
    session.set_form("customer", {}, schema=SCHEMA)
    session.save()
    manager = SessionRecoveryManager()

    recovered = manager.recover_complete_session(session_id=session.session_id)
    found = manager.get_recovery_status()["validation_errors"]
    manager.clear_validation_errors()

    assert recovered is not None
    assert found == {"customer": ["name: is required"]}
    assert manager.get_recovery_status()["has_errors"] is False


def test_nobody_signed_in_is_an_error_and_not_an_empty_session(service: RealService):
    """[U2] [E2] Asked once: another try would not help."""
    stranger = tab_of(service.url, "bd1.not.ours")
    stranger.address = UNKNOWN_ID

    with hosted_by(stranger), pytest.raises(SessionRecoveryError, match="sign in"):
        recover_session_after_refresh()

    assert stranger.network.arrived == ["GET"]
    stranger.client().close()


def test_a_user_id_finds_the_newest_session_of_the_app(tab: Tab):
    """[U2] Where the page remembers none; of another user there is none."""
    oldest, newest = bootstrap_session(), bootstrap_session()
    bootstrap_session(app="another")
    tab.refresh()
    tab.address = None

    recovered = recover_session_after_refresh(user_id=oldest.user_id)
    other = recover_session_after_refresh(session_id=oldest.session_id, user_id="somebody-else")

    assert recovered is not None
    assert recovered.session_id == newest.session_id
    assert other is None


@pytest.mark.parametrize(
    ("state", "error"),
    [
        ({"forms": {"customer": "garbage"}}, FormValidationError),
        ({"navigation_history": [{"page": 1}]}, NavigationRecoveryError),
        ({"cache_keys": "sales"}, CacheRecoveryError),
        ({"of_a_newer_version": 1}, SessionRecoveryError),
    ],
)
def test_a_part_that_cannot_be_read_is_named_and_nothing_is_left_out(state, error):
    """[U2] A session without it would be written back without it."""
    with pytest.raises(error) as raised:
        recovered_state(state)

    assert type(raised.value) is error


def test_recovery_takes_less_than_100_ms(tab: Tab):
    """
    [U2] Seed 000: 20–100 ms, here with 50 entries of history and 5 forms.

    The fastest of many: the machine may be busy with something else. `make bench` has the percentiles.
    """
    session = opened()
    for number in range(50):
        session.navigate(f"page {number % 7}", number=number)
    for number in range(5):
        session.set_form(f"form {number}", {f"field {name}": "x" * 20 for name in range(20)}, schema=SCHEMA)
    session.save()
    durations_ms = []

    for _ in range(20):
        tab.refresh()
        begun = time.perf_counter()
        recover_session_after_refresh(validate_forms=True)
        durations_ms.append((time.perf_counter() - begun) * 1000)

    assert min(durations_ms) < 100
