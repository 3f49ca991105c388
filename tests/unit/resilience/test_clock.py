"""Moments as text."""

from datetime import UTC, datetime, timedelta, timezone

from benchdog.resilience.clock import parse_timestamp, timestamp


def test_text_order_is_time_order_whatever_the_zone():
    moment = datetime(2026, 11, 21, 9, 5, 3, 7_000, tzinfo=UTC)
    later_elsewhere = (moment + timedelta(milliseconds=1)).astimezone(timezone(timedelta(hours=9)))

    assert timestamp(moment) == "2026-11-21T09:05:03.007Z"
    assert timestamp(moment) < timestamp(later_elsewhere)
    assert parse_timestamp(timestamp(moment)) == moment
