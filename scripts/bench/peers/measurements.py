"""The service measured against the peers that are installed, row by row and in turn."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.bench.documents import LARGE_BYTES, SMALL_BYTES
from scripts.bench.http_load import Connection, Measured, measure
from scripts.bench.peers.peer import Peer
from scripts.bench.peers.running import running_peers
from scripts.bench.tables import Table
from scripts.bench.workloads import (
    MIXED,
    STALE_SAVE,
    SavedSession,
    creating,
    listing,
    page_of,
    polling,
    reading,
    reading_or_saving,
    saving,
    saving_stale,
    with_own_session,
)

LISTED: Final = (1_000, 10_000)
LEAST_PAGES: Final = 2
"""A server that lists everything takes half a minute for each."""

Step = Callable[[SavedSession, Connection], Awaitable[None]]
Measurement = Callable[[Peer, int, float], Awaitable[Measured | None]]
"""Of a peer, by so many clients, for so many seconds; None where the peer has no such thing."""


@dataclass(frozen=True)
class Target:
    """So many times the best of the peers, or of those that keep what they acknowledged."""

    factor: float
    durable_only: bool = False

    def __str__(self) -> str:
        return f"≥ {self.factor:g} × the best{' durable one' if self.durable_only else ''}"


@dataclass(frozen=True)
class PeerRow:
    """One line: the same work at each."""

    name: str
    clients: int
    measured: Measurement
    target: Target | None


def peers_table(folder: Path | None, postgres: str | None, *, seconds: float) -> Table:
    """
    Args:
        folder: with the programs of the peers; None looks for them where the shell does.
        postgres: address of an empty database for Kinto; None leaves Kinto on PostgreSQL out.
        seconds: how long each measurement runs at least.
    """
    with running_peers(folder, postgres, LISTED) as peers:
        rows = [asyncio.run(_line(row, peers, seconds)) for row in _rows()]
    columns = ["work", "clients", *(f"{peer.name} /s" for peer in peers), "to the best other one", "target"]
    return Table("Beside other servers that keep what people made, requests a second", columns, rows)


def _rows() -> list[PeerRow]:
    durable, large = Target(1, durable_only=True), Target(1.5)
    return [
        PeerRow("create 10 KB", 1, _creating(SMALL_BYTES), durable),
        PeerRow("create 10 KB", 16, _creating(SMALL_BYTES), durable),
        PeerRow("create 1.4 MB", 1, _creating(LARGE_BYTES), large),
        PeerRow("save 10 KB", 1, _with_own(SMALL_BYTES, saving), durable),
        PeerRow("save 10 KB", 16, _with_own(SMALL_BYTES, saving), durable),
        PeerRow("save 1.4 MB", 1, _with_own(LARGE_BYTES, saving), large),
        PeerRow("read 10 KB", 1, _with_own(SMALL_BYTES, reading), Target(1)),
        PeerRow("read 1.4 MB", 1, _with_own(LARGE_BYTES, reading), Target(2)),
        PeerRow("poll", 1, _with_own(SMALL_BYTES, polling), None),
        PeerRow(STALE_SAVE, 1, _saving_stale, None),
        PeerRow(page_of(1_000), 1, _listing(1_000), None),
        PeerRow(page_of(10_000), 1, _listing(10_000), Target(10)),
        PeerRow(MIXED, 16, _with_own(SMALL_BYTES, reading_or_saving), Target(1.5, durable_only=True)),
    ]


def _creating(size_bytes: int) -> Measurement:
    async def measured(peer: Peer, clients: int, seconds: float) -> Measured:
        work = creating(peer.document, size_bytes)()
        return await measure(work, peer.port, peer.headers, clients=clients, seconds=seconds)

    return measured


def _with_own(size_bytes: int, then: Step) -> Measurement:
    async def measured(peer: Peer, clients: int, seconds: float) -> Measured:
        work = with_own_session(peer.document, size_bytes, then)()
        return await measure(work, peer.port, peer.headers, clients=clients, seconds=seconds)

    return measured


async def _saving_stale(peer: Peer, clients: int, seconds: float) -> Measured | None:
    if not peer.refuses_stale_saves:
        return None
    return await _with_own(LARGE_BYTES, saving_stale)(peer, clients, seconds)


def _listing(count: int) -> Measurement:
    async def measured(peer: Peer, clients: int, seconds: float) -> Measured:
        page = peer.pages[count]
        work = listing(page.path)()
        return await measure(
            work, peer.port, page.headers, clients=clients, seconds=seconds, least=LEAST_PAGES
        )

    return measured


async def _line(row: PeerRow, peers: Sequence[Peer], seconds: float) -> list[str]:
    figures = [await row.measured(peer, row.clients, seconds) for peer in peers]
    ours, *others = figures
    best = max(
        each.per_second
        for peer, each in zip(peers[1:], others, strict=True)
        if each is not None and (peer.is_durable or row.target is None or not row.target.durable_only)
    )
    return [
        row.name,
        str(row.clients),
        *("–" if each is None else f"{each.per_second:,.{_digits(each)}f}" for each in figures),
        "–" if ours is None else f"{ours.per_second / best:.2f}",
        "–" if row.target is None else str(row.target),
    ]


def _digits(measured: Measured) -> int:
    return 0 if measured.per_second >= 10 else 2
