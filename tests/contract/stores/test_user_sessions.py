"""User sessions: what an app keeps of one person by itself. [U1]"""

import asyncio
from datetime import timedelta

import pytest

from benchdog.documents.user_session import (
    MAX_NAVIGATION_HISTORY,
    MAX_STATE_SIZE_BYTES,
    FormState,
    NavigationEntry,
    UserSessionState,
)
from benchdog.errors import ContentTooLarge, NotFound, VersionConflict
from benchdog.stores.listing import PageRequest
from tests.contract.stores.world import ANYTHING, UNKNOWN_ID, World, exactly

NEWEST_FIRST = PageRequest("updated_at")


def a_state(page: str = "orders", **values) -> UserSessionState:
    entry = NavigationEntry(page=page, timestamp="2026-11-21T09:00:00.000Z", params={"region": "north"})
    return UserSessionState(
        current_page=page,
        page_params={"region": "north"},
        page_views={page: 1},
        navigation_history=[entry],
        forms={"customer": FormState(values=values, validation_schema={"name": {"required": True}})},
        cache_keys=["sales"],
        cache_dependencies={"sales": ["raw"]},
    )


async def test_a_user_session_comes_back_as_it_was_saved(world: World):
    """[U1] Null, false, zero and empty are values."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    state = a_state(name="Ada", nothing=None, off=False, zero=0, empty="", list=[1, {"x": None}])

    saved = await sessions.save(started.metadata.session_id, state, if_match=exactly(started.metadata.etag))

    found = await sessions.read(started.metadata.session_id)
    assert found.state.canonical() == state.canonical()
    assert found.metadata == saved
    assert (saved.app, saved.user_id, saved.current_page) == ("shop", "ada", "orders")


async def test_a_user_session_starts_with_nothing_in_it(world: World):
    """[U1]"""
    started = await world.user_sessions().start("shop")

    assert started.state == UserSessionState()
    assert await world.user_sessions().read(started.metadata.session_id) == started


async def test_somebody_elses_user_session_is_not_found(world: World):
    """[S2] Not to read, not to save, not to delete, not to list."""
    started = await world.user_sessions("ada").start("shop")
    bob, session_id = world.user_sessions("bob"), started.metadata.session_id

    for attempt in (
        bob.read(session_id),
        bob.save(session_id, a_state(), if_match=ANYTHING),
        bob.delete(session_id),
        world.user_sessions("ada").read(UNKNOWN_ID),
        world.user_sessions("ada").read("../x"),
    ):
        with pytest.raises(NotFound):
            await attempt

    assert (await bob.page(NEWEST_FIRST, app=None)).items == []
    assert await world.user_sessions("ada").read(session_id) == started


async def test_of_many_saves_from_one_etag_one_succeeds(world: World):
    """[S3] Two tabs of one browser are two writers."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    session_id, start = started.metadata.session_id, exactly(started.metadata.etag)
    saves = [sessions.save(session_id, a_state(f"page {number}"), if_match=start) for number in range(8)]

    results = await asyncio.gather(*saves, return_exceptions=True)

    conflicts = [result for result in results if isinstance(result, VersionConflict)]
    [saved] = [result for result in results if not isinstance(result, BaseException)]
    assert len(conflicts) == 7
    assert all(conflict.details["current"] == saved.model_dump() for conflict in conflicts)
    assert (await sessions.read(session_id)).metadata == saved


async def test_a_save_of_what_is_stored_changes_nothing(world: World):
    """[S4] Whatever ETag it names: it may be the repetition of one whose answer was lost."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    session_id, start = started.metadata.session_id, exactly(started.metadata.etag)
    saved = await sessions.save(session_id, a_state(), if_match=start)
    world.clock.advance(timedelta(hours=1))

    again = await sessions.save(session_id, a_state(), if_match=start)

    assert again == saved


async def test_true_is_not_one(world: World):
    """[S4] They compare equal in Python; a person ticked a box."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    session_id = started.metadata.session_id
    await sessions.save(session_id, a_state(agreed=1), if_match=ANYTHING)

    await sessions.save(session_id, a_state(agreed=True), if_match=ANYTHING)

    assert (await sessions.read(session_id)).state.forms["customer"].values["agreed"] is True


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_lost_answer_is_decided(world: World, when):
    """[S3] The start and the save of a user session happen once each."""
    sessions = world.user_sessions()
    world.lose_writes("user_sessions", when)
    started = await sessions.start("shop")
    world.lose_writes("user_sessions", when)

    saved = await sessions.save(
        started.metadata.session_id, a_state(), if_match=exactly(started.metadata.etag)
    )

    assert (await sessions.read(saved.session_id)).metadata == saved
    assert len(await world.stored("user_sessions")) == 1


