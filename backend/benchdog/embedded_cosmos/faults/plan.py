"""What goes wrong in an engine, and when: changeable while it runs."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, NoReturn, Self

from benchdog.embedded_cosmos.faults.disk import FaultyDisk
from benchdog.embedded_cosmos.faults.fault import Apply, Surroundings
from benchdog.embedded_cosmos.faults.operations import operation_of
from benchdog.embedded_cosmos.faults.plan_file import PlanFile
from benchdog.embedded_cosmos.faults.replica import LaggingReplica
from benchdog.embedded_cosmos.faults.rule import ArmedRule, FaultRule
from benchdog.embedded_cosmos.faults.short_page import from_the_start
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse

Meanwhile = Callable[[], Awaitable[Any]]


class FaultPlan:
    """
    Goes into `EmbeddedCosmos(data_dir, faults=plan)`; into several engines only where they are Strong.

    Args:
        disk: where the engine keeps its file; some faults need one.
        random: decides about rules with a rate.
        replica_lag_writes: reads are behind from the start, by up to so many writes.
        sleep: takes seconds.
        end_process: takes the exit status.

    Raises:
        ValueError: a rule needs a disk, and there is none.
    """

    def __init__(
        self,
        rules: Sequence[FaultRule] = (),
        *,
        disk: FaultyDisk | None = None,
        random: Random | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        end_process: Callable[[int], NoReturn] = os._exit,
        replica_lag_writes: int | None = None,
    ) -> None:
        self.disk = disk
        self._surroundings = Surroundings(sleep, end_process, disk)
        self._random = random or Random()  # noqa: S311
        self._counting = threading.Lock()  # clients of several threads may share an engine
        self._armed: dict[ArmedRule, Meanwhile | None] = {}
        self._replica_lag_writes = replica_lag_writes
        self._replica: LaggingReplica | None = None
        for rule in rules:
            self.add(rule)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """
        The plan of a `PlanFile`, with a disk where a rule needs it.

        Raises:
            FaultPlanInvalid: it is none.
        """
        file = PlanFile.read(text)
        disk = FaultyDisk() if any(rule.fault.needs_disk for rule in file.rules) else None
        random = Random(file.seed)  # noqa: S311
        return cls(file.rules, disk=disk, random=random, replica_lag_writes=file.replica_lag_writes)

    def add(self, rule: FaultRule, *, meanwhile: Meanwhile | None = None) -> ArmedRule:
        """
        *rule* from the next request on; what is returned counts what it strikes.

        Args:
            meanwhile: happens each time when the fault has struck and its victim does not know yet.

        Raises:
            ValueError: the fault needs a disk, and the plan has none.
        """
        if rule.fault.needs_disk and self.disk is None:
            raise ValueError(f"The fault {rule.fault.kind!r} needs a plan with a FaultyDisk.")
        armed = ArmedRule(rule, self._random)
        self._armed[armed] = meanwhile
        return armed

    def remove(self, armed: ArmedRule) -> None:
        """Safe to call twice."""
        self._armed.pop(armed, None)

    def clear(self) -> None:
        """Everything works again, from the next request on."""
        self._armed.clear()

    async def handle(self, request: CosmosRequest, apply: Apply) -> CosmosResponse:
        """
        The answer to *request*, which *apply* would have applied.

        Raises:
            ConnectionLost: there is none.
        """
        operation = operation_of(request)
        with self._counting:
            struck = [
                (armed, meanwhile)
                for armed, meanwhile in list(self._armed.items())
                if armed.strikes(operation, request.method)
            ]
        if self._replica is not None:
            apply = partial(self._replica.handle, operation=operation, newest=apply)
        for armed, meanwhile in reversed(struck):
            apply = partial(self._strike, armed, meanwhile, apply)
        return await apply(from_the_start(request))

    @property
    def needs_session(self) -> bool:
        """Whether the engine has to have the consistency "Session"."""
        return self._replica_lag_writes is not None

    @property
    def replica(self) -> LaggingReplica:
        """Raises ValueError unless an engine with the consistency "Session" has the plan."""
        if self._replica is None:
            raise ValueError("Reads can only be behind in an engine with the consistency Session.")
        return self._replica

    def start_replica(self, data_dir: Path, service_on: Callable[[Storage], Apply]) -> None:
        """For the engine, when its file is there."""
        self._replica = LaggingReplica(data_dir, service_on, lag_writes=self._replica_lag_writes)

    def close(self) -> None:
        """For the engine, before it closes its file."""
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    async def _strike(
        self, armed: ArmedRule, meanwhile: Meanwhile | None, apply: Apply, request: CosmosRequest
    ) -> CosmosResponse:
        try:
            return await armed.rule.fault.strike(request, apply, self._surroundings)
        finally:
            if meanwhile is not None:
                await meanwhile()
