"""Recovery of user sessions, against the real service over HTTP. [U2]"""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from benchdog.errors import ContentInvalid, ContentTooLarge, NotFound, ValidationFailed
from benchdog.recovery import (
    CacheRecoveryError,
    FormValidationError,
    NavigationRecoveryError,
    SessionRecoveryError,
    SessionRecoveryManager,
    UserSession,
    bootstrap_session,
    clear_recovery_errors,
    ensure_session_persistence,
    get_recovery_status,
    recover_session_after_refresh,
)
from benchdog.recovery.recovered_state import recovered_state
from benchdog.recovery.session_host import hosted_by
from tests.integration.recovery_world import Tab, sign_in, tab_of
from tests.real_service import RealService, running_service

UNKNOWN_ID = "AAAAAAAAAAAA"
SCHEMA: dict[str, dict[str, Any]] = {
    "name": {"required": True, "minLength": 2},
    "age": {"type": "number", "min": 18},
}
LONG_ENOUGH_TO_GIVE_UP = 100

NewTab = Callable[..., Tab]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    with running_service(tmp_path_factory.mktemp("service")) as started:
        yield started


@pytest.fixture
def new_tab(service: RealService) -> Iterator[NewTab]:
    """Tabs of Ada, or of who is named; nobody of one test is anybody in another."""
    tabs: list[Tab] = []
    test = uuid4().hex[:8]

    def open_tab(name: str = "ada") -> Tab:
        tabs.append(tab_of(service.url, sign_in(service.url, f"{name}-{test}")))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.client().close()


@pytest.fixture
def tab(new_tab: NewTab) -> Iterator[Tab]:
    """Ada's tab, in which the test's calls run."""
    ada = new_tab()
    with hosted_by(ada):
        yield ada


def opened() -> UserSession:
    """What an app does at the top of each page."""
    ensure_session_persistence()
    session = recover_session_after_refresh()
    assert session is not None
    return session


def opened_in(tab: Tab) -> UserSession:
    with hosted_by(tab):
        return opened()


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


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda session: session.set_form("f", {"a": float("nan")}), ContentInvalid),
        (lambda session: session.set_form("f", {"a": object()}), ContentInvalid),
        (lambda session: session.set_form("f", {}, schema={"a": {"pattern": "x"}}), ValidationFailed),
        (lambda session: session.set_form("", {}), ValidationFailed),
        (lambda session: session.navigate(""), ValidationFailed),
        (lambda session: session.navigate("a", when=object()), ContentInvalid),
        (lambda session: session.add_cache_key("x" * 501), ValidationFailed),
    ],
)
def test_a_change_that_cannot_be_saved_is_refused_at_once(tab: Tab, change, error):
    """[U2] And leaves the session as it was."""
    session = opened()

    with pytest.raises(error):
        change(session)

    assert not session.is_dirty


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


def test_recovery_takes_less_than_100_ms(tab: Tab):
    """[U2] Seed 000: 20–100 ms, here the 95th percentile with 50 entries of history and 5 forms."""
    session = opened()
    for number in range(50):
        session.navigate(f"page {number % 7}", number=number)
    for number in range(5):
        session.set_form(f"form {number}", {f"field {name}": "x" * 20 for name in range(20)}, schema=SCHEMA)
    session.save()
    durations_ms = []

    for _ in range(60):
        tab.refresh()
        begun = time.perf_counter()
        recover_session_after_refresh(validate_forms=True)
        durations_ms.append((time.perf_counter() - begun) * 1000)

    assert statistics.quantiles(durations_ms, n=20)[-1] < 100


def test_deleting_and_reading_a_deleted_session(tab: Tab):
    """[U1]"""
    session = opened()
    tab.client().user_sessions.delete(session.session_id)

    with pytest.raises(NotFound):
        tab.client().user_sessions.read(session.session_id)
