"""How the service is, over HTTP: for those who run it. [A5] [R2] [R5]"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from benchdog.client.service_connection import ServiceConnection, parsed

BREAKERS = "/persistence/circuit_breakers"


class Health(BaseModel):
    status: Literal["ok"]


class ServiceConfig(BaseModel):
    """What the browser gets its numbers from. [R7] Further groups of numbers are attributes too."""

    model_config = ConfigDict(extra="allow")

    version: str
    sign_in_mode: Literal["dev", "proxy", "oidc"]
    limits: dict[str, int]


class CircuitBreakerStatus(BaseModel):
    """`retry_in_seconds` is 0 unless it is open; the counts are those of the process that answers."""

    name: str
    state: Literal["closed", "open", "half_open"]
    consecutive_failures: int
    retry_in_seconds: float
    calls: int
    refused_calls: int
    times_opened: int


class CircuitBreakerList(BaseModel):
    items: list[CircuitBreakerStatus]


class ServiceStatus(BaseModel):
    """Of the process that answers."""

    version: str
    database: dict[str, Any]
    audit: dict[str, int]
    circuit_breakers: list[CircuitBreakerStatus]
    performance: list[dict[str, Any]]


class OperationsClient:
    """Each method raises the errors of `ServiceConnection.ask`; most Forbidden for all but administrators."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def is_live(self) -> Health:
        """The process answers."""
        return parsed(Health, self._connection.ask("GET", "/health/live"))

    def is_ready(self) -> Health:
        """Raises DatabaseUnavailable: it cannot do its work."""
        return parsed(Health, self._connection.ask("GET", "/health/ready"))

    def config(self) -> ServiceConfig:
        return parsed(ServiceConfig, self._connection.ask("GET", "/config"))

    def status(self) -> ServiceStatus:
        return parsed(ServiceStatus, self._connection.ask("GET", "/persistence/status"))

    def metrics(self) -> str:
        """In the text format of Prometheus."""
        return self._connection.ask("GET", "/metrics").text

    def circuit_breakers(self) -> CircuitBreakerList:
        return parsed(CircuitBreakerList, self._connection.ask("GET", BREAKERS))

    def circuit_breaker(self, name: str) -> CircuitBreakerStatus:
        return parsed(CircuitBreakerStatus, self._connection.ask("GET", f"{BREAKERS}/{name}"))

    def reset_circuit_breaker(self, name: str) -> CircuitBreakerStatus:
        """Closes it: an administrator knows better."""
        return parsed(CircuitBreakerStatus, self._connection.ask("POST", f"{BREAKERS}/{name}/reset"))
