"""A service that fails is left alone for a while. [R2]"""

import asyncio
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchdog.errors import DatabaseTimeout, NotFound
from benchdog.resilience.circuit_breaker import (
    CircuitBreaker,
    CircuitBreakerPolicy,
    CircuitOpen,
    CircuitStatus,
)
from tests.virtual_time import VirtualTime

POLICY = CircuitBreakerPolicy(failure_threshold=5, reset_timeout_seconds=30, success_threshold=2)


class Bench:
    """A breaker, its time, and what it told."""

    def __init__(self) -> None:
        self.time = VirtualTime()
        self.told: list[CircuitStatus] = []
        self.breaker = CircuitBreaker(
            "database",
            policy=POLICY,
            monotonic=self.time.monotonic,
            is_failure=lambda error: isinstance(error, DatabaseTimeout),
            on_change=self.told.append,
        )

    def call(self, error: BaseException | None = None) -> str:
        """What became of one call: "answered", "failed" or "refused"."""
        try:
            with self.breaker.guard():
                _raise(error)
        except CircuitOpen:
            return "refused"
        except (DatabaseTimeout, NotFound, asyncio.CancelledError):
            return "failed"
        return "answered"

    def open(self) -> None:
        for _ in range(POLICY.failure_threshold):
            self.call(DatabaseTimeout())


def _raise(error: BaseException | None) -> None:
    if error is not None:
        raise error


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_five_failures_in_a_row_open_it(bench: Bench):
    """[R2]"""
    ended = [bench.call(DatabaseTimeout()) for _ in range(7)]

    assert ended == ["failed"] * 5 + ["refused"] * 2
    assert [each.state for each in bench.told] == ["open"]


def test_a_success_in_between_starts_the_count_anew(bench: Bench):
    """[R2]"""
    for _ in range(3):
        for _ in range(4):
            bench.call(DatabaseTimeout())
        assert bench.call() == "answered"


def test_an_answer_that_somebody_does_not_like_is_no_failure(bench: Bench):
    """[R2] The service is well."""
    for _ in range(10):
        bench.call(NotFound())

    assert bench.breaker.status().state == "closed"


def test_an_open_one_says_when_to_come_back(bench: Bench):
    """[R2] Retry-After"""
    bench.open()
    bench.time.advance(12.5)

    with pytest.raises(CircuitOpen) as refused, bench.breaker.guard():
        pytest.fail("nothing may be called")

    assert refused.value.retry_after_seconds == 18
    assert refused.value.http_status == 503
    assert refused.value.code == "database_unavailable"


def test_two_trials_that_succeed_close_it(bench: Bench):
    """[R2]"""
    bench.open()
    bench.time.advance(30)

    states = []
    for _ in range(2):
        bench.call()
        states.append(bench.breaker.status().state)

    assert states == ["half_open", "closed"]


def test_a_trial_that_fails_opens_it_again(bench: Bench):
    """[R2]"""
    bench.open()
    bench.time.advance(30)
    bench.call()

    assert bench.call(DatabaseTimeout()) == "failed"
    assert bench.call() == "refused"
    assert bench.breaker.status().retry_in_seconds == 30


def test_one_trial_runs_at_a_time(bench: Bench):
    """[R2]"""
    bench.open()
    bench.time.advance(30)

    with bench.breaker.guard():
        during = bench.call()
    after = bench.call()

    assert (during, after) == ("refused", "answered")


def test_a_trial_that_was_cancelled_says_nothing(bench: Bench):
    """[R2] The caller went away; the next one tries."""
    bench.open()
    bench.time.advance(30)

    bench.call(asyncio.CancelledError())

    assert bench.breaker.status().state == "half_open"
    assert bench.call() == "answered"


def test_a_call_from_before_the_opening_says_nothing_about_after_it(bench: Bench):
    """[R2] It was slow, not late."""
    with bench.breaker.guard():
        bench.open()

    assert bench.breaker.status().state == "open"


def test_a_reset_closes_it(bench: Bench):
    """[R2] By an administrator."""
    bench.open()

    bench.breaker.reset()

    assert bench.call() == "answered"
    status = bench.breaker.status()
    assert (status.state, status.consecutive_failures, status.times_opened) == ("closed", 0, 1)


def test_threads_share_it():
    """[R2] Exactly one of many threads makes the trial."""
    bench = Bench()
    bench.open()
    bench.time.advance(30)
    at_once = threading.Barrier(8)
    admitted = []

    def one_call() -> None:
        at_once.wait()
        try:
            with bench.breaker.guard():
                admitted.append(threading.get_ident())
                at_once.wait()
        except CircuitOpen:
            at_once.wait()

    threads = [threading.Thread(target=one_call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(admitted) == 1


@given(
    st.lists(st.one_of(st.sampled_from(["ok", "fail", "refusal", "cancel"]), st.integers(1, 40)), max_size=60)
)
@settings(max_examples=200, deadline=None)
def test_it_does_what_the_rule_says_whatever_happens(steps):
    """[R2] Against the rule written down again: failures in a row, a time, successes in a row."""
    bench = Bench()
    failures, successes, open_until = 0, 0, 0.0
    state = "closed"
    errors = {"fail": DatabaseTimeout, "refusal": NotFound, "cancel": asyncio.CancelledError}
    for step in steps:
        if isinstance(step, int):
            bench.time.advance(step)
            continue
        if state == "open" and bench.time.monotonic() >= open_until:
            state, successes = "half_open", 0
        is_refused = state == "open"
        ended = bench.call(errors[step]() if step in errors else None)
        assert (ended == "refused") == is_refused
        if is_refused or step == "cancel":
            pass
        elif step == "fail":
            failures += 1
            if state == "half_open" or failures >= POLICY.failure_threshold:
                state, open_until = "open", bench.time.monotonic() + POLICY.reset_timeout_seconds
        elif state == "half_open":
            successes += 1
            if successes == POLICY.success_threshold:
                state, failures = "closed", 0
        else:
            failures = 0
        assert bench.breaker.status().state == state
