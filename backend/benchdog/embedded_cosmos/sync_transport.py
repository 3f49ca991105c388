"""The way from the SDK's synchronous client into the engine."""

import asyncio
import threading
from collections.abc import Iterator
from http.client import RemoteDisconnected
from types import TracebackType
from typing import Any

from azure.core.exceptions import ServiceResponseError
from azure.core.pipeline.transport import HttpRequest, HttpResponse, HttpTransport
from azure.core.utils import CaseInsensitiveDict

from benchdog.embedded_cosmos.engine import EmbeddedCosmos
from benchdog.embedded_cosmos.transport import plain_request
from benchdog.embedded_cosmos.wire import ConnectionLost, CosmosResponse


class SyncEmbeddedTransport(HttpTransport[HttpRequest, HttpResponse]):
    """
    Goes into the synchronous `CosmosClient(engine.endpoint, engine.key, transport=…)`.

    Its owner closes the engine. The engine works in an event loop of its own thread, so that any thread may
    call, one with a running loop too.
    """

    def __init__(self, engine: EmbeddedCosmos) -> None:
        self._engine = engine
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cosmos-transport", daemon=True)
        self._thread.start()

    def send(self, request: HttpRequest, **_: Any) -> HttpResponse:
        answering = self._engine.handle(plain_request(request))
        try:
            return _Answer(request, asyncio.run_coroutine_threadsafe(answering, self._loop).result())
        except ConnectionLost as error:
            raise ServiceResponseError("lost", error=RemoteDisconnected("")) from error

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Ends the thread; safe to call twice."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def __enter__(self) -> "SyncEmbeddedTransport":
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


class _Answer(HttpResponse):
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

    def stream_download(self, pipeline: Any, **_: Any) -> Iterator[bytes]:
        yield self._body
