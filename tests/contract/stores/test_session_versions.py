"""The history of a session. [S7]"""

import pytest

from benchdog.errors import NotFound, VersionConflict
from tests.contract.stores.world import ANYTHING, UNKNOWN_ID, World, a_draft, exactly


async def saved_three_times(world: World) -> str:
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}, title="One"))
    await sessions.save(created.id, a_draft({"step": 2}, title="Two"), if_match=ANYTHING)
    await sessions.save(created.id, a_draft({"step": 3}, title="Three"), if_match=ANYTHING)
    return created.id


async def test_versions_are_listed_newest_first_and_read_one_by_one(world: World):
    """[S7]"""
    session_id = await saved_three_times(world)

    first = await world.versions().page(session_id, page_size=2, cursor=None)
    second = await world.versions().page(session_id, page_size=2, cursor=first.next_cursor)

    assert [version.number for version in first.items + second.items] == [3, 2, 1]
    assert second.next_cursor is None
    opened = await world.versions().open(session_id, 1)
    assert (opened.canonical, opened.metadata.title) == (b'{"step":1}', "One")


async def test_restoring_puts_an_earlier_content_on_top_and_keeps_what_came_later(world: World):
    """[S7] Nothing is uploaded again."""
    session_id = await saved_three_times(world)
    pieces = await world.stored("sessions", "c.kind = 'chunk'")
    base = await world.sessions().metadata(session_id)

    restored = await world.versions().restore(session_id, 1, if_match=exactly(base.etag))

    assert (restored.version, restored.title) == (4, "Three")
    assert (await world.sessions().open(session_id)).canonical == b'{"step":1}'
    assert (await world.versions().open(session_id, 3)).canonical == b'{"step":3}'
    assert await world.stored("sessions", "c.kind = 'chunk'") == pieces


async def test_restoring_over_a_state_that_is_not_known_is_refused(world: World):
    """[S3]"""
    session_id = await saved_three_times(world)

    with pytest.raises(VersionConflict):
        await world.versions().restore(session_id, 1, if_match=exactly('"old"'))


async def test_a_version_is_named_and_its_name_taken_away(world: World):
    """[S7]"""
    session_id = await saved_three_times(world)

    named = await world.versions().label(session_id, 2, "Before the merge")
    unnamed = await world.versions().label(session_id, 2, None)

    assert (named.label, unnamed.label) == ("Before the merge", None)
    assert (await world.versions().open(session_id, 2)).metadata.label is None


async def test_unknown_versions_and_somebody_elses_are_not_found(world: World):
    """[S2]"""
    session_id = await saved_three_times(world)

    for owner, of, number in (("ada", session_id, 4), ("ada", UNKNOWN_ID, 1), ("bob", session_id, 1)):
        with pytest.raises(NotFound):
            await world.versions(owner).open(of, number)
        with pytest.raises(NotFound):
            await world.versions(owner).label(of, number, "x")
        with pytest.raises(NotFound):
            await world.versions(owner).restore(of, number, if_match=ANYTHING)
    with pytest.raises(NotFound):
        await world.versions("bob").page(session_id, page_size=20, cursor=None)
