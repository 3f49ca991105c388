"""Writes whose answer got lost: applied once, or known not to be, or honestly unknown. [S3]"""

import pytest

from benchdog.errors import DatabaseTimeout
from benchdog.resilience.retry_policy import INTERACTIVE
from tests.contract.stores.world import ANYTHING, World, a_draft, exactly


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_save_whose_answer_was_lost_is_applied_exactly_once(world: World, when):
    """[S3] Whether the database had applied it or not."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    world.lose_writes("sessions", when)

    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert saved.version == 2
    assert await sessions.metadata(created.id) == saved
    assert len(await world.stored("sessions", "c.kind = 'version'")) == 2


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_session_whose_creation_was_lost_exists_exactly_once(world: World, when):
    """[S3]"""
    world.lose_writes("sessions", when)

    created = await world.sessions().create(a_draft())

    assert (await world.sessions().open(created.id)).metadata == created
    assert len(await world.stored("sessions", "c.kind = 'session'")) == 1


async def test_a_lost_save_is_not_reported_as_refused_because_somebody_saved_on_top(world: World):
    """[S3] It is in the history; its ETag is no longer good for another save."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))

    async def somebody_saves():
        world.faults.clear()
        await sessions.save(created.id, a_draft({"step": 3}), if_match=ANYTHING)

    world.lose_writes("sessions", "after", meanwhile=somebody_saves)
    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert saved.version == 2
    current = await sessions.metadata(created.id)
    assert current.version == 3
    assert saved.etag != current.etag
    assert (await world.versions().open(created.id, 2)).canonical == b'{"step":2}'


async def test_a_save_that_nobody_can_decide_is_called_unknown(world: World):
    """[E2] 504, and never "failed" or "saved"."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    fault = world.lose_writes("sessions", "before", times=None)

    with pytest.raises(DatabaseTimeout) as lost:
        await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert lost.value.outcome == "unknown"
    assert fault.struck == 1 + len(INTERACTIVE.delays_seconds), "the SDK sends nothing again on its own"
    world.faults.clear()
    assert await sessions.metadata(created.id) == created


async def test_a_lost_change_of_details_is_applied_once(world: World):
    """[S3]"""
    sessions = world.sessions()
    created = await sessions.create(a_draft())
    world.lose_writes("sessions", "after")

    edited = await sessions.edit_details(created.id, {"title": "New"}, if_match=exactly(created.etag))

    assert await sessions.metadata(created.id) == edited
