"""Moments as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from benchdog.resilience.clock import parse_timestamp, timestamp


def test_text_order_is_time_order_whatever_the_zone():
    moment = datetime(2026, 11, 21, 9, 5, 3, 7_000, tzinfo=UTC)
    later_elsewhere = (moment + timedelta(milliseconds=1)).astimezone(timezone(timedelta(hours=9)))

    assert timestamp(moment) == "2026-11-21T09:05:03.007Z"
    assert timestamp(moment) < timestamp(later_elsewhere)
    assert parse_timestamp(timestamp(moment)) == moment


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("0601-11-11T09:53:58.529+00:00", "0601-11-11T09:53:58.529Z"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59.999Z"),
    ],
)
def test_no_moment_is_too_early_or_too_late(moment: str, text: str):
    """A year of three digits would stand after all others."""
    assert timestamp(datetime.fromisoformat(moment)) == text
    assert timestamp(parse_timestamp(text)) == text
