"""Equal reads of several threads at one time are one request. [R3]"""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from benchdog.client.shared_calls import SharedCalls

WAIT_SECONDS = 10


class HeldCall:
    """Runs until it is released; counts how often it was run."""

    def __init__(self) -> None:
        self.runs = 0
        self.began = Event()
        self.release = Event()

    def __call__(self) -> int:
        self.runs += 1
        self.began.set()
        assert self.release.wait(WAIT_SECONDS)
        return self.runs


class JoinedKey:
    """Equal to every other one; says when a second caller looks it up."""

    def __init__(self) -> None:
        self.looked_up = Event()
        self._lookups = 0

    def __hash__(self) -> int:
        self._lookups += 1
        if self._lookups == 1:
            self.looked_up.set()
        return 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JoinedKey)


def test_callers_of_one_key_share_one_execution_and_nothing_is_kept_after_it():
    """[R3]"""
    calls: SharedCalls[int] = SharedCalls()
    held = HeldCall()
    joined = JoinedKey()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(calls.share, JoinedKey(), held)
        assert held.began.wait(WAIT_SECONDS)
        second = threads.submit(calls.share, joined, lambda: pytest.fail("run for itself"))
        assert joined.looked_up.wait(WAIT_SECONDS)
        # The lookup is made under the lock: who gets the lock after it comes after the second caller.
        with calls._lock:
            held.release.set()

        assert (first.result(WAIT_SECONDS), second.result(WAIT_SECONDS), held.runs) == (1, 1, 1)

    assert calls.share("key", lambda: 7) == 7


def test_who_is_interrupted_interrupts_nobody_else():
    """[R3] The button that interrupts a cell stops the main thread, and not the timer beside it."""
    calls: SharedCalls[int] = SharedCalls()
    held = HeldCall()
    joined = JoinedKey()

    def interrupted() -> int:
        held()
        raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(calls.share, JoinedKey(), interrupted)
        assert held.began.wait(WAIT_SECONDS)
        second = threads.submit(calls.share, joined, lambda: 7)
        assert joined.looked_up.wait(WAIT_SECONDS)
        with calls._lock:
            held.release.set()

        assert second.result(WAIT_SECONDS) == 7
        assert isinstance(first.exception(WAIT_SECONDS), KeyboardInterrupt)


def test_a_failure_is_shared_and_not_kept():
    """[R3]"""
    calls: SharedCalls[int] = SharedCalls()

    def fail() -> int:
        raise ValueError("out of order")

    with pytest.raises(ValueError, match="out of order"):
        calls.share("key", fail)

    assert calls.share("key", lambda: 7) == 7


def test_who_asks_after_a_change_gets_no_answer_from_before_it():
    """[R3]"""
    calls: SharedCalls[int] = SharedCalls()
    held = HeldCall()
    with ThreadPoolExecutor(1) as threads:
        before = threads.submit(calls.share, "key", held)
        assert held.began.wait(WAIT_SECONDS)
        calls.stop_sharing()

        assert calls.share("key", lambda: 7) == 7

        held.release.set()
        assert before.result() == 1
