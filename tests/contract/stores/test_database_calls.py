"""Deadlines, retries and the circuit breaker around the database, in time that nobody waits for. [R1] [R2]"""

import time as real_time

import pytest

from benchdog.embedded_cosmos.faults import READS, WRITES, ArmedRule, Delay, FaultRule, Refusal
from benchdog.errors import DatabaseTimeout, DatabaseUnavailable, PersistenceError
from tests.contract.stores.world import UNKNOWN_ID, World, a_draft, exactly

HANGING = Delay(seconds=3600)
THROTTLED = Refusal(status=429, substatus=3200, retry_after_ms=300)


def strike(world: World, fault: Delay | Refusal, operations: frozenset[str], **rule: object) -> ArmedRule:
    return world.faults.add(FaultRule.model_validate({"fault": fault, "operations": operations, **rule}))


async def fail_until_open(world: World) -> None:
    """As many requests as it takes, one after the other."""
    strike(world, HANGING, READS)
    while world.breaker.status().state == "closed":
        with pytest.raises(DatabaseTimeout):
            await world.sessions().metadata(UNKNOWN_ID)
    world.faults.clear()


async def test_a_read_that_hangs_is_given_up_after_five_seconds(world: World):
    """[E2] 504, and no other try: the person has waited long enough."""
    created = await world.sessions().create(a_draft())
    hanging = strike(world, HANGING, READS)
    begun = world.time.monotonic()

    with pytest.raises(DatabaseTimeout) as late:
        await world.sessions().metadata(created.id)

    assert late.value.code == "database_timeout"
    assert world.time.monotonic() - begun == 5
    assert hanging.struck == 1


async def test_a_write_that_hangs_is_unknown_after_ten_seconds(world: World):
    """[S3] [E2] Never "failed" or "saved", and sent once."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    hanging = strike(world, HANGING, WRITES)
    begun = world.time.monotonic()

    with pytest.raises(DatabaseTimeout) as late:
        await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert late.value.outcome == "unknown"
    assert world.time.monotonic() - begun == 10
    assert hanging.struck == 1


async def test_a_write_whose_answer_hangs_turns_out_to_be_applied(world: World):
    """[S3] The store reads what became of it."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    hanging = strike(world, Delay(when="after", seconds=3600), WRITES, times=1)

    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert hanging.struck == 1
    assert await sessions.metadata(created.id) == saved


async def test_a_read_is_tried_again_within_the_time_of_a_person(world: World):
    """[R1] After 0.5 and 1 seconds; a third delay would end after two seconds."""
    created = await world.sessions().create(a_draft())
    lost = world.lose_reads("sessions")

    with pytest.raises(DatabaseUnavailable):
        await world.sessions().metadata(created.id)

    assert lost.struck == 3
    assert world.time.pauses == pytest.approx([0.5 * 1.15, 1.0 * 1.15])


async def test_a_read_that_was_lost_once_is_answered(world: World):
    """[R1]"""
    created = await world.sessions().create(a_draft())
    world.lose_reads("sessions", times=1)

    assert await world.sessions().metadata(created.id) == created


@pytest.mark.parametrize("operations", [READS, WRITES], ids=["reads", "writes"])
async def test_what_the_database_put_off_is_sent_again_after_its_hint(world: World, operations):
    """[R1] 429: not applied, so a write too."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    throttled = strike(world, THROTTLED, operations, times=2)

    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert saved.version == 2
    assert throttled.struck == 2
    assert world.time.pauses == pytest.approx([0.3, 0.46])


async def test_a_database_that_puts_everything_off_is_named_busy(world: World):
    """[E2] 503 with its own hint; it is well, so the circuit stays closed."""
    throttled = strike(world, Refusal(status=429, substatus=3200, retry_after_ms=30_000), READS)

    for _ in range(6):
        with pytest.raises(DatabaseUnavailable) as busy:
            await world.sessions().metadata(UNKNOWN_ID)

    assert busy.value.retry_after_seconds == 30
    assert throttled.struck == 6
    assert world.breaker.status().state == "closed"


async def test_a_database_that_fails_is_left_alone(world: World):
    """[R2] [E2] 503 with the time until the next trial, and no call."""
    await fail_until_open(world)
    calls = strike(world, Delay(seconds=0), READS | WRITES)
    world.time.advance(10)

    with pytest.raises(DatabaseUnavailable) as refused:
        await world.sessions().create(a_draft())

    assert refused.value.retry_after_seconds == 20
    assert calls.struck == 0
    assert world.breaker.status().times_opened == 1


async def test_an_open_circuit_answers_in_under_a_millisecond(world: World):
    """[R2] The fastest of many: the machine may be busy with something else."""
    await fail_until_open(world)
    durations = []

    for _ in range(50):
        begun = real_time.perf_counter()
        with pytest.raises(DatabaseUnavailable):
            await world.sessions().metadata(UNKNOWN_ID)
        durations.append(real_time.perf_counter() - begun)

    assert min(durations) < 0.001


async def test_a_database_that_is_back_is_found_by_a_trial(world: World):
    """[R2] Two successes close it."""
    await fail_until_open(world)
    world.time.advance(30)

    created = await world.sessions().create(a_draft())
    await world.sessions().metadata(created.id)

    assert world.breaker.status().state == "closed"


async def test_refusals_of_the_database_do_not_open_the_circuit(world: World):
    """[R2] A missing document, a stale save: answers."""
    sessions = world.sessions()
    for _ in range(10):
        await sessions.create(a_draft())

    strike(world, Refusal(status=412), WRITES)
    for _ in range(6):
        with pytest.raises(PersistenceError):
            await sessions.create(a_draft())

    assert world.breaker.status().state == "closed"
