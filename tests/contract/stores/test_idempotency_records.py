"""Requests with an idempotency key: who runs, who is answered from what is stored, who waits. [S8]"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from benchdog.documents.idempotency_record import StoredAnswer
from benchdog.embedded_cosmos.faults import READS, WRITES, Delay, FaultRule
from benchdog.errors import (
    DatabaseUnavailable,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    PersistenceError,
)
from benchdog.stores.idempotency_record_store import IdempotencyRecordStore, KeyedRequest
from tests.contract.stores.world import IDEMPOTENCY, World

CONTAINER = "idempotency_keys"
ANSWER = StoredAnswer(status=201, headers={"etag": '"one"'}, body='{"id":"1"}')


def a_request(**changes: Any) -> KeyedRequest:
    parts = {"caller_id": "ada", "place": "POST /sessions", "key": "key-1", "fingerprint": "f1", **changes}
    return KeyedRequest(**parts)


@pytest.fixture
def records(world: World) -> IdempotencyRecordStore:
    return world.idempotency


async def test_the_answer_of_the_first_is_given_to_the_second(records: IdempotencyRecordStore):
    """[S8]"""
    run = await records.begin(a_request())
    await records.finish(run, ANSWER)

    again = await records.begin(a_request())

    assert run.answer is None
    assert again.answer == ANSWER


@pytest.mark.parametrize("finished", [True, False])
async def test_a_key_cannot_be_used_for_another_request(records: IdempotencyRecordStore, finished):
    """[S8] Whether the first is running or not."""
    run = await records.begin(a_request())
    if finished:
        await records.finish(run, ANSWER)

    with pytest.raises(IdempotencyKeyReused):
        await records.begin(a_request(fingerprint="f2"))


@pytest.mark.parametrize("changes", [{"caller_id": "bob"}, {"place": "POST /snapshots"}, {"key": "key-2"}])
async def test_another_caller_place_or_key_is_another_request(records: IdempotencyRecordStore, changes):
    """[S8]"""
    await records.finish(await records.begin(a_request()), ANSWER)

    other = await records.begin(a_request(**changes))

    assert other.answer is None


async def test_of_32_equal_requests_one_runs(records: IdempotencyRecordStore):
    """[S8]"""
    outcomes = await asyncio.gather(*(outcome_of(records) for _ in range(32)))

    assert sorted(outcomes) == 31 * ["idempotency_in_progress"] + ["runs"]


async def test_a_run_that_died_is_taken_over_once_with_its_seed_when_its_lease_has_ended(
    world: World, records: IdempotencyRecordStore
):
    """[S8] A worker that died locks no key for ever."""
    dead = await records.begin(a_request())
    world.clock.advance(IDEMPOTENCY.lease - timedelta(milliseconds=1))
    with pytest.raises(IdempotencyInProgress):
        await records.begin(a_request())
    world.clock.advance(timedelta(milliseconds=1))

    taken = await records.begin(a_request())

    assert (taken.answer, taken.seed) == (None, dead.seed)
    assert taken.run_id != dead.run_id
    with pytest.raises(IdempotencyInProgress):
        await records.begin(a_request())


async def test_of_32_requests_one_takes_a_dead_run_over(world: World, records: IdempotencyRecordStore):
    """[S8]"""
    await records.begin(a_request())
    world.clock.advance(IDEMPOTENCY.lease)

    outcomes = await asyncio.gather(*(outcome_of(records) for _ in range(32)))

    assert sorted(outcomes) == 31 * ["idempotency_in_progress"] + ["runs"]


async def test_a_run_that_outlived_its_lease_changes_nothing_of_the_next(
    world: World, records: IdempotencyRecordStore
):
    """[S8] Its answer comes too late: the other one's counts."""
    slow = await records.begin(a_request())
    world.clock.advance(IDEMPOTENCY.lease)
    taken = await records.begin(a_request())

    await records.finish(slow, StoredAnswer(status=200, headers={}, body="late"))
    await records.finish(taken, ANSWER)

    assert (await records.begin(a_request())).answer == ANSWER


async def test_what_ended_without_a_final_answer_runs_again_at_once(records: IdempotencyRecordStore):
    """[S8] With the same ids, so that nothing is applied twice."""
    run = await records.begin(a_request())
    await records.finish(run, None)

    again = await records.begin(a_request())

    assert (again.answer, again.seed) == (None, run.seed)


async def test_an_answer_too_large_to_keep_is_not_kept(records: IdempotencyRecordStore):
    """[S8] What is stored stays small; the request runs again instead."""
    run = await records.begin(a_request())
    body = "é" * (IDEMPOTENCY.max_answer_bytes // 2 + 1)
    await records.finish(run, StoredAnswer(status=200, headers={}, body=body))

    again = await records.begin(a_request())

    assert (again.answer, again.seed) == (None, run.seed)


async def test_a_key_is_forgotten_a_day_after_its_answer(world: World, records: IdempotencyRecordStore):
    """[S8] 24 hours."""
    await records.finish(await records.begin(a_request()), ANSWER)
    world.clock.advance(timedelta(hours=24) - timedelta(seconds=1))
    replayed = await records.begin(a_request())
    world.clock.advance(timedelta(seconds=2))

    anew = await records.begin(a_request(fingerprint="f2"))

    assert replayed.answer == ANSWER
    assert anew.answer is None


async def test_a_run_costs_two_calls_of_the_database_and_so_does_a_repetition(
    world: World, records: IdempotencyRecordStore
):
    """[S8]"""
    calls = world.faults.add(
        FaultRule(fault=Delay(seconds=0), container=CONTAINER, operations=READS | WRITES)
    )
    await records.finish(await records.begin(a_request()), ANSWER)
    of_the_first = calls.struck

    await records.begin(a_request())

    assert (of_the_first, calls.struck - of_the_first) == (2, 2)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_run_whose_beginning_was_lost_on_the_way_is_ours_all_the_same(
    world: World, records: IdempotencyRecordStore, when
):
    """[S8] Our own lost attempt is not taken for somebody else's run."""
    world.lose_writes(CONTAINER, when)

    run = await records.begin(a_request())

    assert run.answer is None
    await records.finish(run, ANSWER)
    assert (await records.begin(a_request())).answer == ANSWER


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_answer_whose_keeping_was_lost_on_the_way_is_kept(
    world: World, records: IdempotencyRecordStore, when
):
    """[S8]"""
    run = await records.begin(a_request())
    world.lose_writes(CONTAINER, when)

    await records.finish(run, ANSWER)

    assert (await records.begin(a_request())).answer == ANSWER


async def test_nothing_is_begun_where_that_cannot_be_kept(world: World, records: IdempotencyRecordStore):
    """[S8] [E2] Said as not applied, because nothing was."""
    world.lose_writes(CONTAINER, "before", times=None)

    with pytest.raises(DatabaseUnavailable) as refused:
        await records.begin(a_request())

    assert refused.value.outcome == "not_applied"


async def test_what_was_done_is_not_undone_by_an_answer_that_cannot_be_kept(
    world: World, records: IdempotencyRecordStore
):
    """[S8] The run ends with its lease instead."""
    run = await records.begin(a_request())
    world.lose_writes(CONTAINER, "before", times=None)
    await records.finish(run, ANSWER)
    world.faults.clear()

    world.clock.advance(IDEMPOTENCY.lease)

    assert (await records.begin(a_request())).seed == run.seed


async def outcome_of(records: IdempotencyRecordStore) -> str:
    try:
        run = await records.begin(a_request())
    except PersistenceError as error:
        return error.code
    return "replayed" if run.answer else "runs"
