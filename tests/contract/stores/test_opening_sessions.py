"""When a session was last opened, known on every device. [S10]"""

from datetime import timedelta

import pytest

from benchdog.resilience.clock import timestamp
from benchdog.stores.list_filters import SessionFilter, TimeRange
from benchdog.stores.listing import PageRequest
from tests.contract.stores.world import ANYTHING, World, a_draft, exactly

DAY = timedelta(days=1)


async def last_opened_at(world: World, session_id: str) -> str:
    return (await world.sessions().metadata(session_id)).last_opened_at


async def test_opening_is_recorded_and_leaves_the_state_as_it_was(world: World):
    """[S10] Neither a poller nor another tab sees a change, and what they save is no conflict."""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.clock.advance(DAY)

    await sessions.open(created.id)

    now = await sessions.metadata(created.id)
    assert now == created.model_copy(update={"last_opened_at": timestamp(world.clock())})
    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))
    assert saved.version == 2


async def test_opening_with_a_kept_copy_is_recorded_and_asking_for_metadata_is_not(world: World):
    """[S10]"""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.clock.advance(DAY)

    await sessions.metadata(created.id)
    asked = await last_opened_at(world, created.id)
    await sessions.open(created.id, unless=exactly(created.etag))

    assert asked == created.last_opened_at
    assert await last_opened_at(world, created.id) == timestamp(world.clock())


async def test_openings_within_an_hour_are_one_write(world: World):
    """[S10]"""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.clock.advance(DAY)
    await sessions.open(created.id)
    written = await world.stored("sessions", "c.kind = 'session'")

    world.clock.advance(timedelta(minutes=59))
    await sessions.open(created.id)

    assert await world.stored("sessions", "c.kind = 'session'") == written
    world.clock.advance(timedelta(minutes=1))
    await sessions.open(created.id)
    assert await last_opened_at(world, created.id) == timestamp(world.clock())


async def test_an_opening_that_cannot_be_recorded_succeeds(world: World):
    """[S10]"""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.clock.advance(DAY)
    lost = world.lose_writes("sessions", "before", times=None)

    opened = await sessions.open(created.id)

    assert lost.struck
    assert opened.canonical == b'{"step":1}'
    world.faults.clear()
    assert await last_opened_at(world, created.id) == created.last_opened_at


async def test_a_save_that_meets_an_opening_is_applied_and_loses_nothing(world: World):
    """[S3] [S10] The opening changes the stored document between the save's look and its write."""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.clock.advance(DAY)
    world.meanwhile("sessions", lambda: sessions.open(created.id))

    edited = await sessions.edit_details(created.id, {"starred": True}, if_match=exactly(created.etag))

    assert edited.starred
    assert edited.last_opened_at == timestamp(world.clock())


async def test_a_saved_session_was_open_and_a_tidied_one_was_not(world: World):
    """[S10] Stars, tags, trash and restoring are done from lists."""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.clock.advance(DAY)
    edited = await sessions.edit_details(created.id, {"starred": True}, if_match=ANYTHING)
    await sessions.delete(created.id)
    restored = await sessions.restore(created.id)

    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=ANYTHING)

    assert {edited.last_opened_at, restored.last_opened_at} == {created.last_opened_at}
    assert saved.last_opened_at == saved.updated_at


@pytest.mark.parametrize("is_descending", [False, True])
async def test_what_was_not_opened_for_long_is_listed(world: World, is_descending: bool):
    """[L2] [L3] [S10]"""
    sessions = world.sessions()
    made = [await sessions.create(a_draft(title=title)) for title in ("first", "second", "third")]
    world.clock.advance(90 * DAY)
    await sessions.open(made[0].id)
    unused = SessionFilter(last_opened=TimeRange(latest=world.clock() - timedelta(seconds=1)))

    everything = await sessions.page(PageRequest("last_opened_at", is_descending), SessionFilter())
    found = await sessions.page(PageRequest("last_opened_at", is_descending), unused)

    titles = ["second", "third", "first"]
    assert [each.title for each in everything.items] == (titles[::-1] if is_descending else titles)
    assert {each.title for each in found.items} == {"second", "third"}


async def test_a_session_stored_before_openings_were_recorded_counts_as_opened_when_last_changed(
    world: World,
):
    created = await world.sessions().create(a_draft())
    [stored] = await world.stored("sessions", "c.kind = 'session'")
    del stored["last_opened_at"]
    await world.raw["sessions"].upsert_item(stored)

    read = await world.sessions().metadata(created.id)

    assert read == created
