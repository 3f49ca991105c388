"""Gives a WebSocket its correlation id, its log line, and an end whatever goes wrong. [E3] [E4]"""

import logging
import time
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from benchdog.errors import InternalError, PersistenceError
from benchdog.resilience.correlation import correlation_id, new_correlation_id

POLICY_VIOLATION: Final = 1008
INTERNAL_ERROR: Final = 1011

log = logging.getLogger(__name__)


class SocketContext:
    """
    What is refused before it is accepted is answered with 403.

    Args:
        monotonic: seconds, for durations.
    """

    def __init__(self, app: ASGIApp, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._monotonic = monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        token = correlation_id.set(new_correlation_id())
        begun, is_closed = self._monotonic(), False

        async def watched_send(message: Message) -> None:
            nonlocal is_closed
            is_closed = is_closed or message["type"] == "websocket.close"
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except WebSocketDisconnect:
            is_closed = True
        except Exception as error:
            is_refusal = isinstance(error, PersistenceError) and error.http_status < InternalError.http_status
            if not is_refusal:
                log.exception("socket failed")
            if not is_closed:
                code = POLICY_VIOLATION if is_refusal else INTERNAL_ERROR
                await send({"type": "websocket.close", "code": code})
        finally:
            route = getattr(scope.get("route"), "path", "unknown")
            duration_ms = round((self._monotonic() - begun) * 1000, 1)
            log.info("socket ended", extra={"route": route, "duration_ms": duration_ms})
            correlation_id.reset(token)
