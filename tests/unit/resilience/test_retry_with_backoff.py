"""What is tried again, when, and when it is given up. [R1]"""

import math
from collections.abc import Callable

import pytest

from benchdog.cosmos.write_errors import DocumentChanged, DocumentExists, DocumentMissing
from benchdog.errors import (
    ContentTooLarge,
    DatabaseTimeout,
    DatabaseUnavailable,
    NotFound,
    PersistenceError,
    RateLimited,
    VersionConflict,
    error_classes,
)
from benchdog.resilience.retry_policy import BACKGROUND, DATABASE, INTERACTIVE, RATE_LIMITED, RetryPolicy
from benchdog.resilience.retry_with_backoff import (
    Surroundings,
    retry_thread_with_backoff,
    retry_with_backoff,
    transient_errors,
)
from benchdog.resilience.transient import is_transient
from tests.virtual_time import VirtualTime


class FailingCall:
    """Fails with each of *errors* in turn, then returns "done"; takes *seconds* each time."""

    def __init__(self, time: VirtualTime, *errors: Exception, seconds: float = 0) -> None:
        self._time = time
        self._errors = list(errors)
        self._seconds = seconds
        self.tries = 0

    def __call__(self) -> str:
        self.tries += 1
        self._time.advance(self._seconds)
        if self._errors:
            raise self._errors.pop(0)
        return "done"

    async def awaited(self) -> str:
        return self()


def surroundings_of(time: VirtualTime, random: Callable[[], float] = lambda: 0.0) -> Surroundings:
    return Surroundings(time.monotonic, random, time.pause, time.pause_thread)


def test_the_named_policies_have_the_delays_of_the_contract():
    """[R1]"""
    assert INTERACTIVE.delays_seconds == (0.1, 0.2, 0.4)
    assert INTERACTIVE.within_seconds == 2
    assert RATE_LIMITED.delays_seconds == (0.2, 0.4, 0.8)
    assert BACKGROUND.delays_seconds == (2.0, 4.0, 8.0)
    assert DATABASE.delays_seconds == (0.5, 1.0, 2.0)
    assert RetryPolicy.doubling(0.5, retries=8, at_most_seconds=30).delays_seconds[-2:] == (30.0, 30.0)


@pytest.mark.parametrize("policy", [INTERACTIVE, RATE_LIMITED, BACKGROUND, DATABASE])
@pytest.mark.parametrize(("chance", "share"), [(0.0, 0.1), (0.5, 0.15), (1.0, 0.2)])
def test_chance_lengthens_every_delay_by_10_to_20_per_cent(policy, chance, share):
    """[R1]"""
    for retry, delay in enumerate(policy.delays_seconds, start=1):
        waited = policy.delay_seconds(retry, hint_seconds=None, random=lambda: chance)

        assert math.isclose(waited, delay * (1 + share))


async def test_a_call_is_tried_again_until_it_succeeds():
    """[R1]"""
    time = VirtualTime()
    call = FailingCall(time, ConnectionError(), TimeoutError(), DatabaseUnavailable())

    result = await retry_with_backoff(call.awaited, transient_errors(INTERACTIVE), surroundings_of(time))

    assert result == "done"
    assert time.pauses == pytest.approx([0.11, 0.22, 0.44])


async def test_the_last_error_is_raised_when_the_delays_are_used_up():
    """[R1]"""
    time = VirtualTime()
    last = DatabaseTimeout("the fourth")
    call = FailingCall(time, *(DatabaseTimeout() for _ in range(3)), last)

    with pytest.raises(DatabaseTimeout) as raised:
        await retry_with_backoff(call.awaited, transient_errors(INTERACTIVE), surroundings_of(time))

    assert raised.value is last
    assert call.tries == 4


async def test_no_try_begins_after_the_time_of_the_policy():
    """[R1] The person has waited for two seconds."""
    time = VirtualTime()
    call = FailingCall(time, *(DatabaseTimeout() for _ in range(4)), seconds=0.9)

    with pytest.raises(DatabaseTimeout):
        await retry_with_backoff(call.awaited, transient_errors(INTERACTIVE), surroundings_of(time))

    assert call.tries == 2


async def test_a_hint_of_the_service_is_never_undercut():
    """[R1] Retry-After"""
    time = VirtualTime()
    call = FailingCall(time, DatabaseUnavailable(retry_after_seconds=1.5))

    await retry_with_backoff(call.awaited, transient_errors(INTERACTIVE), surroundings_of(time))

    assert time.pauses == [1.5]


async def test_a_service_that_asks_for_longer_than_the_policy_has_is_left_alone():
    """[R1] The caller hears of it at once, with the hint."""
    time = VirtualTime()
    call = FailingCall(time, DatabaseUnavailable(retry_after_seconds=30))

    with pytest.raises(DatabaseUnavailable) as raised:
        await retry_with_backoff(call.awaited, transient_errors(INTERACTIVE), surroundings_of(time))

    assert raised.value.retry_after_seconds == 30
    assert time.pauses == []


async def test_too_many_requests_have_a_policy_of_their_own():
    """[R1]"""
    time = VirtualTime()
    call = FailingCall(time, RateLimited(), RateLimited())

    await retry_with_backoff(call.awaited, transient_errors(BACKGROUND), surroundings_of(time))

    assert time.pauses == pytest.approx([0.22, 0.44])


@pytest.mark.parametrize(
    "error",
    [
        NotFound(),
        VersionConflict(),
        ContentTooLarge(),
        DocumentMissing(),
        DocumentExists(),
        DocumentChanged(),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_refusal_is_never_tried_again(error):
    """[R1]"""
    time = VirtualTime()
    call = FailingCall(time, error)

    with pytest.raises(type(error)):
        await retry_with_backoff(call.awaited, transient_errors(INTERACTIVE), surroundings_of(time))

    assert call.tries == 1


def test_which_statuses_are_transient():
    """[R1] Of every error that can be answered."""
    transient = {each.http_status for each in error_classes() if is_transient(_any(each))}

    assert transient == {429, 502, 503, 504}


def test_a_call_that_blocks_its_thread_is_tried_again_by_the_same_rules():
    """[R1] [U3]"""
    time = VirtualTime()
    call = FailingCall(time, *(ConnectionError() for _ in range(4)))

    with pytest.raises(ConnectionError):
        retry_thread_with_backoff(call, transient_errors(DATABASE), surroundings_of(time))

    assert call.tries == 4
    assert time.pauses == pytest.approx([0.55, 1.1, 2.2])


def _any(kind: type[PersistenceError]) -> PersistenceError:
    return kind()
