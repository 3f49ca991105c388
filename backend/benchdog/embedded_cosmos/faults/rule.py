"""Which requests a fault strikes."""

from collections.abc import Set
from random import Random
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from benchdog.embedded_cosmos.faults.machine_faults import FullDisk, ProcessEnd
from benchdog.embedded_cosmos.faults.operations import (
    EVERY_OPERATION,
    READS,
    WRITES,
    Operation,
    OperationKind,
)
from benchdog.embedded_cosmos.faults.request_faults import Delay, Disconnection, Refusal
from benchdog.embedded_cosmos.faults.short_page import ShortPage

AnyFault = Annotated[
    Refusal | Delay | Disconnection | ShortPage | FullDisk | ProcessEnd, Field(discriminator="kind")
]
_GROUPS: Final = {"reads": READS, "writes": WRITES}


def _without_groups(value: object) -> object:
    """Files may say "reads" and "writes" among the kinds of operations."""
    if not isinstance(value, list):
        return value
    return [
        kind for each in value for kind in (_GROUPS.get(each, (each,)) if isinstance(each, str) else (each,))
    ]


class FaultRule(BaseModel):
    """
    What happens to which requests. One that several rules strike meets the first rule first.

    Attributes:
        operations: the kinds that it strikes.
        container: the one whose requests it strikes, None for all and for those without one.
        method: the only one that it strikes, in capitals; None for all.
        skip: how many of these requests pass before the first is struck: 4 strikes the fifth.
        every: of those that follow, every how many-th is struck, beginning with the first.
        rate: the probability that such a one is struck.
        times: how many are struck; then the rule is used up. None for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fault: AnyFault
    operations: Annotated[Set[OperationKind], BeforeValidator(_without_groups)] = EVERY_OPERATION
    container: str | None = None
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] | None = None
    skip: int = Field(default=0, ge=0)
    every: int = Field(default=1, ge=1)
    rate: float = Field(default=1.0, ge=0, le=1)
    times: int | None = Field(default=None, ge=0)


class ArmedRule:
    """
    A rule at work.

    Attributes:
        struck: how many requests it struck so far.
    """

    def __init__(self, rule: FaultRule, random: Random) -> None:
        self.rule = rule
        self.struck = 0
        self._passed = 0
        self._random = random

    def strikes(self, operation: Operation, method: str) -> bool:
        """Whether the next request is struck; counts it."""
        rule = self.rule
        if (
            self.struck == rule.times
            or operation.kind not in rule.operations
            or rule.container not in {None, operation.container}
            or rule.method not in {None, method}
        ):
            return False
        place = self._passed - rule.skip
        self._passed += 1
        if place < 0 or place % rule.every or self._random.random() >= rule.rate:
            return False
        self.struck += 1
        return True
