"""Puts a span around each request. Only there where tracing is on. [E4]"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchdog.api.middleware.request_context import CORRELATION_HEADER, route_template
from benchdog.observability.traces import AnsweredRequest, ServiceTraces


class RequestTraces:
    """
    Around `RequestContext`, whose answers tell the status and the correlation id.

    A WebSocket has no span: it would be told of when it ends, hours later.
    """

    def __init__(self, app: ASGIApp, traces: ServiceTraces) -> None:
        self._app = app
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = AnsweredRequest(scope["method"])

        async def watched_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                request.status = message["status"]
                request.correlation_id = Headers(raw=message["headers"]).get(CORRELATION_HEADER, "")
            await send(message)

        with self._traces.request(request, Headers(scope=scope)):
            try:
                await self._app(scope, receive, watched_send)
            finally:
                request.route = route_template(scope)
