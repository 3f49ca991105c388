"""Builds the client of the database."""

from dataclasses import dataclass
from typing import Any

from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.transport import AsyncHttpTransport
from azure.cosmos.aio import CosmosClient

from benchdog.resilience.correlation import correlation_id
from benchdog.settings import Settings


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


def open_client(account: CosmosAccount, settings: Settings) -> CosmosClient:
    """
    A client that never sends a write twice on its own; close it after use.

    The SDK would resend a write whose answer was lost, and apply it twice: `retry_connect` and `retry_read`
    switch that off, and the stores find out themselves what became of the write.
    """
    extra: dict[str, Any] = {"transport": account.transport} if account.transport is not None else {}
    return CosmosClient(
        account.endpoint,
        account.key,
        retry_connect=0,
        retry_read=0,
        retry_throttle_total=settings.db_throttle_retries,
        retry_throttle_backoff_max=settings.db_throttle_wait_seconds,
        connection_timeout=settings.db_connect_timeout_seconds,
        read_timeout=settings.db_read_timeout_seconds,
        enable_compact_utf8_item_writes=True,
        raw_request_hook=_name_request,
        **extra,
    )


def _name_request(request: PipelineRequest[Any]) -> None:
    """Passes the correlation id on to the database call. [E4]"""
    request.http_request.headers["x-correlation-id"] = correlation_id.get()
