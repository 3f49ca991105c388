"""The real service, killed while people answer a survey: no answer is lost, none is applied twice. [U4]"""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchdog.survey import get_database
from benchdog.survey.database import DEFAULT_PATH
from tests.real_service import RealService

DEVICES = 8
ANSWERS_BEFORE_KILL = 60
ROUNDS = 2
MOST_UNACKNOWLEDGED = 5


@dataclass
class Device:
    """
    A device that answers again and again, some answers ahead of what is acknowledged.

    Attributes:
        sent: the number of the last answer, also its sequence number.
        acknowledged: the number of the last one that the service said is saved.
    """

    name: str
    sent: int = 0
    acknowledged: int = 0
    token: str = ""
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_UNACKNOWLEDGED))

    def message(self, number: int) -> str:
        change = {"action": "answer", "step": self.name, "answer": number}
        return json.dumps({"type": "change", "client_id": self.name, "sequence": number, "change": change})

    async def answer_until_the_service_dies(self, service: RealService, saved: asyncio.Semaphore) -> None:
        """Begins with what was not acknowledged, as a browser does."""
        address = f"ws://127.0.0.1:{service.port}/ws/session/ada"
        headers = {"Authorization": f"Bearer {self.token}"}
        self.room = asyncio.Semaphore(MOST_UNACKNOWLEDGED)
        try:
            async with (
                connect(address, additional_headers=headers, proxy=None) as connection,
                asyncio.TaskGroup() as group,
            ):
                group.create_task(self._speak(connection))
                group.create_task(self._listen(connection, saved))
        except* (ConnectionClosed, InvalidHandshake, OSError):
            pass  # the service died

    async def _speak(self, connection: Any) -> None:
        for number in itertools.count(self.acknowledged + 1):
            await self.room.acquire()
            self.sent = max(self.sent, number)
            await connection.send(self.message(number))

    async def _listen(self, connection: Any, saved: asyncio.Semaphore) -> None:
        while True:
            heard = json.loads(await connection.recv())
            if heard["type"] == "acknowledged":
                assert heard["sequence"] == self.acknowledged + 1, "an acknowledgement was skipped"
                self.acknowledged = heard["sequence"]
                self.room.release()
                saved.release()


@pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.slow), 2])
async def test_no_acknowledged_answer_is_lost_and_none_is_applied_twice(tmp_path: Path, workers: int):
    """[U4] Kills between changes and their acknowledgements; all devices are one person's."""
    service = RealService(tmp_path / "data", workers=workers)
    devices = [Device(f"device-{number:04d}") for number in range(DEVICES)]
    try:
        for _ in range(ROUNDS):
            service.start()
            await sign_in(service, devices)
            await kill_while_answering(service, devices)
            check(service, devices)
        assert sum(device.acknowledged for device in devices) >= ROUNDS * ANSWERS_BEFORE_KILL
    finally:
        service.kill()


async def sign_in(service: RealService, devices: list[Device]) -> None:
    async with httpx2.AsyncClient(base_url=service.url, timeout=30) as client:
        token = (await client.post("/auth/sign-in", json={"name": "ada"})).json()["token"]
    for device in devices:
        device.token = token


async def kill_while_answering(service: RealService, devices: list[Device]) -> None:
    saved = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        for device in devices:
            group.create_task(device.answer_until_the_service_dies(service, saved))
        for _ in range(ANSWERS_BEFORE_KILL):
            await saved.acquire()
        service.kill()


def check(service: RealService, devices: list[Device]) -> None:
    """The history has each answer once and in order, up to one that was acknowledged or sent after it."""
    with get_database(service.data_dir / DEFAULT_PATH) as database:
        history = database.history("ada")
        session = database.load_session("ada")
    assert session is not None
    for device in devices:
        answers = [
            entry.answer for entry in history if entry.step == device.name and entry.action == "answer"
        ]
        assert answers == list(range(1, len(answers) + 1))
        assert device.acknowledged <= len(answers) <= device.sent
        assert session["answers"].get(device.name) == (answers[-1] if answers else None)
