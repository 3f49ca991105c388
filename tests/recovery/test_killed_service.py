"""The real service, killed while it saves: what it acknowledged is there afterwards. [S6]"""

import asyncio
import itertools
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from tests.real_service import RealService

CLIENTS = 4
SAVES_BEFORE_KILL = 60
ROUNDS = 2


@dataclass
class Saver:
    """
    Somebody who saves one session again and again.

    Attributes:
        acknowledged: the last step that the service said is saved.
        sent: the last step that was sent; the service may have saved it without saying so.
    """

    number: int
    path: str = ""
    etag: str = ""
    acknowledged: int = 0
    sent: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    async def start(self, client: httpx2.AsyncClient) -> None:
        token = (await client.post("/auth/sign-in", json={"name": f"saver{self.number}"})).json()["token"]
        client.cookies.clear()  # all savers share the client's connections, not its identity
        self.headers = {"Authorization": f"Bearer {token}"}
        created = await client.post("/persistence/sessions", json=body_of(0), headers=self.headers)
        self.path, self.etag = created.headers["Location"], created.headers["ETag"]

    async def save_until_the_service_dies(self, client: httpx2.AsyncClient, saved: asyncio.Semaphore) -> None:
        for step in itertools.count(self.sent + 1):
            self.sent = step
            headers = self.headers | {"If-Match": self.etag}
            try:
                answer = await client.put(self.path, json=body_of(step), headers=headers)
            except httpx2.TransportError:
                return
            assert answer.status_code == 200, answer.text
            self.etag, self.acknowledged = answer.headers["ETag"], step
            saved.release()

    async def check(self, client: httpx2.AsyncClient) -> None:
        """What is stored is what was acknowledged last, or what was sent last."""
        opened = (await client.get(self.path, headers=self.headers)).json()
        step = opened["content"]["step"]
        assert opened["content"] == body_of(step)["content"]
        assert step in {self.acknowledged, self.sent}
        assert opened["metadata"]["version"] == step + 1
        versions = await client.get(f"{self.path}/versions?page_size=1", headers=self.headers)
        assert versions.json()["items"][0]["number"] == step + 1
        self.etag = opened["metadata"]["etag"]
        self.acknowledged = self.sent = step


def body_of(step: int) -> dict[str, object]:
    return {"title": "A bench", "content": {"step": step, "text": f"{step} " * 2000}}


@pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.slow), 2])
async def test_no_acknowledged_save_is_lost_by_a_kill(tmp_path: Path, workers: int):
    """[S5] [S6] Head and version are both there or neither; several kills in a row."""
    service = RealService(tmp_path / "data", workers=workers)
    savers = [Saver(number) for number in range(CLIENTS)]
    try:
        for round_number in range(ROUNDS):
            service.start()
            async with httpx2.AsyncClient(base_url=service.url, timeout=30) as client:
                for saver in savers:
                    await (saver.start(client) if round_number == 0 else saver.check(client))
                await kill_while_saving(service, savers, client)
        service.start()
        async with httpx2.AsyncClient(base_url=service.url, timeout=30) as client:
            for saver in savers:
                await saver.check(client)
    finally:
        service.kill()


async def kill_while_saving(service: RealService, savers: list[Saver], client: httpx2.AsyncClient) -> None:
    saved = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        for saver in savers:
            group.create_task(saver.save_until_the_service_dies(client, saved))
        for _ in range(SAVES_BEFORE_KILL):
            await saved.acquire()
        service.kill()
