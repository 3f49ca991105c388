"""A request that is run again, with the ids it had: what the first run did is found, not done twice. [S8]"""

import asyncio

import pytest

from benchdog.documents.repeatable_ids import repeating_ids
from benchdog.documents.user_session import UserSessionState
from benchdog.stores.list_filters import AccessLogFilter
from benchdog.stores.listing import PageRequest
from benchdog.stores.session_metadata import SessionMetadata
from tests.contract.stores.world import World, a_draft, a_snapshot, exactly


@pytest.mark.parametrize("is_changed", [False, True])
async def test_a_session_whose_creation_ran_twice_exists_once(world: World, is_changed):
    """[S8] The second run knows the first one's document as its own, even when it was renamed since."""
    with repeating_ids("seed"):
        first = await world.sessions().create(a_draft())
    if is_changed:
        await world.sessions().edit_details(first.id, {"title": "New"}, if_match=exactly(first.etag))

    with repeating_ids("seed"):
        second = await world.sessions().create(a_draft())

    assert (second.id, second.version, second.content_hash) == (first.id, 1, first.content_hash)
    assert len(await world.stored("sessions", "c.kind = 'session'")) == 1


async def test_a_snapshot_whose_creation_ran_twice_exists_once(world: World):
    """[S8] Its creator's visit, too."""
    created = []
    for _ in range(2):
        with repeating_ids("seed"):
            created.append(await world.snapshots().create(a_snapshot()))

    assert created[0] == created[1]
    assert len(await world.stored("sessions", "c.kind = 'snapshot_listing'")) == 1
    [log] = (await world.access_logs("ada").page(PageRequest("last_visited_at"), AccessLogFilter())).items
    assert log.visits == 1


@pytest.mark.parametrize("is_changed", [False, True])
async def test_a_user_session_whose_start_ran_twice_exists_once(world: World, is_changed):
    """[S8]"""
    with repeating_ids("seed"):
        first = await world.user_sessions().start("studio")
    if is_changed:
        state = UserSessionState(current_page="home")
        await world.user_sessions().save(
            first.metadata.session_id, state, if_match=exactly(first.metadata.etag)
        )

    with repeating_ids("seed"):
        second = await world.user_sessions().start("studio")

    assert second.metadata.session_id == first.metadata.session_id
    assert len(await world.stored("user_sessions")) == 1


async def test_a_save_that_ran_twice_made_one_version(world: World):
    """[S8] [S3] Also where both runs are under way at once."""
    created = await world.sessions().create(a_draft({"step": 1}))

    async def run() -> SessionMetadata:
        with repeating_ids("seed"):
            draft = a_draft({"step": 2})
            return await world.sessions().save(created.id, draft, if_match=exactly(created.etag))

    first, second = await asyncio.gather(run(), run())

    assert first == second
    assert first.version == 2
