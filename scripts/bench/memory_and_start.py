"""What the service needs of the machine: memory after large saves at once, time until the first answer."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Final

from scripts.bench import servers
from scripts.bench.documents import LARGE_BYTES
from scripts.bench.filled_database import fill
from scripts.bench.http_load import Connection
from scripts.bench.service import signed_in
from scripts.bench.tables import Table
from scripts.bench.workloads import ORDINARY, SavedSession
from tests.real_service import RealService

DOCUMENTS: Final = 100_000
_COLUMNS: Final = ("what", "figure", "target")


def memory_and_start_table() -> Table:
    """One worker. Starting is measured from the start of the process, with everything imported anew."""
    with tempfile.TemporaryDirectory() as data:
        asyncio.run(fill(Path(data), {ORDINARY: DOCUMENTS}))
        begun = time.monotonic()
        with servers.service(Path(data), workers=1) as service:
            start = time.monotonic() - begun
            rows = [
                [f"first answer, {DOCUMENTS:,} documents", f"{start:.2f} s", "≤ 1.5 s"],
                ["memory before", f"{_peak_mb(service):.0f} MB", "–"],
            ]
            for clients, target in ((16, "–"), (64, "≤ 200 MB")):
                asyncio.run(_save_at_once(service, clients))
                rows.append(
                    [f"peak after {clients} saves of 1.4 MB at once", f"{_peak_mb(service):.0f} MB", target]
                )
    return Table("Memory and start, one worker", _COLUMNS, rows)


async def _save_at_once(service: RealService, clients: int) -> None:
    headers = signed_in(service.port, ORDINARY)

    async def save() -> None:
        async with Connection(service.port, headers) as connection:
            await SavedSession(LARGE_BYTES).create(connection)

    await asyncio.gather(*(save() for _ in range(clients)))


def _peak_mb(service: RealService) -> float:
    """The most that the process ever had in memory, by the kernel's account."""
    status = Path(f"/proc/{service.process_id}/status").read_text()
    [line] = [each for each in status.splitlines() if each.startswith("VmHWM")]
    return int(line.split()[1]) / 1024
