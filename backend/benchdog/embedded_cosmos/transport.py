"""The way from the SDK into the engine: a transport of azure-core that opens no connection."""

from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

from azure.core.exceptions import ServiceRequestError
from azure.core.pipeline.transport import AsyncHttpResponse, AsyncHttpTransport, HttpRequest
from azure.core.utils import CaseInsensitiveDict

from benchdog.embedded_cosmos.engine import EmbeddedCosmos
from benchdog.embedded_cosmos.wire import ConnectionLost, CosmosRequest, CosmosResponse


class EmbeddedTransport(AsyncHttpTransport[HttpRequest, AsyncHttpResponse]):
    """Goes into `CosmosClient(engine.endpoint, engine.key, transport=…)`; its owner closes the engine."""

    def __init__(self, engine: EmbeddedCosmos) -> None:
        self._engine = engine

    async def send(self, request: HttpRequest, **_: Any) -> AsyncHttpResponse:
        try:
            answer = await self._engine.handle(plain_request(request))
        except ConnectionLost as error:  # as azure-core tells it of a real connection
            # Only faults need it, so that no start waits for a client of HTTP that is never used.
            from aiohttp import ServerDisconnectedError

            raise ServiceRequestError("The connection was lost.", error=ServerDisconnectedError()) from error
        return _Answer(request, answer)

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.close()


class _Answer(AsyncHttpResponse):
    """An answer that is there already."""

    def __init__(self, request: HttpRequest, answer: CosmosResponse) -> None:
        super().__init__(request, answer)
        self.status_code = answer.status
        self.headers = CaseInsensitiveDict(answer.headers)
        self.reason = str(answer.status)
        self.content_type = answer.headers.get("content-type", "application/json")
        self._body = answer.body

    def body(self) -> bytes:
        return self._body

    async def load_body(self) -> None:
        """The body is loaded."""


def plain_request(request: HttpRequest) -> CosmosRequest:
    """What the SDK sends, free of its transport."""
    path = tuple(unquote(segment) for segment in urlsplit(request.url).path.split("/") if segment)
    headers = {name.lower(): value for name, value in request.headers.items()}
    data = request.data or b""
    return CosmosRequest(
        request.method, path, headers, data if isinstance(data, bytes) else str(data).encode()
    )
