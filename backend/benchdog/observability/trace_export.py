"""Where spans go, by the OTEL_* variables: nothing imports this module where tracing is off."""

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def exporting_provider(release: str) -> TracerProvider:
    """
    Sends spans behind the requests by OTLP over HTTP; `shutdown` sends what waits.

    It is not the provider of the process: libraries that trace by themselves, and write addresses into their
    spans, find none. Endpoint, headers, sampler and resource are those of the OTEL_* variables; the service
    is called benchdog where they do not name it.
    """
    named = Resource({SERVICE_NAME: "benchdog", SERVICE_VERSION: release})
    # Of the machine and the process nothing is told, such as the command line.
    provider = TracerProvider(resource=named.merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
