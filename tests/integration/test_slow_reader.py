"""A device that does not read holds up neither memory nor anybody else. [U4]"""

import asyncio
import json
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.websockets import WebSocket

from benchdog.api.guarded_socket import TRY_LATER
from benchdog.api.survey_socket import SurveySocket
from benchdog.survey.unsent_messages import MAX_UNSENT
from tests.integration.conftest import REAL_WORKERS

pytestmark = pytest.mark.skipif(REAL_WORKERS > 0, reason="looks into the service of this process")


class DeafDevice:
    """Says one change after the other, and takes nothing: whoever sends to it waits."""

    def __init__(self) -> None:
        self.said = 0
        self.closed_with: int | None = None
        self._is_connected = False

    async def receive(self) -> dict[str, Any]:
        if not self._is_connected:
            self._is_connected = True
            return {"type": "websocket.connect"}
        self.said += 1
        change = {"action": "answer", "step": "S1", "answer": self.said}
        message = {"type": "change", "client_id": "phone-0001", "sequence": self.said, "change": change}
        return {"type": "websocket.receive", "text": json.dumps(message)}

    async def send(self, message: Any) -> None:
        if message["type"] == "websocket.close":
            self.closed_with = message["code"]
        elif message["type"] == "websocket.send":
            await asyncio.Event().wait()


@pytest.fixture
async def socket(app: FastAPI) -> tuple[DeafDevice, SurveySocket]:
    device = DeafDevice()
    websocket = WebSocket({"type": "websocket", "headers": []}, device.receive, device.send)
    await websocket.accept()
    return device, SurveySocket(websocket, "ada", app.state.service)


async def test_a_device_that_takes_nothing_is_closed_and_what_it_said_is_saved(app: FastAPI, socket):
    """[U4] With the code that tells it to come back; nobody waits for it longer than the bounded queue is."""
    device, survey_socket = socket

    await survey_socket.run()

    saved = await app.state.service.survey.load_session("ada")
    assert device.closed_with == TRY_LATER
    assert MAX_UNSENT < device.said < 2 * MAX_UNSENT
    assert saved["answers"] == {"S1": device.said}
