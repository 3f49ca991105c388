"""What Prometheus reads of one process. No user ids and no ids of documents in labels. [A5] [R5]"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from benchdog.observability.database_try import DatabaseTry

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10)
"""Half a second, one and two are the targets of [R5]."""

BYTES: Final = (1024, 4096, 16_384, 65_536, 262_144, 524_288, 1_048_576, 1_572_864)
"""The last one is the limit of [C4]."""

HTTP_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class ServiceMetrics:
    """Counts and histograms in a registry of their own, so that two services in a process stay apart."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "benchdog_request_duration_seconds",
            "From the head of a request to the end of its answer, by route and class of status.",
            ["method", "route", "status"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._operations = Histogram(
            "benchdog_operation_duration_seconds",
            "Operations of the audit trail.",
            ["operation", "outcome"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._content_sizes = Histogram(
            "benchdog_content_size_bytes",
            "Canonical size of content that came to be saved.",
            buckets=BYTES,
            registry=self._registry,
        )
        self._database_calls = Histogram(
            "benchdog_database_call_duration_seconds",
            "Single tries of database calls, by what became of them.",
            ["kind", "outcome"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._request_units = Counter(
            "benchdog_database_request_units",
            "What the database charged.",
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """*route* is the template of an address, *status* 0 where there was no answer."""
        known = method if method in HTTP_METHODS else "other"
        self._requests.labels(known, route, f"{status // 100}xx" if status else "none").observe(seconds)

    def observe_operation(self, operation: str, outcome: str, seconds: float) -> None:
        self._operations.labels(operation, outcome).observe(seconds)

    def observe_content(self, size_bytes: int) -> None:
        self._content_sizes.observe(size_bytes)

    def observe_database_call(self, database_try: DatabaseTry) -> None:
        self._database_calls.labels(database_try.kind, database_try.outcome).observe(database_try.seconds)

    def add_request_units(self, units: float) -> None:
        self._request_units.inc(units)

    def add(self, collector: Collector) -> None:
        """Something that knows its numbers itself, and is asked for them by each `text`."""
        self._registry.register(collector)

    def text(self) -> bytes:
        """Everything in the text format, UTF-8."""
        return generate_latest(self._registry)
