"""Gives a request its correlation id, its log line, and an answer whatever goes wrong. [E3] [E4]"""

import logging
import time
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchdog.api.error_rendering import error_answer
from benchdog.resilience.correlation import accept_correlation_id, correlation_id

CORRELATION_HEADER: Final = "X-Correlation-ID"

RequestObserver = Callable[[Scope, str, int, float], None]
"""Gets the template of the route, the status (0 where there was no answer) and the seconds."""

log = logging.getLogger(__name__)


class RequestContext:
    """
    The log line names the route, never the address: the id in the address of a snapshot lets others in.

    Args:
        observe: hears of each request how it ended; must not raise.
        monotonic: seconds, for durations.
    """

    def __init__(
        self, app: ASGIApp, observe: RequestObserver, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._observe = observe
        self._monotonic = monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = accept_correlation_id(Headers(scope=scope).get(CORRELATION_HEADER))
        token = correlation_id.set(sent)
        begun, status = self._monotonic(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[CORRELATION_HEADER] = sent
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except ClientDisconnect:
            log.info("the client went away", extra=_named(scope))
        except Exception as error:
            if status:
                raise
            await error_answer(error)(scope, receive, send_with_id)
        finally:
            seconds = self._monotonic() - begun
            self._observe(scope, route_template(scope), status, seconds)
            duration_ms = round(seconds * 1000, 1)
            log.info("answered", extra=_named(scope) | {"status": status, "duration_ms": duration_ms})
            correlation_id.reset(token)


def _named(scope: Scope) -> dict[str, str]:
    return {"method": scope["method"], "route": route_template(scope)}


def route_template(scope: Scope) -> str:
    """The address of the route with names in place of ids; one word for everything that has no route."""
    return getattr(scope.get("route"), "path", "unknown")
