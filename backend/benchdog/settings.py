"""Every number and name that an administrator may set, from `BENCHDOG_…` environment variables. [R7]"""

from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, IPvAnyNetwork, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from benchdog.observability.performance_monitor import PerformancePolicy, PerformanceTarget
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
    """What the service is told from outside. The table of docs/settings.md is made from here."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,  # it holds secrets
    )

    data_dir: Path = Path(".benchdog")
    """Holds the embedded database and the sign-in secret; readable by its owner only."""
    faults_file: Path | None = None
    """What goes wrong in the embedded database, for tests: docs/embedded-cosmos.md."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    sentry_dsn: SecretStr | None = None
    """Where errors are reported, with the extra `benchdog[sentry]`; without it, nowhere."""
    tracing: bool = False
    """Whether traces go where the variables `OTEL_…` say, with the extra `benchdog[otel]`."""
    db_connection_string: SecretStr | None = Field(
        default=None,
        validation_alias=_or("WEBVIZ_DB_CONNECTION_STRING", "DB_CONNECTION_STRING"),
    )
    """`AccountEndpoint=…;AccountKey=…;` of Azure Cosmos DB; without it, the embedded engine."""
    db_name: str = "persistence"
    db_connect_timeout_seconds: int = Field(default=2, gt=0)
    db_read_timeout_seconds: int = Field(default=5, gt=0)
    """After it a read of the database is given up: 504."""
    db_write_timeout_seconds: int = Field(default=10, gt=0)
    """After it the outcome of a write is unknown, and reading tells."""
    retry_max_attempts: int = Field(default=3, ge=0, le=10, validation_alias=_or("RETRY_MAX_ATTEMPTS"))
    """Tries after the first, while a person waits."""
    retry_initial_delay_ms: int = Field(
        default=100, gt=0, validation_alias=_or("RETRY_INITIAL_DELAY", "RETRY_INITIAL_DELAY_MS")
    )
    """Before the second try; each further delay is twice as long."""
    retry_max_delay_ms: int = Field(
        default=2000, gt=0, validation_alias=_or("RETRY_MAX_DELAY", "RETRY_MAX_DELAY_MS")
    )
    """The longest delay, and when the last try of all begins at the latest."""
    circuit_breaker_failure_threshold: int = Field(
        default=5,
        gt=0,
        validation_alias=_or("CIRCUIT_BREAKER_FAILURE_THRESHOLD"),
    )
    """Failures in a row that open it."""
    circuit_breaker_reset_timeout_ms: int = Field(
        default=30_000,
        gt=0,
        validation_alias=_or("CIRCUIT_BREAKER_RESET_TIMEOUT", "CIRCUIT_BREAKER_RESET_TIMEOUT_MS"),
    )
    """How long it stays open before a trial."""
    circuit_breaker_success_threshold: int = Field(default=2, gt=0)
    """Trials that succeed in a row and close it."""
    public_base_url: str | None = Field(default=None, pattern=r"^https?://[^/]+$")
    """Where people reach the service, in links to snapshots; without it, where the request went."""
    allowed_hosts: frozenset[str] = frozenset()
    """Names the service answers to, besides loopback names and the public base."""
    cors_origins: frozenset[str] = frozenset()
    """Pages of other sites that may use the service, such as `https://app.example`."""
    proxy_addresses: frozenset[IPvAnyNetwork] = frozenset()
    """Addresses or networks of proxies in front; what they say about a request is believed."""
    sign_in_mode: SignInMode = "dev"
    """How people sign in: docs/operations.md."""
    dev_sign_in_on_network: Literal["i-understand"] | None = None
    """Lets `serve` bind other than loopback in mode `dev`, where anybody can be anybody."""
    sign_in_secret: SecretStr | None = Field(default=None, min_length=32)
    """Signs the tokens of mode `dev`; without it, one is made and kept in the data folder."""
    sign_in_hours: int = Field(default=24, gt=0)
    """How long a sign-in of mode `dev` lasts."""
    proxy_user_header: str = "X-Forwarded-User"
    """Mode `proxy`: holds the user id."""
    proxy_name_header: str = "X-Forwarded-Preferred-Username"
    """Mode `proxy`: holds a name for people, where there is one."""
    proxy_groups_header: str = "X-Forwarded-Groups"
    """Mode `proxy`: holds the names of groups, parted by commas."""
    oidc_issuer: str = ""
    """Mode `oidc`: what a token must name as its issuer."""
    oidc_audience: str = ""
    """Mode `oidc`: what a token must name as its audience."""
    oidc_jwks_url: str | None = None
    """Mode `oidc`: where the provider's keys are; without it, its own description says so."""
    oidc_algorithms: frozenset[SignatureAlgorithm] = frozenset({"RS256", "ES256"})
    """Mode `oidc`: the signatures that count."""
    oidc_leeway_seconds: int = Field(default=60, ge=0)
    """Mode `oidc`: how far two clocks may be apart."""
    oidc_user_claim: str = "sub"
    """Mode `oidc`: the claim that names people for good, in the form of a user id."""
    oidc_name_claim: str = "name"
    """Mode `oidc`: holds a name for people, where there is one."""
    oidc_groups_claim: str = "groups"
    """Mode `oidc`: holds the names of groups, as a list or parted by spaces."""
    administrators: frozenset[str] = frozenset()
    """User ids of administrators."""
    administrator_group: str = "administrator"
    """Its members are administrators, too, in the modes `proxy` and `oidc`."""
    snapshot_opens_per_minute: int = Field(default=120, ge=0)
    """Of one caller, in one worker process; 0 for no limit."""
    sign_ins_per_minute: int = Field(default=60, ge=0)
    """From one address, in one worker process; 0 for no limit."""
    visit_window_seconds: int = Field(default=300, ge=0)
    """Visits of one visitor within it count once."""
    public_snapshots: bool = False
    """Whether a snapshot may be shared with people who are not signed in."""
    reconcile_seconds: int = Field(default=60, ge=0)
    """How often work that was left over is looked for, by one of the processes; 0 for never."""
    trash_days: int = Field(default=30, gt=0)
    """How long something deleted can come back."""
    user_session_days: int = Field(default=30, gt=0)
    """How long a user session is kept after its last save."""
    idempotency_lease_seconds: int = Field(default=60, gt=0)
    """After it, a request with a key is taken for dead and may run again."""
    idempotency_hours: int = Field(default=24, gt=0)
    """How long a key stands for one request."""
    survey_store: Literal["sqlite", "cosmos"] | None = None
    """Where survey sessions are kept; without it, in a file of the data folder where the database is the
    embedded engine, else in the database."""
    survey_days: int = Field(default=90, gt=0)
    """How long a survey session is kept after its last change."""
    survey_save_seconds: float = Field(default=30, gt=0)
    """How often a socket looks after what could not be saved, and for other processes."""
    survey_messages_per_minute: int = Field(default=1200, ge=0)
    """Of one person, who is listened to more slowly beyond it; 0 for no limit."""
    content_cache_bytes: int = Field(default=16 * 1024 * 1024, ge=0)
    """Memory for content that was read lately."""
    content_threads: int = Field(default=2, gt=0)
    """Threads that compress, hash and check content."""
    large_bodies_at_once: int = Field(default=8, gt=0)
    """Requests of more than 64 KiB that one worker process has in memory; further ones wait, unread."""
    request_read_timeout_ms: int = Field(default=5000, gt=0)
    """Of the browser: how long nothing may come of a request."""
    request_write_timeout_ms: int = Field(default=10_000, gt=0)
    """Of the browser: as for a read; the time for sending a body is added."""
    request_file_timeout_ms: int = Field(default=30_000, gt=0)
    """Of the browser: for a shipped file."""
    request_dedup_cache_size: int = Field(default=100, gt=0, validation_alias=_or("REQUEST_DEDUP_CACHE_SIZE"))
    """Of the browser: how many requests that are under way may be shared with equal ones."""
    upload_bytes_per_ms: int = Field(default=32, gt=0)
    """Of the browser: what a slow line takes up."""
    performance_target_session_ms: int = Field(
        default=500,
        gt=0,
        validation_alias=_or("PERFORMANCE_TARGET_SESSION_MS"),
    )
    """Target of changes; acceptable is twice as much."""
    performance_target_restoration_ms: int = Field(
        default=1000,
        gt=0,
        validation_alias=_or("PERFORMANCE_TARGET_RESTORATION_MS"),
    )
    """Target of opening and recovering; acceptable is twice as much."""
    performance_max_total_ms: int = Field(
        default=2000, gt=0, validation_alias=_or("PERFORMANCE_MAX_TOTAL_MS")
    )
    """What takes longer is an error."""
    audit_trail_max_entries: int = Field(
        default=10_000, gt=0, validation_alias=_or("AUDIT_TRAIL_MAX_ENTRIES")
    )
    """Of the browser: how many entries a tab keeps of its own record."""
    audit_days: int = Field(default=400, gt=0)
    """How long an entry of the audit trail is kept."""
    audit_delay_ms: int = Field(default=1000, ge=0)
    """How long an entry waits for others, to be written with them."""
    audit_max_waiting: int = Field(default=10_000, gt=0)
    """Entries kept in memory while the database takes none."""
    audit_export_format: Literal["json", "csv"] = Field(
        default="json", validation_alias=_or("AUDIT_TRAIL_EXPORT_FORMAT")
    )
    """Where an export does not ask for one."""
    audit_statistics_entries: int = Field(default=10_000, gt=0)
    """The newest that statistics of the audit trail are made of."""
    metrics_addresses: frozenset[IPvAnyNetwork] = frozenset()
    """Addresses or networks that read `/metrics` without signing in."""

    draft_delay_ms: int = Field(default=200, gt=0)
    """Of the browser: from an edit to its draft."""
    poll_interval_ms: int = Field(default=10_000, gt=0)
    """Of the browser: how often it looks for changes made elsewhere."""
    connection_grace_ms: int = Field(default=30_000, gt=0)
    """Of the browser: how long a lost connection is not called offline."""
    studio_recovery: bool = True
    """Of the browser: whether a start of Data Studio is tried again, and a lost connection waited for."""
    studio_start_retries: int = Field(default=3, ge=0, le=10)
    """Of the browser: automatic attempts to start Data Studio after the immediate one."""
    studio_start_delay_ms: int = Field(default=2000, gt=0)
    """Of the browser: before the first of them; each further delay is twice as long."""
    studio_expiry_notice_hours: int = Field(default=12, ge=0)
    """Of the browser: how long before a session of Data Studio ends it says so."""

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

    def performance_policy(self) -> PerformancePolicy:
        slow_ms = self.performance_max_total_ms
        return PerformancePolicy(
            change=PerformanceTarget.doubling(self.performance_target_session_ms, slow_ms=slow_ms),
            opening=PerformanceTarget.doubling(self.performance_target_restoration_ms, slow_ms=slow_ms),
        )

    def interactive_policy(self) -> RetryPolicy:
        most_seconds = self.retry_max_delay_ms / 1000
        return RetryPolicy.doubling(
            self.retry_initial_delay_ms / 1000,
            retries=self.retry_max_attempts,
            at_most_seconds=most_seconds,
            within_seconds=most_seconds,
        )

    def studio_start_delays_ms(self) -> list[int]:
        return [self.studio_start_delay_ms * 2**retry for retry in range(self.studio_start_retries)]
