"""Every number and name that an administrator may set, from `BENCHDOG_…` environment variables. [R7]"""

from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, IPvAnyNetwork, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from benchdog.resilience.circuit_breaker import CircuitBreakerPolicy
from benchdog.resilience.retry_policy import RetryPolicy

_PREFIX = "BENCHDOG_"

SignInMode = Literal["dev", "proxy", "oidc"]
SignatureAlgorithm = Literal[
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
]
"""Asymmetric ones only: who can check a token must not be able to make one. [A1]"""


def _or(other: str, own: str = "") -> AliasChoices:
    """Also the name that the setting had before: in the ancestor, or in the seeds. The own name wins."""
    return AliasChoices(_PREFIX + (own or other), other)


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
        cors_origins: pages of other sites that may use the service, such as `https://app.example`.
        proxy_addresses: addresses or networks of proxies in front; what they say about a request is believed.
        dev_sign_in_on_network: lets `serve` bind other than loopback in mode `dev`, where anybody can be
            anybody.
        survey_store: where survey sessions are kept; without it, in a file of `data_dir` where the database
            is the embedded engine, else in the database.
        survey_days: how long a survey session is kept after its last change.
        survey_save_seconds: how often a socket looks after what could not be saved, and for other processes.
        sign_in_secret: signs sign-in tokens; without it, one is made and kept in `data_dir`.
        oidc_issuer, oidc_audience: what a token of mode `oidc` must name.
        oidc_jwks_url: where the provider's keys are; without it, its own description says so.
        oidc_user_claim: the claim that names people for good, in the form of a user id.
        administrators: user ids of administrators, besides the members of `administrator_group`.
        request_…, upload_bytes_per_ms, draft_delay_ms, poll_interval_ms, connection_grace_ms: of the browser.
        performance_…: targets of operations; acceptable is twice a target, and slow is the maximum.
        audit_trail_max_entries: of the record that a tab keeps of itself.
        snapshot_opens_per_minute, sign_ins_per_minute: of one caller; 0 for no limit.
        idempotency_lease_seconds: after it, a request with a key is taken for dead and may run again.
        idempotency_hours: how long a key stands for one request.
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

    retry_max_attempts: int = Field(default=3, ge=0, le=10, validation_alias=_or("RETRY_MAX_ATTEMPTS"))
    retry_initial_delay_ms: int = Field(
        default=100, gt=0, validation_alias=_or("RETRY_INITIAL_DELAY", "RETRY_INITIAL_DELAY_MS")
    )
    retry_max_delay_ms: int = Field(
        default=2000, gt=0, validation_alias=_or("RETRY_MAX_DELAY", "RETRY_MAX_DELAY_MS")
    )
    circuit_breaker_failure_threshold: int = Field(
        default=5,
        gt=0,
        validation_alias=_or("CIRCUIT_BREAKER_FAILURE_THRESHOLD"),
    )
    circuit_breaker_reset_timeout_ms: int = Field(
        default=30_000,
        gt=0,
        validation_alias=_or("CIRCUIT_BREAKER_RESET_TIMEOUT", "CIRCUIT_BREAKER_RESET_TIMEOUT_MS"),
    )
    circuit_breaker_success_threshold: int = Field(default=2, gt=0)

    public_base_url: str | None = Field(default=None, pattern=r"^https?://[^/]+$")
    allowed_hosts: frozenset[str] = frozenset()

    cors_origins: frozenset[str] = frozenset()
    proxy_addresses: frozenset[IPvAnyNetwork] = frozenset()

    sign_in_mode: SignInMode = "dev"
    dev_sign_in_on_network: Literal["i-understand"] | None = None
    sign_in_secret: SecretStr | None = Field(default=None, min_length=32)
    sign_in_hours: int = Field(default=24, gt=0)
    proxy_user_header: str = "X-Forwarded-User"
    proxy_name_header: str = "X-Forwarded-Preferred-Username"
    proxy_groups_header: str = "X-Forwarded-Groups"
    oidc_issuer: str = ""
    oidc_audience: str = ""
    oidc_jwks_url: str | None = None
    oidc_algorithms: frozenset[SignatureAlgorithm] = frozenset({"RS256", "ES256"})
    oidc_leeway_seconds: int = Field(default=60, ge=0)
    oidc_user_claim: str = "sub"
    oidc_name_claim: str = "name"
    oidc_groups_claim: str = "groups"
    administrators: frozenset[str] = frozenset()
    administrator_group: str = "administrator"

    snapshot_opens_per_minute: int = Field(default=120, ge=0)
    sign_ins_per_minute: int = Field(default=60, ge=0)

    visit_window_seconds: int = Field(default=300, ge=0)
    trash_days: int = Field(default=30, gt=0)
    user_session_days: int = Field(default=30, gt=0)
    idempotency_lease_seconds: int = Field(default=60, gt=0)
    idempotency_hours: int = Field(default=24, gt=0)
    survey_store: Literal["sqlite", "cosmos"] | None = None
    survey_days: int = Field(default=90, gt=0)
    survey_save_seconds: float = Field(default=30, gt=0)
    survey_messages_per_minute: int = Field(default=1200, ge=0)
    content_cache_bytes: int = Field(default=16 * 1024 * 1024, ge=0)
    content_threads: int = Field(default=2, gt=0)

    request_read_timeout_ms: int = Field(default=5000, gt=0)
    request_write_timeout_ms: int = Field(default=10_000, gt=0)
    request_file_timeout_ms: int = Field(default=30_000, gt=0)
    request_dedup_cache_size: int = Field(default=100, gt=0, validation_alias=_or("REQUEST_DEDUP_CACHE_SIZE"))
    upload_bytes_per_ms: int = Field(default=32, gt=0)
    performance_target_session_ms: int = Field(
        default=500,
        gt=0,
        validation_alias=_or("PERFORMANCE_TARGET_SESSION_MS"),
    )
    performance_target_restoration_ms: int = Field(
        default=1000,
        gt=0,
        validation_alias=_or("PERFORMANCE_TARGET_RESTORATION_MS"),
    )
    performance_max_total_ms: int = Field(
        default=2000, gt=0, validation_alias=_or("PERFORMANCE_MAX_TOTAL_MS")
    )
    audit_trail_max_entries: int = Field(
        default=10_000, gt=0, validation_alias=_or("AUDIT_TRAIL_MAX_ENTRIES")
    )
    draft_delay_ms: int = Field(default=200, gt=0)
    poll_interval_ms: int = Field(default=10_000, gt=0)
    connection_grace_ms: int = Field(default=30_000, gt=0)

    @model_validator(mode="after")
    def _is_safe_to_start(self) -> Self:
        """[A1] A mode that lacks what it rests on would let everybody in, or nobody."""
        if self.sign_in_mode == "proxy" and not self.proxy_addresses:
            raise ValueError("Sign-in mode proxy needs BENCHDOG_PROXY_ADDRESSES.")
        if any(network.prefixlen == 0 for network in self.proxy_addresses):
            raise ValueError("BENCHDOG_PROXY_ADDRESSES names every address, so everybody would be believed.")
        if self.sign_in_mode == "oidc" and not (self.oidc_issuer and self.oidc_audience):
            raise ValueError("Sign-in mode oidc needs BENCHDOG_OIDC_ISSUER and BENCHDOG_OIDC_AUDIENCE.")
        return self

    def keeps_surveys_in_file(self) -> bool:
        """A file of one machine is the default only where the database is one, too. [U3]"""
        if self.survey_store is not None:
            return self.survey_store == "sqlite"
        return self.db_connection_string is None

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
