"""
Traces for OpenTelemetry, where the operator asks for them. [E3] [E4]

A span says which route or container it is about, how it ended, how long it took, and the correlation id of
the log line. No address is in it (that of a snapshot lets others in), no body, header, user id or message of
an error: hence these few spans of our own, and not those of the framework and of the SDK.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from benchdog.observability.database_try import DatabaseTry
from benchdog.observability.metrics import HTTP_METHODS
from benchdog.resilience.correlation import correlation_id

INSTRUMENTATION: Final = "benchdog"
CORRELATION_ATTRIBUTE: Final = "benchdog.correlation_id"

_FIRST_SERVER_ERROR: Final = 500
_NANOSECONDS: Final = 1_000_000_000


@dataclass
class AnsweredRequest:
    """What is known of a request when it has ended; `status` is 0 where nobody waited for the answer."""

    method: str
    route: str = "unknown"
    status: int = 0
    correlation_id: str = ""


class ServiceTraces:
    """
    One for each process.

    Args:
        provider: makes the spans, and samples and exports them as it was told.
        stop: sends what waits, and may take as long as the network does.
        now_ns: nanoseconds since 1970.
    """

    def __init__(
        self,
        provider: TracerProvider,
        *,
        stop: Callable[[], None],
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._tracer = provider.get_tracer(INSTRUMENTATION)
        self._stop = stop
        self._now_ns = now_ns
        # Only the ids of a trace come in: baggage could be anything, and would be passed on.
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, request: AnsweredRequest, headers: Mapping[str, str]) -> Iterator[None]:
        """A span around a request, in the trace that *headers* name; *request* is filled in meanwhile."""
        with self._tracer.start_as_current_span(
            INSTRUMENTATION,
            context=self._propagator.extract(headers),
            kind=SpanKind.SERVER,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            finally:
                _describe(span, request)

    async def stop(self) -> None:
        """At the end of the process, without blocking it meanwhile."""
        await asyncio.to_thread(self._stop)

    def observe_database_call(self, database_try: DatabaseTry) -> None:
        """
        A span below that of the request which made the call.

        What the service does by itself, between requests, is in no trace.
        """
        if not get_current_span().is_recording():
            return
        ended = self._now_ns()
        span = self._tracer.start_span(
            f"{database_try.kind} {database_try.container}".rstrip(),
            kind=SpanKind.CLIENT,
            attributes={
                "db.system.name": "azure.cosmosdb",
                "db.operation.name": database_try.kind,
                "db.collection.name": database_try.container,
                "benchdog.outcome": database_try.outcome,
                CORRELATION_ATTRIBUTE: correlation_id.get(),
            },
            start_time=ended - round(database_try.seconds * _NANOSECONDS),
        )
        if database_try.outcome == "failed":
            span.set_status(StatusCode.ERROR)
        span.end(ended)


def _describe(span: Span, request: AnsweredRequest) -> None:
    method = request.method if request.method in HTTP_METHODS else "_OTHER"
    span.update_name(f"{method} {request.route}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.route": request.route,
            "http.response.status_code": request.status,
            CORRELATION_ATTRIBUTE: request.correlation_id,
        }
    )
    if request.status >= _FIRST_SERVER_ERROR:
        span.set_status(StatusCode.ERROR)
