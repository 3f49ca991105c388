"""How long operations take, and how far that is from what people were promised. [R5]"""

import logging
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

from benchdog.documents.audit_entry import AuditedOperation

PerformanceLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

KEPT_DURATIONS: Final = 1000
"""Of each operation: enough for a 99th percentile."""

_OPENINGS: Final = frozenset[AuditedOperation]({"open", "recover"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PerformanceTarget:
    """DEBUG up to the target, INFO up to what is acceptable, WARNING up to what is slow, ERROR beyond."""

    target_ms: float
    acceptable_ms: float
    slow_ms: float

    @classmethod
    def doubling(cls, target_ms: float, *, slow_ms: float) -> "PerformanceTarget":
        """Acceptable is twice the target, as everywhere in seed 002."""
        return cls(target_ms, min(2 * target_ms, slow_ms), slow_ms)

    def level_of(self, duration_ms: float) -> PerformanceLevel:
        if duration_ms <= self.target_ms:
            return "DEBUG"
        if duration_ms <= self.acceptable_ms:
            return "INFO"
        return "WARNING" if duration_ms <= self.slow_ms else "ERROR"


@dataclass(frozen=True, slots=True)
class PerformancePolicy:
    """Whoever opens their work waits for twice as much data. The browser measures by the same numbers."""

    change: PerformanceTarget = PerformanceTarget(500, 1000, 2000)
    opening: PerformanceTarget = PerformanceTarget(1000, 2000, 2000)

    def target_of(self, operation: AuditedOperation) -> PerformanceTarget:
        return self.opening if operation in _OPENINGS else self.change


@dataclass(frozen=True, slots=True)
class OperationPerformance:
    """
    Of one operation, failures included.

    Attributes:
        count: since the process started; so are `levels`.
        p50_ms, p95_ms, p99_ms: of the last 1,000.
        level: of the 95th percentile.
    """

    operation: AuditedOperation
    target: PerformanceTarget
    count: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    level: PerformanceLevel
    levels: dict[PerformanceLevel, int]


class PerformanceMonitor:
    """Measures the operations of one process; what misses its target is logged at the level it deserves."""

    def __init__(self, policy: PerformancePolicy) -> None:
        self._policy = policy
        self._durations: dict[AuditedOperation, deque[float]] = {}
        self._levels: dict[AuditedOperation, Counter[PerformanceLevel]] = {}

    def observe(self, operation: AuditedOperation, duration_ms: float) -> None:
        level = self._policy.target_of(operation).level_of(duration_ms)
        self._durations.setdefault(operation, deque(maxlen=KEPT_DURATIONS)).append(duration_ms)
        self._levels.setdefault(operation, Counter())[level] += 1
        log.log(
            logging.getLevelNamesMapping()[level],
            "measured",
            extra={"operation": operation, "duration_ms": duration_ms},
        )

    def summary(self) -> list[OperationPerformance]:
        """One for each operation that was measured."""
        return [self._summary_of(operation) for operation in sorted(self._durations)]

    def _summary_of(self, operation: AuditedOperation) -> OperationPerformance:
        target, levels = self._policy.target_of(operation), self._levels[operation]
        ordered = sorted(self._durations[operation])
        p95_ms = _percentile(ordered, 0.95)
        return OperationPerformance(
            operation=operation,
            target=target,
            count=levels.total(),
            p50_ms=_percentile(ordered, 0.5),
            p95_ms=p95_ms,
            p99_ms=_percentile(ordered, 0.99),
            level=target.level_of(p95_ms),
            levels=dict(levels),
        )


def _percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least *share* of them do not exceed."""
    return ordered[ceil(share * len(ordered)) - 1]
