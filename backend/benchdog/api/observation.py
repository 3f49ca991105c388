"""What watches the operations of one process, put together. [R5] [R6]"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from benchdog.api.operation_recorder import OperationRecorder
from benchdog.cosmos.container import DocumentContainer
from benchdog.documents.ids import new_id
from benchdog.observability.metrics import ServiceMetrics
from benchdog.observability.performance_monitor import PerformanceMonitor
from benchdog.resilience.circuit_breaker import CircuitBreaker, CircuitState
from benchdog.resilience.clock import Clock
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.settings import Settings
from benchdog.stores.audit_log_writer import AuditLogWriter, AuditWritingPolicy
from benchdog.stores.audit_trail_store import AuditTrailStore

_OPENNESS: Final[Mapping[CircuitState, float]] = {"closed": 0, "half_open": 0.5, "open": 1}


@dataclass(frozen=True)
class Observation:
    """One for each process."""

    metrics: ServiceMetrics
    performance: PerformanceMonitor
    audit: AuditLogWriter
    operations: OperationRecorder
    audit_log: DocumentContainer
    counted_entries: int

    async def audit_trail(self, actor_id: str | None) -> AuditTrailStore:
        """
        Of one person; with no name, of everybody.

        What waits in this process is written first, where the database takes it, so that people find what
        they have just done.
        """
        await self.audit.flush()
        return AuditTrailStore(actor_id, self.audit_log, self.counted_entries)


@asynccontextmanager
async def opened_observation(
    metrics: ServiceMetrics,
    audit_log: DocumentContainer,
    breakers: Sequence[CircuitBreaker],
    settings: Settings,
    *,
    clock: Clock,
    surroundings: Surroundings,
) -> AsyncIterator[Observation]:
    """Writes the audit log in the background until the end, and then what is left of it."""
    performance = PerformanceMonitor(settings.performance_policy())
    writing = AuditWritingPolicy(settings.audit_max_waiting, settings.audit_delay_ms / 1000)
    audit = AuditLogWriter(audit_log, surroundings, writing)
    metrics.add(_StateOfTheProcess(audit, breakers))
    operations = OperationRecorder(
        audit,
        performance,
        metrics,
        clock=clock,
        monotonic=surroundings.monotonic,
        new_id=new_id,
        kept_for=timedelta(days=settings.audit_days),
    )
    async with audit.running():
        yield Observation(
            metrics, performance, audit, operations, audit_log, settings.audit_statistics_entries
        )


class _StateOfTheProcess(Collector):
    """What other parts know already, read for each answer of `/metrics`."""

    def __init__(self, audit: AuditLogWriter, breakers: Sequence[CircuitBreaker]) -> None:
        self._audit = audit
        self._breakers = breakers

    def collect(self) -> Iterator[Metric]:
        audit = self._audit
        yield GaugeMetricFamily("benchdog_audit_entries_waiting", "Not written yet.", audit.waiting)
        yield CounterMetricFamily("benchdog_audit_entries_stored", "Written.", audit.written)
        yield CounterMetricFamily("benchdog_audit_entries_lost", "Written to the log instead.", audit.lost)
        opened = GaugeMetricFamily(
            "benchdog_circuit_breaker_open", "1 open, 0.5 tried out, 0 closed.", labels=["name"]
        )
        refused = CounterMetricFamily(
            "benchdog_circuit_breaker_refused_calls", "Calls that were not made.", labels=["name"]
        )
        for status in (breaker.status() for breaker in self._breakers):
            opened.add_metric([status.name], _OPENNESS[status.state])
            refused.add_metric([status.name], status.refused_calls)
        yield opened
        yield refused
