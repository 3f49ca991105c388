"""The engine: databases, containers and items in one SQLite file, answering the Cosmos DB protocol."""

import asyncio
import base64
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import apsw

from benchdog.embedded_cosmos.faults.plan import FaultPlan
from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.protocol.answers import Consistency
from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.protocol.service import ProtocolService
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.protocol.throughput import Throughput
from benchdog.embedded_cosmos.sql import parser
from benchdog.embedded_cosmos.storage import catalogue
from benchdog.embedded_cosmos.storage.readers import Readers
from benchdog.embedded_cosmos.storage.writer import Operation, Writer
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, CosmosResponse

Result = TypeVar("Result")

ENGINE_KEY: Final = base64.b64encode(b"the embedded engine checks no key in process").decode()
"""The SDK signs every request and wants a key; in process there is nobody to check it."""


class EmbeddedCosmos:
    """
    Azure Cosmos DB for NoSQL in this process.

    Give it to a client as `CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine))`.
    Several processes may open the same folder.

    Args:
        data_dir: an existing folder on a local disk; the database file is created in it.
        clock: seconds since the epoch; items expire by it.
        ranges: how many physical ranges a container has at least, a power of two. One is enough to store;
            several show what a client has to merge. More throughput gives it more, as in the service.
        consistency: what the account promises. One file has one state; Session costs the SDK 50 µs a read.
        request_units_per_second: what each container may use up in this process; None does not limit it.
        monotonic: seconds of a clock that never goes back; request units are counted by it.
        faults: what goes wrong, for tests of what stands on the engine.

    Raises:
        ValueError: *faults* and the other arguments do not fit together.
        StorageUnusable: the file is damaged or belongs to something else. It is never replaced.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        clock: Callable[[], float] = time.time,
        ranges: int = 1,
        consistency: Consistency = "Strong",
        request_units_per_second: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        faults: FaultPlan | None = None,
    ) -> None:
        if faults is not None and faults.needs_session and consistency != "Session":
            raise ValueError("Reads can only be behind where the consistency is Session.")
        if request_units_per_second is not None:
            throughput = Throughput(request_units_per_second, monotonic)
        else:
            throughput = None
        self._faults = faults
        self._ranges = PartitionRanges(ranges)
        # The SDK keeps routing maps per URL for the whole process: every engine is a host of its own.
        self.endpoint = f"http://{secrets.token_hex(8)}.local:8081/"
        self.key = ENGINE_KEY
        vfs = faults.disk.name if faults is not None and faults.disk is not None else None
        self._writer = Writer(data_dir, catalogue.set_up, vfs)
        try:
            self._readers = Readers(data_dir, vfs)
        except BaseException:
            self._writer.close()
            raise
        self._readers.submit(lambda _: parser.prepare())

        def service_on(storage: Storage) -> ProtocolService:
            return ProtocolService(storage, self.endpoint, clock, self._ranges, consistency, throughput)

        self._service = service_on(self)
        if faults is not None and consistency == "Session":
            faults.start_replica(data_dir, lambda older: service_on(older).handle)
        self._is_closed = False

    async def handle(self, request: CosmosRequest) -> CosmosResponse:
        """
        The answer to one request; whatever goes wrong has a status. After `close`, that is 503.

        Raises:
            ConnectionLost: the plan of faults says so.
        """
        if self._is_closed:
            return answers.refused(CosmosFailure(503, "ServiceUnavailable", "The engine is closed."))
        if self._faults is not None:
            return await self._faults.handle(request, self._service.handle)
        return await self._service.handle(request)

    def split_ranges(self) -> None:
        """Splits every physical range in two, as the service does when they fill: clients have to notice."""
        self._ranges.split()

    async def close(self) -> None:
        """Finishes the writes that wait and closes the file; safe to call twice."""
        if not self._is_closed:
            self._is_closed = True
            await asyncio.to_thread(self._close)

    def look_up(self, read: Callable[[apsw.Connection], Result]) -> Result:
        """A short read, at once."""
        return self._readers.look_up(read)

    async def read(self, read: Callable[[apsw.Connection], Result]) -> Result:
        """A read of unknown length, in a thread."""
        return await asyncio.wrap_future(self._readers.submit(read))

    async def write(self, operation: Operation[Result]) -> Result:
        """A change, after its commit. A caller that goes away does not stop a change that has begun."""
        return await self._writer.submit(operation)

    def _close(self) -> None:
        if self._faults is not None:
            self._faults.close()
        self._readers.close()
        self._writer.close()
