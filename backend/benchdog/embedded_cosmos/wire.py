"""One request and one answer of the Cosmos DB protocol, free of any transport."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CosmosRequest:
    """
    Attributes:
        path: decoded segments without empty ones.
        headers: under lower-case names.
        endpoint: where the client reached the engine, "" where it did not say.
    """

    method: str
    path: tuple[str, ...]
    headers: Mapping[str, str]
    body: bytes = b""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class CosmosResponse:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class CosmosFailure(Exception):
    """
    What the service answers instead: a status, a sub-status where the SDK reads one, and a code.

    Where it says after how many milliseconds the request may come again, the SDK waits for so long.

    The message names no path of the machine and nothing of the storage.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        substatus: int = 0,
        retry_after_ms: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.substatus = substatus
        self.retry_after_ms = retry_after_ms


class ConnectionLost(Exception):
    """The connection ends without an answer; whether the request was applied is unknown to its sender."""


def bad_request(message: str, *, substatus: int = 0) -> CosmosFailure:
    return CosmosFailure(400, "BadRequest", message, substatus=substatus)


def not_supported(feature: str) -> CosmosFailure:
    """A part of Cosmos DB that the engine does not have says its name."""
    return CosmosFailure(501, "NotImplemented", f"{feature} is not supported by the embedded engine.")


def not_found(message: str = "Entity with the specified id does not exist.") -> CosmosFailure:
    return CosmosFailure(404, "NotFound", message)


def conflict() -> CosmosFailure:
    return CosmosFailure(409, "Conflict", "Entity with the specified id already exists.")


def precondition_failed() -> CosmosFailure:
    return CosmosFailure(412, "PreconditionFailed", "The condition of the request is not met.")


def too_large(message: str) -> CosmosFailure:
    return CosmosFailure(413, "RequestEntityTooLarge", message)
