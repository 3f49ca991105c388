"""A replica that is behind: reads are answered from an older committed state."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import apsw

from benchdog.embedded_cosmos.faults.fault import Apply
from benchdog.embedded_cosmos.faults.operations import READS, WRITES, Operation
from benchdog.embedded_cosmos.faults.refused import refused
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.storage import items
from benchdog.embedded_cosmos.storage.connection import open_connection
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, CosmosResponse

Result = TypeVar("Result")

SESSION_TOKEN: Final = "x-ms-session-token"  # noqa: S105
_SESSION_NOT_AVAILABLE: Final = 1002


class LaggingReplica:
    """
    Answers reads as a second replica would that hears of changes late. Up to date until it falls behind.

    A read that demands more, by its session token, is refused with 404/1002. What lags are items: a
    definition that is created or changed brings the replica up to its moment.

    Args:
        service_on: the protocol on a storage.
        lag_writes: it falls behind at once, and hears of every *lag_writes* writes together.
    """

    def __init__(
        self, data_dir: Path, service_on: Callable[[Storage], Apply], *, lag_writes: int | None = None
    ) -> None:
        self._state = _OlderState(open_connection(data_dir))
        self._apply = service_on(self._state)
        self._lag_writes = lag_writes
        self._missed = 0
        if lag_writes is not None:
            self.fall_behind()

    def fall_behind(self) -> None:
        """From now on reads see the state of this moment."""
        self._state.renew()
        self._missed = 0

    def catch_up(self) -> None:
        """Reads see the newest state again; safe to call twice."""
        self._state.release()

    async def handle(self, request: CosmosRequest, operation: Operation, newest: Apply) -> CosmosResponse:
        """The answer from the older state to a read, from *newest* to everything else."""
        if operation.kind not in READS or self._state.lsn is None:
            response = await newest(request)
            if self._state.lsn is not None and response.status < 300:
                self._note(request, operation)
            return response
        if _demanded_lsn(request) > self._state.lsn:
            message = "The read session is not available for the input session token."
            failure = CosmosFailure(404, "NotFound", message, substatus=_SESSION_NOT_AVAILABLE)
            return refused(request, failure)
        return await self._apply(request)

    def close(self) -> None:
        self._state.close()

    def _note(self, request: CosmosRequest, operation: Operation) -> None:
        if operation.kind in WRITES:
            self._missed += 1
        is_defined_anew = operation.kind == "metadata" and request.method != "GET"
        if is_defined_anew or self._missed == self._lag_writes:
            self.fall_behind()


class _OlderState:
    """
    A connection in a reading transaction, which SQLite keeps at the state of its beginning.

    Attributes:
        lsn: of the last change in that state, None outside of a transaction.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self.lsn: int | None = None
        self._connection = connection

    def renew(self) -> None:
        self.release()
        self._connection.execute("BEGIN")
        self.lsn = items.current_lsn(self._connection)

    def release(self) -> None:
        if self.lsn is not None:
            self._connection.execute("ROLLBACK")
            self.lsn = None

    def look_up(self, read: Callable[[apsw.Connection], Result]) -> Result:
        return read(self._connection)

    async def read(self, read: Callable[[apsw.Connection], Result]) -> Result:
        return read(self._connection)

    async def write(self, operation: Callable[[apsw.Connection], Result]) -> Result:
        # Only if `operation_of` took a change for a read, which a test of every kind of request denies.
        raise RuntimeError("A replica that is behind was asked to change something.")

    def close(self) -> None:
        self.release()
        self._connection.close()


def _demanded_lsn(request: CosmosRequest) -> int:
    """Of the tokens `range:version#lsn` that the request carries; 0 where it carries none."""
    tokens = request.headers.get(SESSION_TOKEN, "").split(",")
    lsns = [token.partition("#")[2].partition("#")[0] for token in tokens]
    return max((int(lsn) for lsn in lsns if lsn.isdigit()), default=0)
