"""History stays useful and small. [S7]"""

import asyncio
from datetime import timedelta

import pytest

from benchdog.errors import NotFound
from benchdog.stores.version_thinning import KEPT_LAST, thin_versions
from tests.contract.stores.world import ANYTHING, World, a_draft


async def saved(world: World, steps: int, *, every: timedelta, contents: int = 1_000) -> str:
    """A session with *steps* versions, *every* so often, which have *contents* different contents in turn."""
    sessions = world.sessions()
    session_id = (await sessions.create(a_draft({"step": 1 % contents}))).id
    for step in range(2, steps + 1):
        world.clock.advance(every)
        await sessions.save(session_id, a_draft({"step": step % contents}), if_match=ANYTHING)
    return session_id


async def numbers(world: World, session_id: str) -> list[int]:
    page = await world.versions().page(session_id, page_size=100, cursor=None)
    return [version.number for version in page.items]


async def test_the_last_fifty_stay(world: World):
    session_id = await saved(world, KEPT_LAST, every=timedelta(minutes=1))
    world.clock.advance(timedelta(days=365))

    assert await thin_versions(world.services, "ada", session_id) == 0

    assert len(await numbers(world, session_id)) == KEPT_LAST


async def test_before_them_one_a_day_stays_for_ninety_days(world: World):
    """The last one of its day."""
    session_id = await saved(world, 60, every=timedelta(hours=8))

    removed = await thin_versions(world.services, "ada", session_id)

    left = [number for number in await numbers(world, session_id) if number <= 10]
    assert removed == 10 - len(left)
    assert left == [10, 8, 5, 2]
    world.clock.advance(timedelta(days=90))
    await thin_versions(world.services, "ada", session_id)
    assert [number for number in await numbers(world, session_id) if number <= 10] == []


async def test_named_ones_stay_for_ever(world: World):
    session_id = await saved(world, 55, every=timedelta(minutes=1))
    await world.versions().label(session_id, 2, "As delivered")
    world.clock.advance(timedelta(days=365))

    await thin_versions(world.services, "ada", session_id)

    assert (await numbers(world, session_id))[-1] == 2
    assert (await world.versions().open(session_id, 2)).canonical == b'{"step":2}'


async def test_content_goes_with_the_last_version_that_has_it(world: World):
    """And only then."""
    session_id = await saved(world, 60, every=timedelta(minutes=1), contents=55)
    world.clock.advance(timedelta(days=365))

    await thin_versions(world.services, "ada", session_id)

    for number in await numbers(world, session_id):
        await world.versions().open(session_id, number)
    assert len(await world.stored("sessions", "c.kind = 'chunk'")) == KEPT_LAST


async def test_a_version_that_is_restored_meanwhile_stays_whole(world: World):
    """[S3] Whichever is first: nobody gets a session without its content."""
    session_id = await saved(world, 55, every=timedelta(minutes=1))
    world.clock.advance(timedelta(days=365))

    restored, _ = await asyncio.gather(
        world.versions().restore(session_id, 3, if_match=ANYTHING),
        thin_versions(world.services, "ada", session_id),
        return_exceptions=True,
    )

    opened = await world.sessions().open(session_id)
    if isinstance(restored, NotFound):
        assert opened.canonical == b'{"step":55}'
    else:
        assert opened.canonical == b'{"step":3}'


@pytest.mark.parametrize("call", range(1, 8))
async def test_content_that_is_saved_again_meanwhile_stays(world: World, call: int):
    """At whichever of the calls that thinning makes."""
    session_id = await saved(world, 55, every=timedelta(minutes=1))
    world.clock.advance(timedelta(days=365))

    async def save_again() -> None:
        await world.sessions().save(session_id, a_draft({"step": 3}), if_match=ANYTHING)

    world.meanwhile("sessions", save_again, skip=call - 1)
    await thin_versions(world.services, "ada", session_id)

    assert (await world.sessions().open(session_id)).canonical == b'{"step":3}'


async def test_the_reconciler_thins_each_session_once(world: World):
    """[S7] Again where there are newer versions, and after a day."""
    session_id = await saved(world, 55, every=timedelta(minutes=1))
    world.clock.advance(timedelta(days=365))
    reconciler = world.reconciler()

    first, again = await reconciler.run(), await reconciler.run()
    left = await numbers(world, session_id)
    await world.sessions().save(session_id, a_draft({"step": 56}), if_match=ANYTHING)
    saved_since = await reconciler.run()
    world.clock.advance(timedelta(days=1))
    next_day = await reconciler.run()

    assert len(left) == KEPT_LAST
    assert [run.thinned_sessions for run in (first, again, saved_since, next_day)] == [1, 0, 1, 1]
    assert await numbers(world, session_id) == list(range(56, 6, -1))
