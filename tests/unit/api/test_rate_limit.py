"""How often one caller may do something. [N6]"""

import pytest

from benchdog.api.rate_limit import TokenBuckets
from benchdog.errors import RateLimited
from tests.virtual_time import VirtualTime


def times_taken(buckets: TokenBuckets, caller: str, tries: int) -> int:
    """Of *tries* in a row, how many were let through."""
    taken = 0
    for _ in range(tries):
        try:
            buckets.take(caller)
        except RateLimited:
            continue
        taken += 1
    return taken


def test_a_minute_s_worth_is_let_through_at_once_and_then_no_more():
    """[N6]"""
    buckets = TokenBuckets(60, VirtualTime().monotonic)

    assert times_taken(buckets, "ada", 100) == 60


def test_who_is_refused_hears_when_to_come_back():
    """[N6] Retry-After is enough, and not too much."""
    time = VirtualTime()
    buckets = TokenBuckets(6, time.monotonic)
    times_taken(buckets, "ada", 6)

    with pytest.raises(RateLimited) as refused:
        buckets.take("ada")
    hint_seconds = refused.value.hint_seconds or 0
    time.advance(hint_seconds - 0.1)
    early = times_taken(buckets, "ada", 1)
    time.advance(0.2)

    assert hint_seconds == pytest.approx(10)
    assert (early, times_taken(buckets, "ada", 2)) == (0, 1)


def test_one_caller_takes_nothing_from_another():
    """[N6]"""
    buckets = TokenBuckets(10, VirtualTime().monotonic)
    times_taken(buckets, "ada", 100)

    assert times_taken(buckets, "bob", 10) == 10


def test_a_bucket_never_holds_more_than_a_minute_s_worth():
    """[N6]"""
    time = VirtualTime()
    buckets = TokenBuckets(10, time.monotonic)
    times_taken(buckets, "ada", 10)
    time.advance(3600)

    assert times_taken(buckets, "ada", 100) == 10


def test_zero_is_no_limit():
    """[N6]"""
    assert times_taken(TokenBuckets(0, VirtualTime().monotonic), "ada", 1000) == 1000


def test_memory_is_bounded_and_who_came_last_is_remembered():
    """[N6] However many callers come."""
    buckets = TokenBuckets(1, VirtualTime().monotonic, max_callers=100)

    for number in range(1000):
        buckets.take(f"caller{number}")

    assert len(buckets._buckets) == 100
    assert times_taken(buckets, "caller999", 1) == 0
