"""What OpenTelemetry is told of a request, and what it never is. [E3] [E4]"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from benchdog.app import create_app, service_objects_for
from benchdog.embedded_cosmos.faults import Disconnection, FaultPlan, FaultRule
from benchdog.observability.traces import ServiceTraces
from benchdog.settings import Settings
from tests.integration.conftest import REAL_WORKERS, Caller, a_session

pytestmark = pytest.mark.skipif(REAL_WORKERS > 0, reason="spans of another process are not to be seen here")

SECRET = "for-nobody-else"
TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"

Told = dict[str, object]


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture(scope="module")
def traces(exporter: InMemorySpanExporter) -> ServiceTraces:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return ServiceTraces(provider, stop=exporter.clear)


@pytest.fixture(scope="module")
def traced_routes(traces: ServiceTraces, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("unused")), traces)


@pytest.fixture
def faults() -> FaultPlan:
    return FaultPlan()


@pytest.fixture
async def app(
    traced_routes: FastAPI, traces: ServiceTraces, faults: FaultPlan, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    settings = Settings(data_dir=tmp_path / "data", retry_max_attempts=0, retry_max_delay_ms=1)
    async with service_objects_for(settings, faults=faults, traces=traces) as service:
        traced_routes.state.service = service
        yield traced_routes


def told(span: ReadableSpan) -> Told:
    return dict(span.attributes or {})


async def test_a_request_is_a_span_with_its_database_calls_below_it(
    ada: Caller, exporter: InMemorySpanExporter
):
    """[E4] By the template of its route, with the correlation id of the log line, in the caller's trace."""
    exporter.clear()
    headers = {"X-Correlation-ID": "trace-me", "traceparent": f"00-{TRACE}-{PARENT}-01"}

    await ada.post("/persistence/sessions", json=a_session(), headers=headers)

    *calls, request = exporter.get_finished_spans()
    assert (request.name, request.kind) == ("POST /persistence/sessions", SpanKind.SERVER)
    assert told(request) == {
        "http.request.method": "POST",
        "http.route": "/persistence/sessions",
        "http.response.status_code": 201,
        "benchdog.correlation_id": "trace-me",
    }
    assert request.parent is not None
    assert (f"{request.context.trace_id:x}", f"{request.parent.span_id:016x}") == (TRACE, PARENT)
    assert {(call.name, told(call)["benchdog.outcome"]) for call in calls} == {("write sessions", "answered")}
    assert {told(call)["benchdog.correlation_id"] for call in calls} == {"trace-me"}
    assert {call.parent and call.parent.span_id for call in calls} == {request.context.span_id}
    assert all(call.start_time and call.end_time and call.start_time < call.end_time for call in calls)


async def test_only_failures_are_errors(ada: Caller, faults: FaultPlan, exporter: InMemorySpanExporter):
    """[E2] What is not there is an answer; a database that is away is an error of call and request."""
    exporter.clear()
    await ada.get("/persistence/sessions/AAAAAAAAAAAA")
    faults.add(FaultRule(fault=Disconnection(), container="sessions"))
    await ada.get("/persistence/sessions/AAAAAAAAAAAA")

    found = [
        (span.name, told(span).get("benchdog.outcome"), span.status.is_ok)
        for span in exporter.get_finished_spans()
    ]

    route = "GET /persistence/sessions/{session_id}"
    assert found == [
        ("read sessions", "refused", True),
        (route, None, True),
        ("read sessions", "failed", False),
        (route, None, False),
    ]


async def test_no_address_no_content_and_nobody_is_in_a_span(ada: Caller, exporter: InMemorySpanExporter):
    """[E3] The address of a snapshot lets others in; titles and names are nobody's business."""
    exporter.clear()
    session = (await ada.post("/persistence/sessions", json=a_session({SECRET: 1}, title=SECRET))).json()
    snapshot = (await ada.post("/persistence/snapshots", json=a_session())).json()
    await ada.get(f"/persistence/snapshots/{snapshot['id']}", params={"unknown": SECRET})
    await ada.get(f"/persistence/sessions/{session['id']}", headers={"baggage": f"a={SECRET}"})
    await ada.get("/api/session/ada")
    await ada.get(f"/{SECRET}")
    await ada.request(SECRET.upper(), "/persistence/sessions")

    everything = "".join(span.to_json() for span in exporter.get_finished_spans()).lower()

    token = ada.headers["Authorization"].removeprefix("Bearer ").lower()
    assert "/persistence/snapshots/{snapshot_id}" in everything
    for secret in (SECRET, '"ada"', "/ada", token, session["id"].lower(), snapshot["id"].lower()):
        assert secret not in everything


async def test_what_the_service_does_by_itself_is_in_no_trace(app: FastAPI, exporter: InMemorySpanExporter):
    """Reconciling and the audit trail go on every second: they have metrics."""
    exporter.clear()

    await app.state.service.check_database()

    assert exporter.get_finished_spans() == ()


async def test_what_waits_to_be_sent_is_sent_when_the_service_stops(tmp_path: Path):
    """Uvicorn ends by a signal, after which nothing is run at exit."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=3_600_000))
    app = create_app(Settings(data_dir=tmp_path / "data"), ServiceTraces(provider, stop=provider.shutdown))
    async with app.router.lifespan_context(app), Caller(app) as caller:
        await caller.get("/health/live")
        before = exporter.get_finished_spans()

    assert before == ()
    assert [span.name for span in exporter.get_finished_spans()] == ["GET /health/live"]
