"""Where the service is and how long to wait for it, from `BENCHDOG_…` environment variables. [R7]"""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from benchdog.documents.user_session import APP_PATTERN


class ClientSettings(BaseSettings):
    """
    Attributes:
        url: of the service, without a path.
        token: of a sign-in, for programs that act for one user.
        app: what user sessions are started for where a program does not say. [U1]
        read_timeout_seconds: for a whole part of an answer to come.
    """

    model_config = SettingsConfigDict(env_prefix="BENCHDOG_", frozen=True, extra="ignore")

    url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/]+$")
    token: SecretStr | None = None
    app: str = Field(default="app", pattern=APP_PATTERN)
    connect_timeout_seconds: float = Field(default=2, gt=0)
    read_timeout_seconds: float = Field(default=10, gt=0)
