"""Survey sessions over HTTP and WebSocket: the real service as a process. [U4]"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from typer.testing import CliRunner
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.cli import commands
from benchdog.resilience.clock import system_clock
from benchdog.survey import get_database
from benchdog.survey.database import DEFAULT_PATH
from benchdog.survey.messages import MAX_MESSAGE_BYTES
from tests.real_service import RealService, running_service

PHONE, LAPTOP = "phone-0001", "laptop-001"
SECRET = "s" * 32
LOOKING_OFTEN = {"BENCHDOG_SIGN_IN_SECRET": SECRET, "BENCHDOG_SURVEY_SAVE_SECONDS": "0.2"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    with running_service(tmp_path_factory.mktemp("survey"), BENCHDOG_SIGN_IN_SECRET=SECRET) as started:
        yield started


@pytest.fixture
async def client(service: RealService) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=service.url, timeout=30) as opened:
        yield opened


class Device:
    """One socket of somebody."""

    def __init__(self, connection: ClientConnection, client_id: str) -> None:
        self.connection = connection
        self._client_id = client_id

    async def hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(await asyncio.wait_for(self.connection.recv(), 20))
        return heard

    async def send(self, sequence: int, change: dict[str, Any]) -> None:
        message = {"type": "change", "client_id": self._client_id, "sequence": sequence, "change": change}
        await self.connection.send(json.dumps(message))

    async def answer(self, sequence: int, step: str, value: Any) -> None:
        """Returns when it is acknowledged; a regular look at the database may tell of it first."""
        await self.send(sequence, {"action": "answer", "step": step, "answer": value})
        while (heard := await self.hear())["type"] == "state":
            pass
        assert (heard["type"], heard["sequence"]) == ("acknowledged", sequence)


def token_of(name: str) -> str:
    """As if *name* had signed in."""
    return SignInTokens(SECRET.encode(), timedelta(hours=1), system_clock).issue(name)


@asynccontextmanager
async def talking(
    service: RealService,
    token: str | None,
    name: str,
    client_id: str = PHONE,
    **headers: str,
) -> AsyncIterator[Device]:
    sent = dict(headers)
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    address = f"{service.url}/ws/session/{name}".replace("http", "ws", 1)
    async with connect(address, additional_headers=sent, proxy=None) as connection:
        yield Device(connection, client_id)


async def read(client: httpx2.AsyncClient, token: str, name: str) -> httpx2.Response:
    return await client.get(f"/api/session/{name}", headers={"Authorization": f"Bearer {token}"})


async def test_what_was_said_over_the_socket_is_read_over_http(service: RealService, client):
    """[U4] Word for word the answer of seed 001."""
    token = token_of("ada")

    async with talking(service, token, "ada") as phone:
        assert await phone.hear() == {"type": "state", "session": None, "revision": 0}
        await phone.answer(1, "S1", "Option A")
        await phone.send(2, {"action": "navigate", "step": "S2", "step_history": ["S1"]})
        assert (await phone.hear())["sequence"] == 2

    answer = await read(client, token, "ada")
    assert answer.status_code == 200
    assert answer.json() == {
        "success": True,
        "session": {
            "current_step": "S2",
            "answers": {"S1": "Option A"},
            "step_history": ["S1"],
            "is_audio_mode": False,
        },
    }


async def test_the_same_holds_where_the_database_keeps_the_sessions(tmp_path: Path):
    """[U3] [U4] Chosen by a setting; a service that starts again goes on."""
    service = RealService(tmp_path / "data", environment=LOOKING_OFTEN | {"BENCHDOG_SURVEY_STORE": "cosmos"})
    try:
        service.start()
        async with talking(service, token_of("ada"), "ada") as phone:
            await phone.hear()
            await phone.answer(1, "S1", "Option A")
        service.kill()
        service.start()
        async with talking(service, token_of("ada"), "ada") as phone:
            state = await phone.hear()
            await phone.answer(1, "S1", "the same number again")
            await phone.answer(2, "S2", None)
        async with talking(service, token_of("ada"), "ada") as phone:
            afterwards = await phone.hear()
    finally:
        service.kill()

    assert state["session"]["answers"] == {"S1": "Option A"}
    assert afterwards["session"]["answers"] == {"S1": "Option A", "S2": None}
    assert not (service.data_dir / DEFAULT_PATH).exists()


async def test_a_session_is_only_for_its_person(service: RealService, client):
    """[U4] [S2] Somebody else's is answered as one that nobody began."""
    ada, bob = token_of("ada2"), token_of("bob2")
    async with talking(service, ada, "ada2") as phone:
        await phone.hear()
        await phone.answer(1, "S1", "secret")

    others, nobodys = await read(client, bob, "ada2"), await read(client, bob, "nobody")

    assert others.status_code == nobodys.status_code == 404
    assert without_id(others) == without_id(nobodys)
    async with talking(service, bob, "ada2") as stranger:
        await stranger.connection.wait_closed()
    assert stranger.connection.close_code == 4404