async def test_a_user_session_expires_thirty_days_after_its_last_save(world: World):
    """[U1] A save puts it off."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    session_id = started.metadata.session_id
    world.clock.advance(timedelta(days=29))
    saved = await sessions.save(session_id, a_state(), if_match=ANYTHING)
    world.clock.advance(timedelta(days=29))
    found = await sessions.read(session_id)

    world.clock.advance(timedelta(days=2))

    assert found.metadata == saved
    assert saved.expires_at == "2027-01-19T09:00:00.000Z"
    with pytest.raises(NotFound):
        await sessions.read(session_id)


async def test_the_newest_sessions_of_an_app_come_first(world: World):
    """[U1] [L1] Page by page, without their forms."""
    sessions = world.user_sessions()
    for app in ("shop", "other", "shop", "shop"):
        await sessions.start(app)
        world.clock.advance(timedelta(minutes=1))
    oldest = (await sessions.page(NEWEST_FIRST, app="shop")).items[-1]
    await sessions.save(oldest.session_id, a_state(), if_match=ANYTHING)

    first = await sessions.page(PageRequest("updated_at", page_size=2), app="shop")
    rest = await sessions.page(PageRequest("updated_at", page_size=2, cursor=first.next_cursor), app="shop")

    listed = [*first.items, *rest.items]
    assert listed[0].session_id == oldest.session_id
    assert listed[0].current_page == "orders"
    assert [item.app for item in listed] == ["shop"] * 3
    assert listed == sorted(listed, key=lambda item: item.updated_at, reverse=True)
    assert rest.next_cursor is None
    assert len((await sessions.page(NEWEST_FIRST, app=None)).items) == 4


async def test_the_newest_part_of_the_history_is_kept(world: World):
    """[U1] Views go on counting what is no longer listed."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    [entry] = a_state().navigation_history
    entries = [
        entry.model_copy(update={"params": {"number": number}})
        for number in range(MAX_NAVIGATION_HISTORY + 5)
    ]
    state = a_state().model_copy(update={"navigation_history": entries, "page_views": {"orders": 105}})

    await sessions.save(started.metadata.session_id, state, if_match=ANYTHING)

    kept = (await sessions.read(started.metadata.session_id)).state
    assert [one.params["number"] for one in kept.navigation_history] == list(range(5, 105))
    assert kept.page_views == {"orders": 105}


async def test_a_state_that_is_too_large_is_refused_by_name(world: World):
    """[U1] [C4] Nothing of it is stored; what is largest is named."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")

    with pytest.raises(ContentTooLarge) as refused:
        await sessions.save(
            started.metadata.session_id, a_state(text="x" * MAX_STATE_SIZE_BYTES), if_match=ANYTHING
        )

    assert refused.value.details["limit_bytes"] == MAX_STATE_SIZE_BYTES
    assert refused.value.details["largest_parts"][0]["path"] == "$.forms"
    assert await sessions.read(started.metadata.session_id) == started


async def test_the_largest_state_can_be_stored_whatever_it_is_made_of(world: World):
    """[C5] Escapes in its text do not push the document over the database's limit."""
    sessions = world.user_sessions()
    started = await sessions.start("shop")
    room = MAX_STATE_SIZE_BYTES - len(a_state(text="").canonical())
    state = a_state(text="é" * (room // 2))

    await sessions.save(started.metadata.session_id, state, if_match=ANYTHING)

    found = await sessions.read(started.metadata.session_id)
    assert found.state.canonical() == state.canonical()


async def test_a_deleted_user_session_is_gone(world: World):
    """[U1]"""
    sessions = world.user_sessions()
    started = await sessions.start("shop")

    await sessions.delete(started.metadata.session_id)

    with pytest.raises(NotFound):
        await sessions.read(started.metadata.session_id)
    with pytest.raises(NotFound):
        await sessions.delete(started.metadata.session_id)
