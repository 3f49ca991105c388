"""Changes of pages that were reloaded before they could be saved. [U2]"""

from collections.abc import Iterator

import pytest

from benchdog.client import BenchdogClient
from benchdog.client.user_sessions_client import UserSessionMetadata
from benchdog.integrations.streamlit.left_behind import MAX_SESSIONS, Holder, LeftBehind
from benchdog.recovery import UserSession

ADAS = "AAAAAAAAAAAA"
OLD, NEW, BOBS = (
    Holder.of(page, "shop", token, [ADAS])
    for page, token in (("old", "ada's"), ("new", "ada's"), ("bob", "bob's"))
)


@pytest.fixture
def client() -> Iterator[BenchdogClient]:
    with BenchdogClient("http://bench.example", None) as never_asked:
        yield never_asked


def session_of(
    client: BenchdogClient, session_id: str | None = None, *, is_changed: bool = True
) -> UserSession:
    """A stored one, or one that stands in."""
    now = "2026-11-21T00:00:00.000Z"
    metadata = session_id and UserSessionMetadata(
        session_id=session_id,
        user_id="ada",
        app="shop",
        created_at=now,
        updated_at=now,
        expires_at=now,
        etag="e",
    )
    session = UserSession(client.user_sessions, "shop", metadata=metadata or None)
    if is_changed:
        session.navigate("orders")
    return session


def nothing_open(_page: str) -> bool:
    return False


def test_the_same_person_finds_it_while_the_service_is_away(client: BenchdogClient):
    """[U2] By the sign-in and the id in the address; somebody else with that address does not. [S2]"""
    kept = LeftBehind(nothing_open)
    stand_in, another = session_of(client), session_of(client, is_changed=False)

    kept.keep(stand_in, OLD)

    assert kept.take(another, NEW) == [stand_in]
    assert kept.take(another, BOBS) == []
    assert kept.take(another, Holder.of("new", "another", "ada's", [ADAS])) == []


def test_nobody_without_a_sign_in_finds_anything(client: BenchdogClient):
    """[S2] Everybody without one would be the same person."""
    kept = LeftBehind(nothing_open)
    kept.keep(session_of(client), Holder.of("old", "shop", None, []))

    assert kept.take(session_of(client), Holder.of("new", "shop", None, [])) == []


def test_a_session_that_its_owner_was_given_finds_it_under_another_sign_in(client: BenchdogClient):
    """[U2] The old one has expired."""
    kept = LeftBehind(nothing_open)
    left = session_of(client, ADAS)

    kept.keep(left, OLD)

    signed_in_again = Holder.of("new", "shop", "ada's new one", [ADAS])
    assert kept.take(session_of(client, ADAS, is_changed=False), signed_in_again) == [left]
    assert kept.take(session_of(client, "BBBBBBBBBBBB"), signed_in_again) == []
    assert kept.take(session_of(client), signed_in_again) == []


def test_a_page_that_is_open_saves_its_changes_itself(client: BenchdogClient):
    """[B1] Else it would call saved what another page has not saved yet."""
    open_pages = {"old"}
    kept = LeftBehind(open_pages.__contains__)
    left = session_of(client, ADAS)
    kept.keep(left, OLD)

    while_open = kept.take(session_of(client, ADAS), NEW)
    open_pages.clear()

    assert while_open == []
    assert kept.take(session_of(client, ADAS), NEW) == [left]


def test_what_was_taken_is_not_given_again(client: BenchdogClient):
    """[U2] Nor what was saved meanwhile."""
    kept = LeftBehind(nothing_open)
    first, second = session_of(client, ADAS), session_of(client, ADAS)
    kept.keep(first, OLD)
    kept.keep(first, OLD)
    kept.keep(second, OLD)
    recovered = session_of(client, ADAS, is_changed=False)

    for left in kept.take(recovered, NEW):
        recovered.take_over(left)

    assert recovered.page_views == {"orders": 2}
    assert kept.take(recovered, NEW) == []
    assert not first.has_unsaved_changes


def test_the_newest_are_kept(client: BenchdogClient):
    """[U2] A bound for a service that stays away."""
    kept = LeftBehind(nothing_open)
    sessions = [session_of(client, ADAS) for _ in range(MAX_SESSIONS + 1)]
    for session in sessions:
        kept.keep(session, OLD)

    assert kept.take(session_of(client, ADAS), NEW) == sessions[1:]


def test_a_token_of_the_app_does_not_make_all_who_use_it_one_person(client: BenchdogClient):
    """[S2] BENCHDOG_TOKEN is the same for everybody; only who has the id as well gets what was left."""
    kept = LeftBehind(nothing_open)
    kept.keep(session_of(client), Holder.of("old", "shop", "app's", [], is_own_token=False))
    named = session_of(client)
    kept.keep(named, Holder.of("old", "shop", "app's", [ADAS], is_own_token=False))

    anybody = Holder.of("new", "shop", "app's", [], is_own_token=False)
    who_has_the_id = Holder.of("new", "shop", "app's", [ADAS], is_own_token=False)

    assert kept.take(session_of(client), anybody) == []
    assert kept.take(session_of(client), who_has_the_id) == [named]
