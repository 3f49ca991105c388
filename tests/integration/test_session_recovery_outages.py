"""Recovery of user sessions while the service cannot be reached. [U2]"""

import pytest

from benchdog.recovery import (
    SessionRecoveryError,
    SessionRecoveryManager,
    bootstrap_session,
    ensure_session_persistence,
    get_recovery_status,
    recover_session_after_refresh,
)
from tests.integration.recovery_world import Tab, opened

LONG_ENOUGH_TO_GIVE_UP = 100


def test_a_service_that_is_away_for_a_moment_is_asked_again(tab: Tab):
    """[U2] [R1] With growing pauses, and the status says how often."""
    session = opened()
    tab.refresh()
    tab.time.pauses.clear()
    tab.network.failures = 2

    recovered = recover_session_after_refresh()

    assert recovered is not None
    assert recovered.session_id == session.session_id
    assert tab.time.pauses == pytest.approx([0.55, 1.1])
    status = get_recovery_status()
    assert (status["recovery_attempts"], status["max_attempts"]) == (3, 3)


def test_a_service_that_stays_away_is_an_error_after_so_many_attempts(tab: Tab):
    """[U2] At most `max_recovery_attempts`, counted where the requests leave."""
    session = opened()
    manager = SessionRecoveryManager()
    manager.max_recovery_attempts = 5
    tab.network.failures = LONG_ENOUGH_TO_GIVE_UP

    with pytest.raises(SessionRecoveryError):
        manager.recover_complete_session(session_id=session.session_id, validate_forms=True)

    assert LONG_ENOUGH_TO_GIVE_UP - tab.network.failures == 5
    status = manager.get_recovery_status()
    assert (status["recovery_attempts"], status["max_attempts"]) == (5, 5)


def test_a_first_visit_while_the_service_is_away_is_stored_later(tab: Tab):
    """[U2] Nothing that was entered meanwhile is lost."""
    tab.network.failures = LONG_ENOUGH_TO_GIVE_UP
    session = opened()
    session.set_form("customer", {"name": "Ada"})
    ensure_session_persistence()
    was_told = list(tab.unsaved)
    tab.network.failures = 0

    ensure_session_persistence()

    assert (session.is_stored, session.is_dirty) == (True, False)
    assert [error.code for error in was_told] == ["network_error", "network_error"]
    tab.refresh()
    assert opened().form_values("customer") == {"name": "Ada"}


def test_what_was_entered_while_a_session_was_out_of_reach_is_added_to_it(tab: Tab):
    """[U2] The fallback of seed 000 stands in: no second session, nothing lost of either."""
    session = opened()
    session.set_form("customer", {"name": "Ada", "city": "London"})
    session.save()
    tab.refresh()
    tab.network.failures = LONG_ENOUGH_TO_GIVE_UP
    ensure_session_persistence()
    with pytest.raises(SessionRecoveryError):
        recover_session_after_refresh()
    stand_in = bootstrap_session()
    stand_in.set_form("customer", {"city": "Paris"})
    with pytest.raises(SessionRecoveryError, match="stays on this page"):
        stand_in.save()
    tab.network.failures = 0

    recovered = opened()

    assert recovered.session_id == session.session_id
    assert recovered.form_values("customer") == {"name": "Ada", "city": "Paris"}
    tab.refresh()
    assert opened().form_values("customer") == {"name": "Ada", "city": "Paris"}


def test_a_stand_in_for_a_session_that_was_asked_for_by_its_id_finds_it(tab: Tab):
    """[U2] A program remembers no id by itself, and would never save what was entered."""
    session = opened()
    tab.refresh()
    tab.address = None
    tab.network.failures = LONG_ENOUGH_TO_GIVE_UP
    with pytest.raises(SessionRecoveryError):
        recover_session_after_refresh(session_id=session.session_id)
    bootstrap_session().set_form("customer", {"name": "Ada"})
    tab.network.failures = 0

    recovered = opened()

    assert (recovered.session_id, recovered.is_dirty) == (session.session_id, False)
    tab.refresh()
    assert opened().form_values("customer") == {"name": "Ada"}


def test_what_a_page_could_not_save_before_it_was_reloaded_is_saved_by_the_next(tab: Tab):
    """[U2] Also where the next one is a stand-in first; of one field, the later value stays."""
    session = opened()
    session.set_form("customer", {"name": "Ada", "city": "London"})
    session.save()
    session.set_form("customer", {"name": "Ada L.", "city": "Paris"})
    session.navigate("orders")
    tab.network.failures = LONG_ENOUGH_TO_GIVE_UP
    ensure_session_persistence()
    tab.refresh()
    tab.left = [session]
    ensure_session_persistence()
    stand_in = bootstrap_session()
    was_shown = stand_in.form_values("customer")
    stand_in.set_form("customer", {**was_shown, "city": "Rome"})
    tab.network.failures = 0

    recovered = opened()

    assert was_shown == {"name": "Ada L.", "city": "Paris"}
    assert (recovered.session_id, recovered.is_dirty) == (session.session_id, False)
    assert not session.has_unsaved_changes
    tab.refresh()
    again = opened()
    assert again.form_values("customer") == {"name": "Ada L.", "city": "Rome"}
    assert again.page_views == {"orders": 1}


def test_an_unsaved_change_goes_with_the_next_save(tab: Tab):
    """[U2] A save that fails keeps what it could not send."""
    session = opened()
    session.set_form("customer", {"name": "Ada"})
    tab.network.failures = LONG_ENOUGH_TO_GIVE_UP
    with pytest.raises(Exception, match="cannot be reached"):
        session.save()
    tab.network.failures = 0

    session.navigate("orders")
    session.save()

    tab.refresh()
    assert (opened().form_values("customer"), opened().current_page) == ({"name": "Ada"}, "orders")
