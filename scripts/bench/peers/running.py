"""Starts the service and the peers that are installed."""

import asyncio
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.bench import servers
from scripts.bench.filled_database import fill
from scripts.bench.peers.jupyter import running_jupyter
from scripts.bench.peers.kinto import running_kinto
from scripts.bench.peers.peer import Page, Peer
from scripts.bench.service import signed_in
from scripts.bench.workloads import ORDINARY, PAGE, SavedSession


@contextmanager
def running_peers(folder: Path | None, postgres: str | None, counts: Collection[int]) -> Iterator[list[Peer]]:
    """
    The service first, then every peer that was found, each with a list of every length in *counts*.

    Raises:
        LookupError: no peer was found.
    """
    jupyter, kinto = (_program(name, folder) for name in ("jupyter-server", "kinto"))
    with ExitStack() as stack:
        peers = [stack.enter_context(_running_service(counts))]
        if kinto is not None and postgres is not None:
            peers.append(stack.enter_context(running_kinto(kinto, counts, postgres)))
        if kinto is not None:
            peers.append(stack.enter_context(running_kinto(kinto, counts)))
        if jupyter is not None:
            peers.append(stack.enter_context(running_jupyter(jupyter, counts)))
        if len(peers) == 1:
            raise LookupError("Neither jupyter-server nor kinto is installed; name their folder by --peers")
        yield peers


def _program(name: str, folder: Path | None) -> Path | None:
    found = shutil.which(name, path=None if folder is None else str(folder))
    return None if found is None else Path(found)


@contextmanager
def _running_service(counts: Collection[int]) -> Iterator[Peer]:
    owners = {f"owner{count}": count for count in counts}
    with tempfile.TemporaryDirectory() as data:
        asyncio.run(fill(Path(data), owners))
        with servers.service(Path(data), workers=1) as service:
            yield Peer(
                "Benchdog",
                service.port,
                signed_in(service.port, ORDINARY),
                SavedSession,
                pages={count: Page(PAGE, signed_in(service.port, owner)) for owner, count in owners.items()},
            )
