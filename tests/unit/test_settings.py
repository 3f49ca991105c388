"""Numbers from the environment, under our names and those of the seeds. [R7]"""

import pytest

from benchdog.api.service_config import ServiceConfig
from benchdog.settings import Settings

SEED_002 = {
    "CIRCUIT_BREAKER_FAILURE_THRESHOLD": ("circuit_breaker_failure_threshold", 5),
    "CIRCUIT_BREAKER_RESET_TIMEOUT": ("circuit_breaker_reset_timeout_ms", 30_000),
    "RETRY_MAX_ATTEMPTS": ("retry_max_attempts", 3),
    "RETRY_INITIAL_DELAY": ("retry_initial_delay_ms", 100),
    "RETRY_MAX_DELAY": ("retry_max_delay_ms", 2000),
    "PERFORMANCE_TARGET_SESSION_MS": ("performance_target_session_ms", 500),
    "PERFORMANCE_TARGET_RESTORATION_MS": ("performance_target_restoration_ms", 1000),
    "PERFORMANCE_MAX_TOTAL_MS": ("performance_max_total_ms", 2000),
    "REQUEST_DEDUP_CACHE_SIZE": ("request_dedup_cache_size", 100),
    "AUDIT_TRAIL_MAX_ENTRIES": ("audit_trail_max_entries", 10_000),
}


@pytest.mark.parametrize(("variable", "setting", "default"), [(k, *v) for k, v in SEED_002.items()])
def test_the_variables_of_seed_002_are_read(monkeypatch: pytest.MonkeyPatch, variable, setting, default):
    """[R7] The default is the seed's; our own name wins over the seed's."""
    monkeypatch.delenv(variable, raising=False)
    values = [getattr(Settings(), setting)]
    monkeypatch.setenv(variable, "7")
    values.append(getattr(Settings(), setting))
    monkeypatch.setenv(f"BENCHDOG_{setting.upper()}", "8")
    values.append(getattr(Settings(), setting))

    assert values == [default, 7, 8]


def test_retries_follow_from_their_numbers():
    """[R1] [R7]"""
    policy = Settings(retry_max_attempts=4, retry_initial_delay_ms=50, retry_max_delay_ms=300)

    assert policy.interactive_policy().delays_seconds == (0.05, 0.1, 0.2, 0.3)
    assert policy.interactive_policy().within_seconds == 0.3


def test_the_browser_gets_the_same_numbers():
    """[R7] By default those that it has itself."""
    config = ServiceConfig.of(Settings(), "1").model_dump()

    assert config["retries"] == {"delays_ms": [100, 200, 400], "within_ms": 2000}
    assert config["circuit_breaker"] == {
        "failure_threshold": 5,
        "reset_timeout_ms": 30_000,
        "success_threshold": 2,
    }
    assert config["requests"] == {
        "read_timeout_ms": 5000,
        "write_timeout_ms": 10_000,
        "file_timeout_ms": 30_000,
        "upload_bytes_per_ms": 32,
        "shared_requests": 100,
    }
    assert config["sharing"] == {"public_allowed": False, "trash_days": 30}
