"""What the SDK costs by itself: a transport that has the answer already."""

from types import TracebackType
from typing import Any

from azure.core.pipeline.transport import AsyncHttpResponse, AsyncHttpTransport, HttpRequest
from azure.core.utils import CaseInsensitiveDict


class ReplayingTransport(AsyncHttpTransport[HttpRequest, AsyncHttpResponse]):
    """The first answer to a method and address is from *source*; later ones are the same again, at once."""

    def __init__(self, source: AsyncHttpTransport[HttpRequest, AsyncHttpResponse]) -> None:
        self._source = source
        self._answers: dict[tuple[str, str], AsyncHttpResponse] = {}

    async def send(self, request: HttpRequest, **_: Any) -> AsyncHttpResponse:
        known = self._answers.get((request.method, request.url))
        if known is None:
            known = self._answers[request.method, request.url] = await self._source.send(request)
        return _Replayed(request, known)

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


class _Replayed(AsyncHttpResponse):
    """The status, headers and body of *known*, for another request."""

    def __init__(self, request: HttpRequest, known: AsyncHttpResponse) -> None:
        super().__init__(request, None)
        self.status_code = known.status_code
        self.headers = CaseInsensitiveDict(known.headers)
        self.reason = known.reason
        self.content_type = known.content_type
        self._body = known.body()

    def body(self) -> bytes:
        return self._body

    async def load_body(self) -> None:
        """The body is loaded."""
