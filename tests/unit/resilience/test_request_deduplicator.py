"""Equal calls at one time are one execution. [R3]"""

import asyncio

import pytest

from benchdog.errors import DatabaseTimeout
from benchdog.resilience.request_deduplicator import RequestDeduplicator


class HeldCall:
    """Ends when the test says so."""

    def __init__(self) -> None:
        self.executions = 0
        self.outcome: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def __call__(self) -> str:
        self.executions += 1
        return await asyncio.shield(self.outcome)


async def begun(deduplicator: RequestDeduplicator, key: str, call: HeldCall) -> asyncio.Task[str]:
    task = asyncio.create_task(deduplicator.deduplicate(key, call))
    await asyncio.sleep(0)
    return task


async def test_concurrent_calls_with_one_key_share_one_execution():
    """[R3]"""
    deduplicator, call = RequestDeduplicator(), HeldCall()
    tasks = [await begun(deduplicator, "a", call) for _ in range(3)]

    call.outcome.set_result("done")

    assert await asyncio.gather(*tasks) == ["done"] * 3
    assert call.executions == 1
    stats = deduplicator.stats()
    assert (stats.total, stats.executed, stats.deduplicated) == (3, 1, 2)
    assert stats.deduplication_rate == pytest.approx(2 / 3)


async def test_a_failure_is_shared_too():
    """[R3]"""
    deduplicator, call = RequestDeduplicator(), HeldCall()
    tasks = [await begun(deduplicator, "a", call) for _ in range(2)]
    error = DatabaseTimeout()

    call.outcome.set_exception(error)

    assert await asyncio.gather(*tasks, return_exceptions=True) == [error, error]


async def test_nothing_is_kept_after_it_ended():
    """[R3] The next call is made anew."""
    deduplicator = RequestDeduplicator()
    for expected in ("first", "second"):
        call = HeldCall()
        call.outcome.set_result(expected)

        assert await deduplicator.deduplicate("a", call) == expected


async def test_other_keys_are_other_calls():
    """[R3]"""
    deduplicator, call = RequestDeduplicator(), HeldCall()
    tasks = [await begun(deduplicator, key, call) for key in ("a", "b")]

    call.outcome.set_result("done")
    await asyncio.gather(*tasks)

    assert call.executions == 2


async def test_a_caller_that_goes_away_leaves_the_call_to_the_others():
    """[R3]"""
    deduplicator, call = RequestDeduplicator(), HeldCall()
    first = await begun(deduplicator, "a", call)
    second = await begun(deduplicator, "a", call)

    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    call.outcome.set_result("done")

    assert await second == "done"


async def test_what_is_shared_is_bounded():
    """[R3] A call beyond the bound runs for itself."""
    deduplicator, call = RequestDeduplicator(max_keys=1), HeldCall()
    tasks = [await begun(deduplicator, key, call) for key in ("a", "b", "b")]

    call.outcome.set_result("done")
    await asyncio.gather(*tasks)

    assert call.executions == 3
