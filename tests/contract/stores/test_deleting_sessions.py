"""The trash, coming back from it, and deletion for good."""

import pytest

from benchdog.errors import DatabaseTimeout, NotFound, VersionConflict
from benchdog.stores.list_filters import SessionFilter
from benchdog.stores.listing import PageRequest
from tests.contract.stores.world import ANYTHING, World, a_draft, exactly

NEWEST = PageRequest("updated_at")
ALL = SessionFilter()


async def ids_of(world: World, *, is_deleted: bool) -> list[str]:
    page = await world.sessions().page(NEWEST, ALL, is_deleted=is_deleted)
    return [session.id for session in page.items]


async def test_a_deleted_session_is_in_the_trash_and_nowhere_else(world: World):
    """SPEC 3: DELETE"""
    created = await world.sessions().create(a_draft())

    await world.sessions().delete(created.id)

    assert await ids_of(world, is_deleted=False) == []
    assert await ids_of(world, is_deleted=True) == [created.id]
    with pytest.raises(NotFound):
        await world.sessions().open(created.id)
    with pytest.raises(NotFound):
        await world.sessions().save(created.id, a_draft({"step": 2}), if_match=ANYTHING)


async def test_a_session_comes_back_from_the_trash_whole(world: World):
    """SPEC 3: restore"""
    created = await world.sessions().create(a_draft({"step": 1}))
    await world.sessions().delete(created.id)

    restored = await world.sessions().restore(created.id)

    assert (restored.deleted_at, restored.version) == (None, 1)
    assert (await world.sessions().open(created.id)).canonical == b'{"step":1}'
    assert await ids_of(world, is_deleted=False) == [created.id]


async def test_a_condition_on_a_deletion_is_kept(world: World):
    """[S3] Whoever names an ETag deletes that state only."""
    created = await world.sessions().create(a_draft())
    await world.sessions().edit_details(created.id, {"title": "New"}, if_match=exactly(created.etag))

    with pytest.raises(VersionConflict):
        await world.sessions().delete(created.id, if_match=exactly(created.etag))

    assert await ids_of(world, is_deleted=False) == [created.id]


@pytest.mark.parametrize("is_in_trash", [False, True])
async def test_deletion_for_good_leaves_nothing_behind(world: World, is_in_trash):
    """SPEC 3: permanent; more documents than one batch takes, and nobody else's"""
    sessions = world.sessions()
    other = await sessions.create(a_draft({"other": 1}))
    created = await sessions.create(a_draft({"step": 0}))
    for step in range(1, 55):
        await sessions.save(created.id, a_draft({"step": step}), if_match=ANYTHING)
    if is_in_trash:
        await sessions.delete(created.id)

    await sessions.delete(created.id, is_permanent=True)

    assert await world.stored("sessions", f"CONTAINS(c.id, '{created.id}')") == []
    assert (await sessions.open(other.id)).canonical == b'{"other":1}'


async def test_a_deletion_that_was_interrupted_goes_on_when_asked_again(world: World):
    """Until then nothing brings the session back, because parts of it are gone."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 0}))
    world.lose_writes("sessions", "after", skip=1, times=None)
    with pytest.raises(DatabaseTimeout):
        await sessions.delete(created.id, is_permanent=True)
    world.faults.clear()
    with pytest.raises(NotFound):
        await sessions.restore(created.id)

    await sessions.delete(created.id, is_permanent=True)

    assert await world.stored("sessions") == []
