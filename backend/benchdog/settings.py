"""Every number and name that an administrator may set, from `BENCHDOG_…` environment variables. [R7]"""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """
    What the service is told from outside.

    Attributes:
        data_dir: holds the embedded database and the sign-in secret; readable by its owner only.
        faults_file: what goes wrong in the embedded database, for tests: docs/embedded-cosmos.md.
        db_connection_string: `AccountEndpoint=…;AccountKey=…;` of Azure Cosmos DB; without it, the embedded
            engine.
        public_base_url: where people reach the service, in links to snapshots; without it, where the request
            went.
        allowed_hosts: names the service answers to besides loopback names and the public base.
        dev_sign_in_on_network: lets `serve` bind other than loopback in mode `dev`, where anybody can be
            anybody.
        sign_in_secret: signs sign-in tokens; without it, one is made and kept in `data_dir`.
    """

    model_config = SettingsConfigDict(
        env_prefix="BENCHDOG_", frozen=True, validate_by_name=True, validate_by_alias=True
    )

    data_dir: Path = Path(".benchdog")
    faults_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    db_connection_string: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("BENCHDOG_DB_CONNECTION_STRING", "WEBVIZ_DB_CONNECTION_STRING"),
    )
    db_name: str = "persistence"
    db_connect_timeout_seconds: int = Field(default=2, gt=0)
    db_read_timeout_seconds: int = Field(default=10, gt=0)
    db_throttle_retries: int = Field(default=3, gt=0)
    db_throttle_wait_seconds: int = Field(default=5, gt=0)

    public_base_url: str | None = Field(default=None, pattern=r"^https?://[^/]+$")
    allowed_hosts: frozenset[str] = frozenset()

    sign_in_mode: Literal["dev"] = "dev"
    dev_sign_in_on_network: Literal["i-understand"] | None = None
    sign_in_secret: SecretStr | None = Field(default=None, min_length=32)
    sign_in_hours: int = Field(default=24, gt=0)

    visit_window_seconds: int = Field(default=300, ge=0)
    trash_days: int = Field(default=30, gt=0)
    content_cache_bytes: int = Field(default=16 * 1024 * 1024, ge=0)
    content_threads: int = Field(default=2, gt=0)

    draft_delay_ms: int = Field(default=200, gt=0)
    poll_interval_ms: int = Field(default=10_000, gt=0)
    connection_grace_ms: int = Field(default=30_000, gt=0)
