"""Every number and name that an administrator may set, from `BENCHDOG_…` environment variables. [R7]"""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from benchdog.resilience.circuit_breaker import CircuitBreakerPolicy
from benchdog.resilience.retry_policy import RetryPolicy

_PREFIX = "BENCHDOG_"


def _or(other: str, own: str) -> AliasChoices:
    """Also the name that the setting had before: in the ancestor, or in the seeds. The own name wins."""
    return AliasChoices(_PREFIX + own, other)


class Settings(BaseSettings):
    """
    What the service is told from outside.

    Attributes:
        data_dir: holds the embedded database and the sign-in secret; readable by its owner only.
        faults_file: what goes wrong in the embedded database, for tests: docs/embedded-cosmos.md.
        db_connection_string: `AccountEndpoint=…;AccountKey=…;` of Azure Cosmos DB; without it, the embedded
            engine.
        retry_max_attempts: tries after the first, while a person waits.
        retry_max_delay_ms: the longest wait, and when the last try of all begins at the latest.
        public_base_url: where people reach the service, in links to snapshots; without it, where the request
            went.
        allowed_hosts: names the service answers to besides loopback names and the public base.
        dev_sign_in_on_network: lets `serve` bind other than loopback in mode `dev`, where anybody can be
            anybody.
        sign_in_secret: signs sign-in tokens; without it, one is made and kept in `data_dir`.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, validate_by_name=True, validate_by_alias=True
    )

    data_dir: Path = Path(".benchdog")
    faults_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    db_connection_string: SecretStr | None = Field(
        default=None,
        validation_alias=_or("WEBVIZ_DB_CONNECTION_STRING", "DB_CONNECTION_STRING"),
    )
    db_name: str = "persistence"
    db_connect_timeout_seconds: int = Field(default=2, gt=0)
    db_read_timeout_seconds: int = Field(default=5, gt=0)
    db_write_timeout_seconds: int = Field(default=10, gt=0)

    retry_max_attempts: int = Field(
        default=3, ge=0, le=10, validation_alias=_or("RETRY_MAX_ATTEMPTS", "RETRY_MAX_ATTEMPTS")
    )
    retry_initial_delay_ms: int = Field(
        default=100, gt=0, validation_alias=_or("RETRY_INITIAL_DELAY", "RETRY_INITIAL_DELAY_MS")
    )
    retry_max_delay_ms: int = Field(
        default=2000, gt=0, validation_alias=_or("RETRY_MAX_DELAY", "RETRY_MAX_DELAY_MS")
    )
    circuit_breaker_failure_threshold: int = Field(
        default=5,
        gt=0,
        validation_alias=_or("CIRCUIT_BREAKER_FAILURE_THRESHOLD", "CIRCUIT_BREAKER_FAILURE_THRESHOLD"),
    )
    circuit_breaker_reset_timeout_ms: int = Field(
        default=30_000,
        gt=0,
        validation_alias=_or("CIRCUIT_BREAKER_RESET_TIMEOUT", "CIRCUIT_BREAKER_RESET_TIMEOUT_MS"),
    )
    circuit_breaker_success_threshold: int = Field(default=2, gt=0)

    public_base_url: str | None = Field(default=None, pattern=r"^https?://[^/]+$")
    allowed_hosts: frozenset[str] = frozenset()

    sign_in_mode: Literal["dev"] = "dev"
    dev_sign_in_on_network: Literal["i-understand"] | None = None
    sign_in_secret: SecretStr | None = Field(default=None, min_length=32)
    sign_in_hours: int = Field(default=24, gt=0)

    visit_window_seconds: int = Field(default=300, ge=0)
    trash_days: int = Field(default=30, gt=0)
    user_session_days: int = Field(default=30, gt=0)
    content_cache_bytes: int = Field(default=16 * 1024 * 1024, ge=0)
    content_threads: int = Field(default=2, gt=0)

    draft_delay_ms: int = Field(default=200, gt=0)
    poll_interval_ms: int = Field(default=10_000, gt=0)
    connection_grace_ms: int = Field(default=30_000, gt=0)

    def circuit_breaker_policy(self) -> CircuitBreakerPolicy:
        return CircuitBreakerPolicy(
            failure_threshold=self.circuit_breaker_failure_threshold,
            reset_timeout_seconds=self.circuit_breaker_reset_timeout_ms / 1000,
            success_threshold=self.circuit_breaker_success_threshold,
        )

    def interactive_policy(self) -> RetryPolicy:
        most_seconds = self.retry_max_delay_ms / 1000
        return RetryPolicy.doubling(
            self.retry_initial_delay_ms / 1000,
            retries=self.retry_max_attempts,
            at_most_seconds=most_seconds,
            within_seconds=most_seconds,
        )
