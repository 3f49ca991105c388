"""A survey's WebSocket: moves messages, watches the time, the pace and the sign-in. [U4]"""

import asyncio
import logging
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from benchdog.api.guarded_socket import SIGN_IN_NEEDED, TRY_LATER
from benchdog.api.rate_limit import Limited
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import AuthenticationRequired, PersistenceError, RateLimited, SessionExpired
from benchdog.survey.conversation import SurveyConversation, TooOftenMisunderstood
from benchdog.survey.messages import ServerMessage, to_text
from benchdog.survey.unsent_messages import TooManyUnsent, UnsentMessages

MISUNDERSTOOD: Final = 1008

log = logging.getLogger(__name__)


class _Ended(Exception):
    """The connection is to be closed with *code*."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SurveySocket:
    """One accepted socket of one person who is signed in."""

    def __init__(self, websocket: WebSocket, user_id: str, service: ServiceObjects) -> None:
        self._websocket = websocket
        self._user_id = user_id
        self._service = service
        self._unsent = UnsentMessages()
        self._is_too_slow = asyncio.Event()
        self._conversation = SurveyConversation(user_id, service.survey, service.survey_audience, self._say)

    async def run(self) -> None:
        """Until either side ends it; what was heard is saved then, as far as it can be."""
        try:
            await self._conversation.begin()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen())
                group.create_task(self._speak())
                group.create_task(self._watch())
                group.create_task(self._end_where_too_slow())
        except* _Ended as ended:
            await self._close(next(each.code for each in ended.exceptions if isinstance(each, _Ended)))
        except* PersistenceError:
            await self._close(TRY_LATER)
        except* WebSocketDisconnect:
            pass
        finally:
            await self._conversation.end()

    async def _close(self, code: int) -> None:
        if self._websocket.client_state is WebSocketState.CONNECTED:
            await self._websocket.close(code)

    def _say(self, message: ServerMessage) -> None:
        try:
            self._unsent.add(message)
        except TooManyUnsent:
            self._is_too_slow.set()

    async def _listen(self) -> None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1005))
            await self._keep_pace()
            text = message.get("text")
            try:
                await self._conversation.hear(message.get("bytes", b"") if text is None else text)
            except TooOftenMisunderstood:
                raise _Ended(MISUNDERSTOOD) from None

    async def _keep_pace(self) -> None:
        """Who says too much is listened to later: nothing of it is lost, and the others do not wait."""
        while True:
            try:
                self._service.limits[Limited.ANSWERING].take(self._user_id)
            except RateLimited as error:
                await asyncio.sleep(error.hint_seconds or 1)
            else:
                return

    async def _speak(self) -> None:
        while True:
            await self._websocket.send_text(to_text(await self._unsent.next()))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._service.settings.survey_save_seconds)
            self._conversation.save()
            try:
                await self._service.identity.of(self._websocket)
                await self._conversation.catch_up()
            except (AuthenticationRequired, SessionExpired):
                raise _Ended(SIGN_IN_NEEDED) from None
            except PersistenceError as error:
                log.warning("a survey session could not be read: %s", error.code)

    async def _end_where_too_slow(self) -> None:
        await self._is_too_slow.wait()
        raise _Ended(TRY_LATER)