def without_id(answer: httpx2.Response) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    body["error"]["technical_details"].pop("correlation_id")
    return body


@pytest.mark.parametrize("token", [None, "nonsense"])
async def test_who_is_not_signed_in_is_told_so(service: RealService, client, token: str | None):
    """[U4] [A2]"""
    anonymous = await client.get("/api/session/ada")

    async with talking(service, token, "ada") as stranger:
        await stranger.connection.wait_closed()

    assert anonymous.status_code == 401
    assert stranger.connection.close_code == 4401


async def test_a_page_of_another_site_is_refused(service: RealService):
    """[U4] [A3] The browser would send the person's cookie along."""
    cookie = f"benchdog_sign_in={token_of('ada3')}"

    for origin in (
        "https://evil.example",
        "null",
        service.url.replace("127.0.0.1", "127.0.0.1.evil.example"),
    ):
        with pytest.raises(InvalidStatus) as refused:
            async with talking(service, None, "ada3", Cookie=cookie, Origin=origin):
                pass
        assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus) as refused:
        async with talking(service, None, "ada3", Cookie=cookie):
            pass
    assert refused.value.response.status_code == 403

    async with talking(service, None, "ada3", Cookie=cookie, Origin=service.url) as own_page:
        assert (await own_page.hear())["type"] == "state"


async def test_a_foreign_host_name_is_refused(service: RealService):
    """[U4] [A3] A page that renames itself does not get in."""
    token = token_of("ada4")

    with socket.create_connection(("127.0.0.1", service.port), 10) as raw:
        raw.sendall(
            b"GET /ws/session/ada4 HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            b"Authorization: Bearer " + token.encode() + b"\r\n\r\n"
        )
        answer = raw.recv(4096)

    assert answer.startswith(b"HTTP/1.1 403")


async def test_a_message_that_is_too_long_ends_the_connection(service: RealService):
    """[U4] The next one goes on where the last acknowledgement was."""
    token = token_of("ada5")
    async with talking(service, token, "ada5") as phone:
        await phone.hear()
        await phone.answer(1, "S1", "A")

        await phone.connection.send("x" * (MAX_MESSAGE_BYTES + 1))
        await phone.connection.wait_closed()

    assert phone.connection.close_code == 1009
    async with talking(service, token, "ada5") as phone:
        assert (await phone.hear())["session"]["answers"] == {"S1": "A"}


async def test_nonsense_is_answered_and_then_ends_the_connection(service: RealService):
    """[U4]"""
    token = token_of("ada6")

    async with talking(service, token, "ada6") as phone:
        await phone.hear()
        await phone.connection.send("{")
        first = await phone.hear()
        await phone.connection.send(b"\x00")
        second = await phone.hear()
        await phone.answer(1, "S1", "A")
        await phone.connection.send("null")
        await phone.connection.wait_closed()

    assert [first["type"], second["type"]] == ["error", "error"]
    assert phone.connection.close_code == 1008


