"""What was left over is finished, by whom and whenever. [N5]"""

from datetime import timedelta
from typing import Literal

import pytest

from benchdog.errors import NotFound, PersistenceError
from benchdog.stores.list_filters import AccessLogFilter
from benchdog.stores.listing import PageRequest
from benchdog.stores.reconciler import LEASE, ReconcilerReport
from benchdog.stores.snapshot_changes import VISITORS_AT_ONCE
from benchdog.stores.snapshot_settlement import LATE_VISITS
from tests.contract.stores.world import World, a_draft, a_snapshot

TRASH_TIME = timedelta(days=30)


async def is_marked(world: World, visitor: str) -> bool:
    page = await world.access_logs(visitor).page(PageRequest("last_visited_at"), AccessLogFilter())
    return all(entry.snapshot_deleted for entry in page.items)


async def test_every_visitors_log_is_marked_however_many_there_are(world: World):
    """[N5]"""
    ada = world.snapshots("ada")
    made = await ada.create(a_snapshot())
    visitors = [f"visitor{number}" for number in range(VISITORS_AT_ONCE + 5)]
    for visitor in visitors:
        await world.snapshots(visitor).open(made.id)
    await ada.delete(made.id)
    unmarked = [visitor for visitor in visitors if not await is_marked(world, visitor)]

    report = await world.reconciler().run()

    assert len(unmarked) == 6  # the owner's is among those that are marked at once
    assert report.settled_snapshots == 1
    assert all([await is_marked(world, visitor) for visitor in visitors])


async def test_a_visit_that_came_late_is_marked_too(world: World):
    """[N5] It was recorded after the deletion had looked at the visitors."""
    ada, bob = world.snapshots("ada"), world.snapshots("bob")
    made = await ada.create(a_snapshot())
    await bob.open(made.id)
    [log] = await world.stored("snapshot_access_logs", "c.visitor_id = 'bob'")
    await ada.delete(made.id)
    await world.reconciler().run()
    await world.raw["snapshot_access_logs"].upsert_item(log)

    await world.reconciler().run()

    assert await is_marked(world, "bob")


async def test_what_is_settled_is_not_looked_at_again(world: World):
    made = await world.snapshots("ada").create(a_snapshot())
    await world.snapshots("ada").delete(made.id)

    world.clock.advance(LATE_VISITS)
    first = await world.reconciler().run()
    second = await world.reconciler().run()

    assert (first.settled_snapshots, second.settled_snapshots) == (1, 0)


async def test_the_trash_is_emptied_after_a_month(world: World):
    """SPEC 3: DELETE … to the trash for 30 days"""
    sessions = world.sessions()
    deleted, kept = await sessions.create(a_draft()), await sessions.create(a_draft())
    await sessions.delete(deleted.id)

    early = await world.reconciler().run()
    world.clock.advance(TRASH_TIME + timedelta(seconds=1))
    report = await world.reconciler().run()

    assert (early.purged_sessions, report.purged_sessions) == (0, 1)
    assert {
        item.get("session_id", item["id"]) for item in await world.stored("sessions", "c.owner_id = 'ada'")
    } == {kept.id}
    with pytest.raises(NotFound):
        await sessions.restore(deleted.id)


async def test_a_deletion_for_good_that_was_cut_off_is_finished(world: World):
    created = await world.sessions().create(a_draft())
    lost = world.lose_writes("sessions", "before", times=None, skip=1)
    with pytest.raises(PersistenceError):
        await world.sessions().delete(created.id, is_permanent=True)
    world.faults.clear()

    report = await world.reconciler().run()

    assert lost.struck
    assert report.purged_sessions == 1
    assert await world.stored("sessions", "c.owner_id = 'ada'") == []


async def test_one_process_at_a_time(world: World):
    """[N5] The lease of one that died ends by itself."""
    first = await world.reconciler("first").run()
    second = await world.reconciler("second").run()
    again = await world.reconciler("first").run()
    world.clock.advance(LEASE)
    later = await world.reconciler("second").run()

    assert [run.has_run for run in (first, second, again, later)] == [True, False, True, True]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("container", ["sessions", "snapshots", "snapshot_access_logs"])
async def test_a_run_that_ended_anywhere_is_finished_by_the_next(
    world: World, container: str, when: Literal["before", "after"]
):
    """[N5] At each of its writes, whether it was applied or not."""
    ada = world.snapshots("ada")
    stopped = 0
    for skip in range(12):
        made = await ada.create(a_snapshot())
        await world.snapshots("bob").open(made.id)
        world.lose_writes("snapshot_access_logs", "before", times=None)
        await ada.delete(made.id)
        world.faults.clear()
        session = await world.sessions().create(a_draft())
        await world.sessions().delete(session.id)
        world.clock.advance(TRASH_TIME - timedelta(days=1))
        lost = world.lose_writes(container, when, times=None, skip=skip)
        stopped += await has_stopped(world)
        world.faults.clear()
        world.clock.advance(timedelta(days=1, minutes=10))

        report = await world.reconciler("another").run()

        assert report.failures == 0
        assert await is_marked(world, "bob")
        assert await world.stored("sessions", "c.kind = 'session' AND c.is_purging = true") == []
        if not lost.struck:
            break

    assert stopped


async def has_stopped(world: World) -> bool:
    """Whether a run had to leave something undone."""
    try:
        report: ReconcilerReport = await world.reconciler("first").run()
    except PersistenceError:
        return True
    return report.failures > 0 or not report.has_run
