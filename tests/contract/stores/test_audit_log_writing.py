"""Audit entries on their way to the database: behind the requests, in batches, none lost in silence. [R6]"""

import logging
from itertools import count

import pytest

from benchdog.documents.audit_entry import AuditEntry
from benchdog.embedded_cosmos.faults import WRITES, Delay, FaultRule, Refusal
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.stores.audit_log_writer import AuditLogWriter, AuditWritingPolicy
from tests.contract.stores.world import World

numbers = count(1)


def an_entry(actor_id: str = "ada", **members) -> AuditEntry:
    number = next(numbers)
    return AuditEntry(
        **{
            "id": f"entry{number:07d}",
            "actor_id": actor_id,
            "at": f"2026-11-21T09:00:00.{number % 1000:03d}Z",
            "operation": "save",
            "subject_kind": "workbench_session",
            "subject_id": "AAAAAAAAAAAA",
            "outcome": "succeeded",
            "duration_ms": 1.5,
            "correlation_id": f"trace-{number}",
            "ttl": 3600,
            **members,
        }
    )


def a_writer(world: World, *, max_waiting: int = 1000) -> AuditLogWriter:
    surroundings = Surroundings(world.time.monotonic, lambda: 0.5, world.time.pause)
    return AuditLogWriter(world.audit_log, surroundings, AuditWritingPolicy(max_waiting))


async def stored_ids(world: World) -> set[str]:
    return {each["id"] for each in await world.stored("audit_log")}


async def test_entries_are_written_together_each_with_its_expiry(world: World):
    """[R6] A batch of a person's holds at most a hundred."""
    writer = a_writer(world)
    entries = [an_entry(actor) for actor in ("ada", "bob", "ada") for _ in range(70)]
    for entry in entries:
        writer.record(entry)

    assert await writer.flush()

    stored = {each["id"]: each for each in await world.stored("audit_log")}
    assert set(stored) == {entry.id for entry in entries}
    assert AuditEntry.model_validate(stored[entries[0].id]).to_stored() == entries[0].to_stored()
    assert stored[entries[0].id]["ttl"] == 3600
    assert (writer.written, writer.lost, writer.waiting) == (210, 0, 0)


async def test_entries_that_come_during_a_write_wait_for_others(world: World):
    """[R6] A busy service would write entry by entry otherwise, and never end."""
    writer = a_writer(world)
    writer.record(an_entry())

    async def meanwhile() -> None:
        writer.record(an_entry())

    writes = world.faults.add(
        FaultRule(fault=Delay(seconds=0), operations=WRITES, container="audit_log"), meanwhile=meanwhile
    )

    assert await writer.flush()

    assert (writes.struck, writer.written, writer.waiting) == (1, 1, 1)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_entries_whose_write_was_lost_are_written_once(world: World, when):
    """[R6] Whether the write or only its answer was lost; what came meanwhile is written, too."""
    writer = a_writer(world)
    first, second = an_entry(), an_entry()
    writer.record(first)
    lost = world.lose_writes("audit_log", when)

    is_written = await writer.flush()
    writer.record(second)
    is_written_later = await writer.flush()

    assert lost.struck == 1
    assert (is_written, is_written_later) == (False, True)
    assert await stored_ids(world) == {first.id, second.id}
    assert (writer.written, writer.lost) == (2, 0)


async def test_entries_wait_for_a_database_that_does_not_answer(world: World):
    """[R6] [R1] With the delays of background work, for as long as it takes."""
    writer = a_writer(world)
    entry = an_entry()
    lost = world.lose_writes("audit_log", "before", times=3)

    async with writer.running():
        writer.record(entry)
        while not await stored_ids(world):
            assert writer.lost == 0

    assert lost.struck == 3
    assert await stored_ids(world) == {entry.id}
    assert world.time.pauses[0] == 1
    assert [round(pause, 2) for pause in world.time.pauses[1:]] == [2.3, 4.6, 9.2]


async def test_the_end_of_the_process_writes_what_waits(world: World):
    """[R6]"""
    writer = a_writer(world)
    entry = an_entry()

    async with writer.running():
        writer.record(entry)

    assert await stored_ids(world) == {entry.id}


async def test_what_cannot_be_kept_is_counted_and_goes_into_the_log(world: World, caplog):
    """[R6] Beyond what memory may hold, and what the database did not take until the end."""
    writer = a_writer(world, max_waiting=1)
    waiting, too_much = an_entry(), an_entry()
    world.lose_writes("audit_log", "before", times=None)

    with caplog.at_level(logging.WARNING):
        async with writer.running():
            writer.record(waiting)
            writer.record(too_much)

    logged = [record.audit_entry["id"] for record in caplog.records if hasattr(record, "audit_entry")]
    assert logged == [too_much.id, waiting.id]
    assert (writer.lost, writer.waiting) == (2, 0)


async def test_a_refused_batch_does_not_hold_up_the_next(world: World, caplog):
    """[R6] Trying again would be refused again."""
    writer = a_writer(world)
    refused, fine = an_entry("ada"), an_entry("bob")
    world.faults.add(FaultRule(fault=Refusal(status=400), operations=WRITES, container="audit_log", times=1))
    writer.record(refused)
    writer.record(fine)

    assert await writer.flush()

    assert await stored_ids(world) == {fine.id}
    assert (writer.written, writer.lost) == (1, 1)
    assert refused.correlation_id in str(
        [record.audit_entry for record in caplog.records if hasattr(record, "audit_entry")]
    )
