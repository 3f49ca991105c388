"""A transport that loses answers, as networks do: hand-written, around the embedded engine's own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import ServerDisconnectedError
from azure.core.exceptions import ServiceRequestError
from azure.core.pipeline.transport import AsyncHttpResponse, HttpRequest

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport

When = Literal["before", "after"]


@dataclass
class Fault:
    """
    Loses the answers to some writes.

    Attributes:
        container: the one whose writes are hit.
        when: before the database applied the write, or after.
        times: how many are hit; then everything works again.
        skip: how many pass before the first one is hit.
        meanwhile: happens between the loss and the moment it is noticed.
        lost: how many were hit so far.
    """

    container: str
    when: When
    times: int = 1
    skip: int = 0
    meanwhile: Callable[[], Awaitable[Any]] | None = None
    lost: int = 0

    def hits(self, request: HttpRequest) -> bool:
        is_query = "x-ms-documentdb-isquery" in {name.lower() for name in request.headers}
        is_write = request.method != "GET" and not is_query and f"/colls/{self.container}/" in request.url
        if not is_write or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        self.lost += 1
        return True


class FaultyTransport(EmbeddedTransport):
    """
    Works until `fault` is set. Reads in a batch are hit like writes: nobody can tell them apart here.

    Attributes:
        last_request, last_answer: what went over it last, and was not lost.
    """

    last_request: HttpRequest
    last_answer: AsyncHttpResponse

    def __init__(self, engine: EmbeddedCosmos) -> None:
        super().__init__(engine)
        self.engine = engine
        self.fault: Fault | None = None

    async def send(self, request: HttpRequest, **options: Any) -> AsyncHttpResponse:
        fault = self.fault
        if fault is None or not fault.hits(request):
            self.last_request = request
            self.last_answer = await super().send(request, **options)
            return self.last_answer
        if fault.when == "after":
            await super().send(request, **options)
        if fault.meanwhile is not None:
            await fault.meanwhile()
        raise ServiceRequestError("lost", error=ServerDisconnectedError())
