"""Traces leave by the variables of OpenTelemetry, and where they are off nothing of it is loaded. [R7]"""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from benchdog.observability.trace_export import exporting_provider


class Collector(HTTPServer):
    """Keeps what an exporter sends to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.received: list[tuple[str, str | None, bytes]] = []


class _Receiver(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, self.headers["X-Tenant"], body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal of the tests."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as started:
        thread = Thread(target=started.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield started
        started.shutdown()
        thread.join()


def test_spans_go_where_the_variables_say(collector: Collector, monkeypatch: pytest.MonkeyPatch):
    """[R7] Endpoint, headers and the name of the service."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.server_port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=wells")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "benchdog-north")
    provider = exporting_provider("1.2.3")
    provider.get_tracer("test").start_span("GET /health/live").end()

    provider.shutdown()

    [(path, tenant, body)] = collector.received
    [sent] = ExportTraceServiceRequest.FromString(body).resource_spans
    resource = {each.key: each.value.string_value for each in sent.resource.attributes}
    assert (path, tenant) == ("/v1/traces", "wells")
    assert sent.scope_spans[0].spans[0].name == "GET /health/live"
    assert (resource["service.name"], resource["service.version"]) == ("benchdog-north", "1.2.3")
    assert not any(name.startswith(("process.", "host.")) for name in resource)


@pytest.mark.parametrize("is_on", [False, True], ids=["off", "on"])
def test_a_service_that_does_not_trace_does_not_load_it(monkeypatch: pytest.MonkeyPatch, is_on: bool):
    """Off costs nothing: not the time to import it, either."""
    monkeypatch.setenv("BENCHDOG_TRACING", str(is_on))
    start = "import sys, benchdog.app as app; app.create_app_from_environment(); "
    script = start + "print('opentelemetry.sdk' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == str(is_on)
