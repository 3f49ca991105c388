"""The audit trail as it is read, by the person it is about and by administrators. [R6]"""

from datetime import UTC, datetime, timedelta

import pytest

from benchdog.cosmos.batch import Create
from benchdog.documents.audit_entry import AuditEntry
from benchdog.errors import CursorInvalid
from benchdog.stores.audit_trail_store import AuditTrailStore
from benchdog.stores.list_filters import AuditFilter, TimeRange
from benchdog.stores.listing import PageRequest
from tests.contract.stores.test_audit_log_writing import an_entry
from tests.contract.stores.world import World

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(minute: int) -> str:
    return f"2026-11-21T12:{minute:02d}:00.000Z"


async def write(world: World, *entries: AuditEntry) -> None:
    for actor_id in {entry.actor_id for entry in entries}:
        own = [Create(entry) for entry in entries if entry.actor_id == actor_id]
        for first in range(0, len(own), 100):
            await world.audit_log.write_batch(actor_id, own[first : first + 100])


def a_trail(world: World, actor_id: str | None = "ada", *, counted_entries: int = 10_000) -> AuditTrailStore:
    return AuditTrailStore(actor_id, world.audit_log, counted_entries)


async def ids(trail: AuditTrailStore, wanted: AuditFilter) -> set[str]:
    return {record.id async for stretch in trail.stretches(wanted) for record in stretch}


async def test_a_person_reads_their_own_entries_newest_first(world: World):
    """[R6] In pages, and never those of somebody else."""
    own = [an_entry("ada", at=at(minute)) for minute in range(5)]
    await write(world, *own, an_entry("bob", at=at(2)))

    first = await a_trail(world).page(PageRequest("at", page_size=3), AuditFilter())
    rest = await a_trail(world).page(PageRequest("at", page_size=3, cursor=first.next_cursor), AuditFilter())

    assert [record.id for record in first.items + rest.items] == [entry.id for entry in reversed(own)]
    assert rest.next_cursor is None


async def test_an_administrator_reads_everybodys_in_one_order(world: World):
    """[R6] Pages over all partitions repeat and skip nothing, equal times included."""
    entries = [an_entry(f"user{number % 7}", at=at(number // 4)) for number in range(40)]
    await write(world, *entries)
    trail, found, cursor = a_trail(world, None), [], None
    while True:
        page = await trail.page(PageRequest("at", page_size=6, cursor=cursor), AuditFilter())
        found += [(record.at, record.id) for record in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break

    assert found == sorted(((entry.at, entry.id) for entry in entries), reverse=True)


async def test_a_cursor_of_everybodys_trail_is_no_cursor_of_ones_own(world: World):
    """[L1]"""
    await write(world, *(an_entry("ada", at=at(minute)) for minute in range(3)))
    page = await a_trail(world, None).page(PageRequest("at", page_size=1), AuditFilter())

    with pytest.raises(CursorInvalid):
        await a_trail(world).page(PageRequest("at", page_size=1, cursor=page.next_cursor), AuditFilter())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (AuditFilter(subject_id="BBBBBBBBBBBB"), {"deleted"}),
        (AuditFilter(operation="save"), {"saved", "refused"}),
        (AuditFilter(outcome="failed"), {"refused"}),
        (AuditFilter(correlation_id="trace-me"), {"opened"}),
        (AuditFilter(operation="save", outcome="succeeded"), {"saved"}),
        (AuditFilter(began=TimeRange(NOON + timedelta(minutes=2))), {"opened", "deleted"}),
        (AuditFilter(began=TimeRange(None, NOON + timedelta(minutes=1))), {"saved", "refused"}),
    ],
)
async def test_entries_are_found_by_what_they_say(world: World, wanted, found):
    """[R6] By subject, operation, failure, correlation id and time."""
    await write(
        world,
        an_entry(id="saved", at=at(0)),
        an_entry(id="refused", at=at(1), outcome="failed", error_code="version_conflict"),
        an_entry(id="opened", at=at(2), operation="open", correlation_id="trace-me"),
        an_entry(id="deleted", at=at(3), operation="delete", subject_id="BBBBBBBBBBBB"),
    )

    assert await ids(a_trail(world), wanted) == found
    assert await ids(a_trail(world, None), wanted) == found


async def test_statistics_count_and_rate_and_time(world: World):
    """[R6] Counts by operation, success rate, 95th percentile, failures by code."""
    saves = [an_entry(at=at(0), duration_ms=number * 10) for number in range(1, 20)]
    conflict = an_entry(at=at(1), duration_ms=200, outcome="failed", error_code="version_conflict")
    await write(world, *saves, conflict, an_entry(at=at(2), operation="open", duration_ms=5))

    found = await a_trail(world).statistics(AuditFilter())

    assert found.operations["save"].model_dump() == {
        "count": 20,
        "failed": 1,
        "success_rate": 0.95,
        "average_duration_ms": 105.0,
        "p95_duration_ms": 190.0,
    }
    assert (found.operations["open"].count, found.operations["open"].p95_duration_ms) == (1, 5)
    assert found.total is not None
    assert found.total.count == 21
    assert found.errors == {"version_conflict": 1}
    assert found.is_complete


async def test_statistics_say_when_there_is_more_than_they_count(world: World):
    """[R6] The newest are counted."""
    await write(world, *(an_entry(at=at(minute), duration_ms=minute) for minute in range(4)))

    some = await a_trail(world, counted_entries=3).statistics(AuditFilter())
    everything = await a_trail(world, counted_entries=4).statistics(AuditFilter())

    assert some.total is not None
    assert (some.total.count, some.total.average_duration_ms, some.is_complete) == (3, 2, False)
    assert everything.is_complete


async def test_statistics_of_nothing_are_unknown_and_not_zero(world: World):
    """[R6]"""
    found = await a_trail(world).statistics(AuditFilter())

    assert (found.total, found.operations, found.is_complete) == (None, {}, True)


async def test_a_long_trail_comes_in_stretches(world: World):
    """[R6] All of it, none twice."""
    entries = [an_entry(at=at(number % 60)) for number in range(620)]
    await write(world, *entries)

    stretches = [stretch async for stretch in a_trail(world, None).stretches(AuditFilter())]

    assert [len(stretch) for stretch in stretches] == [500, 120]
    assert {record.id for stretch in stretches for record in stretch} == {entry.id for entry in entries}


async def test_entries_of_another_version_are_shown(world: World):
    """[R6] An operation that this code does not know was one all the same."""
    await write(world, an_entry(id="newer", operation="teleport", subject_kind="portal"))

    page = await a_trail(world).page(PageRequest("at"), AuditFilter())

    assert [record.operation for record in page.items] == ["teleport"]
