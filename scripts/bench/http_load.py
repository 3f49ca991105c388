"""A client that costs little itself: HTTP/1.1 over one kept connection, no more parsed than needed."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

LEAST_REQUESTS = 5
"""Of each client, however long they take: fewer have no median worth the name."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Measured:
    """`per_second` over the whole run; `p50_ms` and `p95_ms` of one request."""

    per_second: float
    p50_ms: float
    p95_ms: float


class Connection:
    """One kept connection; use it as an async context manager."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._port = port
        self._headers = headers
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def request(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Sends one request and reads the whole answer."""
        sent = {"host": f"127.0.0.1:{self._port}", **self._headers, **(headers or {})}
        if body:
            sent |= {"content-type": "application/json", "content-length": str(len(body))}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in sent.items()) + "\r\n"
        self._writer.write(head.encode())
        if body:
            self._writer.write(body)
        raw = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status_line, *lines = raw.rstrip().split("\r\n")
        received = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(status_line.split(" ", 2)[1])
        # With 304 the length is that of the body that is not sent.
        length = 0 if status == HTTPStatus.NOT_MODIFIED else int(received.get("content-length", "0"))
        answer = await self._reader.readexactly(length) if length else b""
        if received.get("connection", "").lower() == "close":
            # Some servers end it after 304.
            await self._close()
            await self._open()
        return Answer(status, received, answer)

    async def _open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)

    async def _close(self) -> None:
        self._writer.close()
        # Some servers cut what they are done with.
        with suppress(ConnectionError):
            await self._writer.wait_closed()


async def measure(
    work: Callable[[Connection, int], Awaitable[None]],
    port: int,
    headers: Mapping[str, str],
    *,
    clients: int,
    seconds: float,
    least: int = LEAST_REQUESTS,
) -> Measured:
    """
    Runs *work*(connection, client number) again and again from *clients* connections for *seconds*.

    The first time of each client is not measured: it makes what is worked on. Each client then works at least
    *least* times, which must be two.
    """
    durations: list[float] = []
    all_ready = asyncio.Barrier(clients)

    async def client(number: int) -> float:
        """The moment at which it began."""
        async with Connection(port, headers) as connection:
            await work(connection, number)
            await all_ready.wait()
            started = time.perf_counter()
            done = 0
            while time.perf_counter() < started + seconds or done < least:
                done += 1
                begun = time.perf_counter()
                await work(connection, number)
                durations.append(time.perf_counter() - begun)
            return started

    started = min(await asyncio.gather(*(client(number) for number in range(clients))))
    elapsed = time.perf_counter() - started
    cuts = statistics.quantiles(durations, n=20)
    return Measured(len(durations) / elapsed, cuts[9] * 1000, cuts[18] * 1000)
