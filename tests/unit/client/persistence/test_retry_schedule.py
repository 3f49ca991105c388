"""When a save that failed is sent again. [R1] [B7]"""

from benchdog.client.persistence.retry_schedule import RetrySchedule
from benchdog.resilience.retry_policy import BACKGROUND
from tests.twins.python_driver import Device


def schedule_of(device: Device) -> RetrySchedule:
    return RetrySchedule(BACKGROUND, clock=device.now, random=lambda: 0.0)


def test_it_is_due_when_the_delay_is_over_and_not_before(device: Device):
    """[R1]"""
    retry = schedule_of(device)

    retry.try_again(hint_seconds=30)

    assert not retry.is_due
    device.advance(29)
    assert not retry.is_due
    device.advance(1)
    assert retry.is_due


def test_a_clock_that_was_put_back_makes_nobody_wait_until_it_comes_there_again(device: Device):
    """[B7]"""
    retry = schedule_of(device)
    retry.try_again(None)

    device.advance(-24 * 60 * 60)

    assert retry.is_due
