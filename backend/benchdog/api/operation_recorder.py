"""Records operations as they end: in the audit trail, the performance monitor and the metrics. [R5] [R6]"""

from collections.abc import Awaitable
from datetime import timedelta

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from benchdog.api.audited import Audited
from benchdog.api.error_rendering import shown_error
from benchdog.api.idempotency import REPLAYED_HEADER
from benchdog.api.identity import Principal
from benchdog.documents.audit_entry import AuditEntry, AuditOutcome
from benchdog.documents.ids import IdFactory, is_id
from benchdog.observability.metrics import ServiceMetrics
from benchdog.observability.performance_monitor import PerformanceMonitor
from benchdog.resilience.clock import Clock, MonotonicClock, timestamp
from benchdog.resilience.correlation import correlation_id
from benchdog.stores.audit_log_writer import AuditLogWriter


class OperationRecorder:
    """
    One for each process.

    Args:
        kept_for: after which the database forgets an entry.
    """

    def __init__(
        self,
        audit: AuditLogWriter,
        performance: PerformanceMonitor,
        metrics: ServiceMetrics,
        *,
        clock: Clock,
        monotonic: MonotonicClock,
        new_id: IdFactory,
        kept_for: timedelta,
    ) -> None:
        self._audit = audit
        self._performance = performance
        self._metrics = metrics
        self._clock = clock
        self._monotonic = monotonic
        self._new_id = new_id
        self._ttl_seconds = int(kept_for.total_seconds())

    async def recorded(self, request: Request, audited: Audited, answer: Awaitable[Response]) -> Response:
        """
        What *answer* gives or raises, with an entry about it.

        There is none of an answer that was given before: nothing was done again. Nor of a request that never
        arrived whole, or was refused before anybody was known to have sent it: those are in the log.
        """
        at, begun = timestamp(self._clock()), self._monotonic()
        try:
            given = await answer
        except ClientDisconnect:
            raise
        except Exception as error:
            if hasattr(request.state, "principal"):
                self._record(request, audited, at, begun, error_code=shown_error(error).code)
            raise
        if REPLAYED_HEADER not in given.headers:
            self._record(request, audited, at, begun, made_at=given.headers.get("Location", ""))
        return given

    def _record(
        self,
        request: Request,
        audited: Audited,
        at: str,
        begun: float,
        *,
        error_code: str | None = None,
        made_at: str = "",
    ) -> None:
        principal: Principal | None = request.state.principal
        seconds = self._monotonic() - begun
        duration_ms = round(seconds * 1000, 1)
        outcome: AuditOutcome = "failed" if error_code else "succeeded"
        self._performance.observe(audited.operation, duration_ms)
        self._metrics.observe_operation(audited.operation, outcome, seconds)
        self._audit.record(
            AuditEntry(
                id=self._new_id(),
                actor_id=principal.user_id if principal is not None else "",
                at=at,
                operation=audited.operation,
                subject_kind=audited.subject_kind,
                subject_id=_subject_id(request, made_at),
                outcome=outcome,
                error_code=error_code,
                duration_ms=duration_ms,
                correlation_id=correlation_id.get(),
                ttl=self._ttl_seconds,
            )
        )


def _subject_id(request: Request, made_at: str) -> str:
    """From the address, or from where something was made; what has not the form of an id may be anything."""
    named = [*request.path_params.values(), made_at.rpartition("/")[2]]
    return next((each for each in named if isinstance(each, str) and is_id(each)), "")
