"""Visits of snapshots. [N4]"""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from benchdog.errors import NotFound
from benchdog.stores.list_filters import AccessLogFilter, TextFilter
from benchdog.stores.listing import PageRequest
from tests.contract.stores.databases import Database
from tests.contract.stores.world import UNKNOWN_ID, World, a_snapshot, a_world

LATEST = PageRequest("last_visited_at")
ALL = AccessLogFilter()


async def visits_of(world: World, visitor: str) -> list[int]:
    return [log.visits for log in (await world.access_logs(visitor).page(LATEST, ALL)).items]


async def test_creating_counts_as_the_owners_visit_and_is_not_in_the_totals(world: World):
    """[N4]"""
    created = await world.snapshots("ada").create(a_snapshot())

    assert await visits_of(world, "ada") == [1]
    totals = await world.snapshots("ada").visit_totals(created.id)
    assert (totals.visits, totals.visitors, totals.last_visited_at) == (0, 0, None)


async def test_visits_within_five_minutes_count_once(world: World):
    """[N4] Then the next one counts."""
    created = await world.snapshots("ada").create(a_snapshot())
    first = world.clock()
    for minutes in (0, 2, 4):
        world.clock.now = first + timedelta(minutes=minutes)
        await world.snapshots("bob").open(created.id)
    counted_within = await visits_of(world, "bob")

    world.clock.now = first + timedelta(minutes=5)
    await world.snapshots("bob").open(created.id)

    assert counted_within == [1]
    [log] = (await world.access_logs("bob").page(LATEST, ALL)).items
    assert log.visits == 2
    assert (log.first_visited_at, log.last_visited_at) == (
        "2026-11-21T09:00:00.000Z",
        "2026-11-21T09:05:00.000Z",
    )


async def test_reading_metadata_counts_nothing(world: World):
    """SPEC 4"""
    created = await world.snapshots("ada").create(a_snapshot())

    await world.snapshots("bob").metadata(created.id)

    assert await visits_of(world, "bob") == []


async def test_the_owner_sees_who_came_and_how_often(world: World):
    """SPEC 4: visits"""
    created = await world.snapshots("ada").create(a_snapshot())
    for visitor in ("bob", "cleo", "bob"):
        world.clock.advance(timedelta(minutes=6))
        await world.snapshots(visitor).open(created.id)

    totals = await world.snapshots("ada").visit_totals(created.id)
    first = await world.snapshots("ada").visitors(created.id, page_size=1, cursor=None)
    second = await world.snapshots("ada").visitors(created.id, page_size=1, cursor=first.next_cursor)

    assert (totals.visits, totals.visitors, totals.last_visited_at) == (3, 2, "2026-11-21T09:18:00.000Z")
    assert [(one.visitor_id, one.visits) for one in first.items + second.items] == [("bob", 2), ("cleo", 1)]


async def test_visits_at_the_same_time_count_exactly(tmp_path: Path, database: Database):
    """[N4] Without a window, so that each of them has to count; some of their answers are lost."""
    async with a_world(tmp_path, database, visit_window=timedelta(0)) as world:
        created = await world.snapshots("ada").create(a_snapshot())
        world.lose_writes("snapshot_access_logs", "after", times=3, skip=2)

        await asyncio.gather(*(world.snapshots("bob").open(created.id) for _ in range(12)))

        assert await visits_of(world, "bob") == [12]
        assert (await world.snapshots("ada").visit_totals(created.id)).visits == 12


async def test_visits_at_the_same_time_within_the_window_count_once(world: World):
    """[N4]"""
    created = await world.snapshots("ada").create(a_snapshot())

    await asyncio.gather(*(world.snapshots("bob").open(created.id) for _ in range(8)))

    assert await visits_of(world, "bob") == [1]


async def test_a_failure_to_log_never_fails_the_opening(world: World, caplog: pytest.LogCaptureFixture):
    """[N4] It is in the log of the service."""
    created = await world.snapshots("ada").create(a_snapshot())
    world.lose_writes("snapshot_access_logs", "before", times=None)

    opened = await world.snapshots("bob").open(created.id)

    assert opened.canonical == b'{"step":1}'
    assert "a visit could not be recorded" in caplog.text


async def test_a_copy_that_was_prevented_comes_with_the_next_visit(world: World):
    """[N4] The owner's numbers are right again."""
    created = await world.snapshots("ada").create(a_snapshot())
    world.lose_writes("snapshots", "before", times=None)
    await world.snapshots("bob").open(created.id)
    world.faults.clear()
    world.clock.advance(timedelta(minutes=5))

    await world.snapshots("bob").open(created.id)

    assert (await world.snapshots("ada").visit_totals(created.id)).visits == 2


async def test_a_forgotten_log_leaves_the_owners_numbers(world: World):
    """SPEC 4: forgets the caller's log, nothing else; later visits are added"""
    created = await world.snapshots("ada").create(a_snapshot())
    await world.snapshots("bob").open(created.id)

    await world.access_logs("bob").forget(created.id)

    assert await visits_of(world, "bob") == []
    assert (await world.snapshots("ada").visit_totals(created.id)).visits == 1
    await world.snapshots("bob").open(created.id)
    assert await visits_of(world, "bob") == [1]
    assert (await world.snapshots("ada").visit_totals(created.id)).visits == 2


async def test_only_an_own_log_can_be_forgotten(world: World):
    """[S2]"""
    created = await world.snapshots("ada").create(a_snapshot())

    for snapshot_id in (created.id, UNKNOWN_ID, "not an id"):
        with pytest.raises(NotFound):
            await world.access_logs("bob").forget(snapshot_id)

    assert await visits_of(world, "ada") == [1]


@pytest.mark.parametrize(
    ("order", "filters", "expected"),
    [
        (PageRequest("last_visited_at"), ALL, ["beta", "gamma", "Alpha"]),
        (PageRequest("title_lower", is_descending=False), ALL, ["Alpha", "beta", "gamma"]),
        (PageRequest("visits"), AccessLogFilter(TextFilter(title="BET")), ["beta"]),
        (PageRequest("visits", page_size=1), ALL, ["beta"]),
        (LATEST, AccessLogFilter(owner_id="zoe"), []),
        (LATEST, AccessLogFilter(is_snapshot_deleted=True), ["Alpha"]),
    ],
)
async def test_logs_are_listed_with_what_is_known_of_the_snapshot(world: World, order, filters, expected):
    """[L2] [L3] Alpha is deleted, beta was opened twice."""
    ids = {}
    for title in ("Alpha", "beta", "gamma"):
        ids[title] = (await world.snapshots("ada").create(a_snapshot(title=title))).id
    for title in ("Alpha", "beta", "gamma", "beta"):
        world.clock.advance(timedelta(minutes=6))
        await world.snapshots("bob").open(ids[title])
    await world.snapshots("ada").delete(ids["Alpha"])

    page = await world.access_logs("bob").page(order, filters)

    assert [log.title for log in page.items] == expected
