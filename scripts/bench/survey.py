"""Many people who answer a survey at once, over WebSockets, from a service of its own. [U4]"""

import asyncio
import json
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from websockets.asyncio.client import connect

from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.resilience.clock import system_clock
from scripts.bench.tables import Table
from tests.real_service import RealService, running_service

SECRET: Final = "of a service that lives for a minute"
CHANGES_A_SECOND: Final = 1
OPENED_AT_ONCE: Final = 25
ACKNOWLEDGED_WITHIN_SECONDS: Final = 10

_COLUMNS: Final = ("sockets", "changes", "acknowledged", "p50 ms", "p95 ms", "p99 ms", "target p95")


def survey_table(*, sockets: int, seconds: float) -> Table:
    """Each socket sends one change a second, for *seconds*, and waits for its acknowledgement meanwhile."""
    with (
        tempfile.TemporaryDirectory() as data,
        running_service(Path(data), BENCHDOG_SIGN_IN_SECRET=SECRET) as service,
    ):
        durations = asyncio.run(
            _all_answer(service, sockets, changes=max(2, int(seconds * CHANGES_A_SECOND)))
        )
    sent = [duration for each in durations for duration in each]
    answered = [duration * 1000 for duration in sent if duration is not None]
    p95, p99 = (statistics.quantiles(answered, n=100)[place] for place in (94, 98))
    row = [sockets, len(sent), len(answered), statistics.median(answered), p95, p99]
    shown = [f"{each:.1f}" if isinstance(each, float) else str(each) for each in row]
    return Table("Survey: each socket sends a change a second", _COLUMNS, [[*shown, "< 250"]])


async def _all_answer(service: RealService, sockets: int, *, changes: int) -> list[list[float | None]]:
    opening = asyncio.Semaphore(OPENED_AT_ONCE)
    all_open = asyncio.Barrier(sockets)
    people = (_answer(service, f"person{number}", opening, all_open, changes) for number in range(sockets))
    return await asyncio.gather(*people)


async def _answer(
    service: RealService, name: str, opening: asyncio.Semaphore, all_open: asyncio.Barrier, changes: int
) -> list[float | None]:
    """Seconds until each acknowledgement; None where none came within ten."""
    token = SignInTokens(SECRET.encode(), timedelta(hours=1), system_clock).issue(name)
    address = f"ws://127.0.0.1:{service.port}/ws/session/{name}"
    async with opening:
        connection = await connect(
            address, additional_headers={"Authorization": f"Bearer {token}"}, proxy=None, compression=None
        )
    async with connection:
        await connection.recv()
        await all_open.wait()
        # Spread over the second, as people are.
        await asyncio.sleep((hash(name) % 1000) / 1000)
        return [await _one_change(connection, number) for number in range(1, changes + 1)]


async def _one_change(connection: Any, number: int) -> float | None:
    change = {"action": "answer", "step": f"S{number % 20}", "answer": f"An answer of some words, {number}"}
    message = {"type": "change", "client_id": "bench-0001", "sequence": number, "change": change}
    begun = time.perf_counter()
    await connection.send(json.dumps(message))
    try:
        async with asyncio.timeout(ACKNOWLEDGED_WITHIN_SECONDS):
            await _acknowledgement(connection, number)
    except TimeoutError:
        return None
    duration = time.perf_counter() - begun
    await asyncio.sleep(max(0.0, 1 / CHANGES_A_SECOND - duration))
    return duration


async def _acknowledgement(connection: Any, number: int) -> None:
    """Returns when change *number* is acknowledged; the state, told after a regular look, can come before."""
    while True:
        heard = json.loads(await connection.recv())
        if heard["type"] == "acknowledged" and heard["sequence"] == number:
            return
