"""Builds the client of the database, and what each of its calls goes through."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from azure.core.pipeline import PipelineRequest, PipelineResponse
from azure.core.pipeline.transport import AsyncHttpTransport
from azure.cosmos.aio import CosmosClient

from benchdog.cosmos.database_calls import (
    DatabaseCallPolicy,
    DatabaseCalls,
    Deadline,
    is_database_failure,
)
from benchdog.observability.database_try import CallObserver
from benchdog.resilience.circuit_breaker import CircuitBreaker, CircuitStatus
from benchdog.resilience.correlation import correlation_id
from benchdog.resilience.retry_policy import DATABASE, RATE_LIMITED, RetryPolicy
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.settings import Settings

log = logging.getLogger(__name__)

BREAKER_NAME: Final = "database"
_NO_RETRIES: Final = -1
"""The SDK takes 0 for no number at all, and retries nine times."""

RequestUnits = Callable[[float], None]


@dataclass(frozen=True)
class CosmosAccount:
    """Where the database is and how to sign requests to it; `transport` replaces the network."""

    endpoint: str
    key: str
    transport: AsyncHttpTransport[Any, Any] | None = None

    @classmethod
    def from_connection_string(cls, text: str) -> "CosmosAccount":
        """
        The account that `AccountEndpoint=…;AccountKey=…;` names.

        Raises:
            ValueError: a part is missing; the message does not repeat the text, which holds the key.
        """
        parts = dict(part.split("=", 1) for part in text.strip().split(";") if "=" in part)
        try:
            return cls(parts["AccountEndpoint"], parts["AccountKey"])
        except KeyError as missing:
            raise ValueError(f"The connection string has no {missing.args[0]}.") from None


def open_client(
    account: CosmosAccount, settings: Settings, add_request_units: RequestUnits | None = None
) -> CosmosClient:
    """
    A client that never sends a write twice on its own; close it after use.

    The SDK would resend a write whose answer was lost, and apply it twice: `retry_connect` and `retry_read`
    switch that off, and the stores find out themselves what became of the write. What the database put off
    is sent again by `DatabaseCalls`, which counts, and not by the SDK as well.

    Args:
        add_request_units: hears what each answer of the database cost.
    """
    extra: dict[str, Any] = {"transport": account.transport} if account.transport is not None else {}
    if add_request_units is not None:
        extra["raw_response_hook"] = partial(_tell_charge, add_request_units)
    return CosmosClient(
        account.endpoint,
        account.key,
        retry_connect=0,
        retry_read=0,
        retry_throttle_total=_NO_RETRIES,
        connection_timeout=settings.db_connect_timeout_seconds,
        read_timeout=settings.db_write_timeout_seconds,
        enable_compact_utf8_item_writes=True,
        raw_request_hook=_name_request,
        **extra,
    )


def open_calls(
    settings: Settings,
    surroundings: Surroundings,
    deadline: Deadline = asyncio.timeout,
    observers: Sequence[CallObserver] = (),
) -> DatabaseCalls:
    """The way to one database, with the numbers of *settings*. [R7]"""
    within_seconds = settings.interactive_policy().within_seconds
    policy = DatabaseCallPolicy(
        read_timeout_seconds=settings.db_read_timeout_seconds,
        write_timeout_seconds=settings.db_write_timeout_seconds,
        reads=RetryPolicy(DATABASE.delays_seconds, within_seconds),
        throttled=RetryPolicy(RATE_LIMITED.delays_seconds, within_seconds),
    )
    breaker = CircuitBreaker(
        BREAKER_NAME,
        policy=settings.circuit_breaker_policy(),
        monotonic=surroundings.monotonic,
        is_failure=is_database_failure,
        on_change=_log_change,
    )
    return DatabaseCalls(breaker, policy, surroundings, deadline, observers)


def _log_change(status: CircuitStatus) -> None:
    level = logging.WARNING if status.state == "open" else logging.INFO
    log.log(level, "circuit breaker %s is %s", status.name, status.state)


def _name_request(request: PipelineRequest[Any]) -> None:
    """Passes the correlation id on to the database call. [E4]"""
    request.http_request.headers["x-correlation-id"] = correlation_id.get()


def _tell_charge(add_request_units: RequestUnits, answer: PipelineResponse[Any, Any]) -> None:
    charge = answer.http_response.headers.get("x-ms-request-charge")
    if charge is not None:
        add_request_units(float(charge))