async def test_two_devices_see_each_other(service: RealService):
    """[U4] And each change once."""
    token = token_of("ada7")
    async with talking(service, token, "ada7") as phone, talking(service, token, "ada7", LAPTOP) as laptop:
        await phone.hear()
        await laptop.hear()

        await phone.answer(1, "S1", "A")
        seen = await laptop.hear()
        await laptop.answer(1, "S2", "B")
        back = await phone.hear()

    assert seen["session"]["answers"] == {"S1": "A"}
    assert back["session"]["answers"] == {"S1": "A", "S2": "B"}
    assert back["revision"] > seen["revision"]


async def test_a_sign_in_that_ends_ends_the_connection(tmp_path: Path):
    """[U4] [A1] It is looked at again with every regular save."""
    tokens = SignInTokens(SECRET.encode(), timedelta(seconds=3), system_clock)
    service = RealService(tmp_path / "short", environment=LOOKING_OFTEN)
    service.start()
    try:
        async with talking(service, tokens.issue("ada"), "ada") as phone:
            first = await phone.hear()
            await asyncio.wait_for(phone.connection.wait_closed(), 20)
    finally:
        service.stop()

    assert first["type"] == "state"
    assert phone.connection.close_code == 4401


async def test_two_workers_keep_one_order(tmp_path: Path):
    """[U4] Devices on different processes end with the same state, and no change is lost or doubled."""
    with running_service(tmp_path / "workers", workers=2, BENCHDOG_SIGN_IN_SECRET=SECRET) as service:
        async with httpx2.AsyncClient(base_url=service.url, timeout=30) as client:
            token = token_of("ada")
            devices = [f"device-{number:04d}" for number in range(6)]
            await asyncio.gather(*(answer_in_turn(service, token, device) for device in devices))
            session = (await read(client, token, "ada")).json()["session"]
        async with talking(service, token, "ada") as phone, talking(service, token, "ada") as laptop:
            states = [await phone.hear(), await laptop.hear()]

    assert session["answers"] == dict.fromkeys(devices, 10)
    assert [state["session"] for state in states] == [session, session]
    # One entry for each change, and one for the beginning.
    assert {state["revision"] for state in states} == {len(devices) * 10 + 1}


async def answer_in_turn(service: RealService, token: str, device: str) -> None:
    async with talking(service, token, "ada", device) as connection:
        revision = -1
        for number in range(1, 11):
            await connection.send(number, {"action": "answer", "step": device, "answer": number})
            is_acknowledged = False
            while not is_acknowledged:
                heard = await connection.hear()
                assert heard["revision"] >= revision
                revision = heard["revision"]
                is_acknowledged = heard["type"] == "acknowledged"


async def test_many_who_answer_at_once_are_all_acknowledged(service: RealService, client):
    """[U4] Their changes share commits. How fast they do is measured by `make bench`."""
    people = [f"person{number}" for number in range(60)]
    tokens = [token_of(name) for name in people]

    async def answer_five(name: str, token: str) -> None:
        async with talking(service, token, name) as phone:
            await phone.hear()
            for number in range(1, 6):
                await phone.answer(number, f"S{number}", number)

    await asyncio.gather(*map(answer_five, people, tokens))

    for name, token in zip(people, tokens, strict=True):
        session = (await read(client, token, name)).json()["session"]
        assert session["answers"] == {f"S{number}": number for number in range(1, 6)}


async def test_a_backup_of_the_service_has_the_surveys(service: RealService, tmp_path: Path):
    """[U3] Made while the service runs."""
    async with talking(service, token_of("ada8"), "ada8") as phone:
        await phone.hear()
        await phone.answer(1, "S1", "A")
        command = ["backup", str(tmp_path / "monday"), "--data", str(service.data_dir)]
        copied = await asyncio.to_thread(CliRunner().invoke, commands, command)

    with get_database(tmp_path / "monday" / DEFAULT_PATH) as database:
        session = database.load_session("ada8")
    assert copied.exit_code == 0
    assert session is not None
    assert session["answers"] == {"S1": "A"}
