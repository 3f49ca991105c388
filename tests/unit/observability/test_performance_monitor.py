"""How long operations take against their targets. [R5]"""

import logging

import pytest

from benchdog.observability.performance_monitor import (
    PerformanceMonitor,
    PerformancePolicy,
    PerformanceTarget,
)


@pytest.mark.parametrize(
    ("operation", "duration_ms", "level"),
    [
        ("create", 500, "DEBUG"),
        ("create", 501, "INFO"),
        ("create", 1000, "INFO"),
        ("create", 1001, "WARNING"),
        ("create", 2000, "WARNING"),
        ("create", 2001, "ERROR"),
        ("open", 1000, "DEBUG"),
        ("recover", 2000, "INFO"),
        ("recover", 2001, "ERROR"),
    ],
)
def test_the_level_of_a_duration_is_that_of_its_target(caplog, operation, duration_ms, level):
    """[R5] Create 500/1000/2000 ms, restoration 1000/2000 ms."""
    monitor = PerformanceMonitor(PerformancePolicy())

    with caplog.at_level(logging.DEBUG):
        monitor.observe(operation, duration_ms)

    [found] = monitor.summary()
    assert (found.operation, found.level, found.levels) == (operation, level, {level: 1})
    assert [record.levelname for record in caplog.records] == [level]


def test_percentiles_are_of_the_last_thousand_and_counts_of_all():
    """[R5]"""
    monitor = PerformanceMonitor(PerformancePolicy())
    for _ in range(100):
        monitor.observe("save", 5000)
    for duration_ms in range(1, 1001):
        monitor.observe("save", duration_ms)

    [found] = monitor.summary()

    assert (found.p50_ms, found.p95_ms, found.p99_ms, found.level) == (500, 950, 990, "INFO")
    assert found.count == 1100
    assert found.levels == {"ERROR": 100, "DEBUG": 500, "INFO": 500}


def test_what_was_never_measured_has_no_percentile():
    """[R5] Not zero."""
    assert PerformanceMonitor(PerformancePolicy()).summary() == []


def test_acceptable_is_never_more_than_slow():
    """[R7] Whatever the environment says."""
    assert PerformanceTarget.doubling(1500, slow_ms=2000) == PerformanceTarget(1500, 2000, 2000)
