"""What goes wrong in an engine, and when: changeable while it runs."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from random import Random
from typing import Any, NoReturn

from benchdog.embedded_cosmos.faults.disk import FaultyDisk
from benchdog.embedded_cosmos.faults.fault import Apply, Surroundings
from benchdog.embedded_cosmos.faults.operations import operation_of
from benchdog.embedded_cosmos.faults.rule import ArmedRule, FaultRule
from benchdog.embedded_cosmos.faults.short_page import from_the_start
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse

Meanwhile = Callable[[], Awaitable[Any]]


class FaultPlan:
    """
    Goes into `EmbeddedCosmos(data_dir, faults=plan)`, into one engine only.

    Args:
        disk: where the engine keeps its file; some faults need one.
        random: decides about rules with a rate.
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
    ) -> None:
        self.disk = disk
        self._surroundings = Surroundings(sleep, end_process, disk)
        self._random = random or Random()  # noqa: S311
        self._armed: dict[ArmedRule, Meanwhile | None] = {}
        for rule in rules:
            self.add(rule)

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
        struck = [each for each in self._armed if each.strikes(operation, request.method)]
        for armed in reversed(struck):
            apply = partial(self._strike, armed, self._armed[armed], apply)
        return await apply(from_the_start(request))

    async def _strike(
        self, armed: ArmedRule, meanwhile: Meanwhile | None, apply: Apply, request: CosmosRequest
    ) -> CosmosResponse:
        try:
            return await armed.rule.fault.strike(request, apply, self._surroundings)
        finally:
            if meanwhile is not None:
                await meanwhile()
