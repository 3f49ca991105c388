"""The HTTP application: routes, middleware and error handling put together. Knows nothing of databases."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import Scope

from benchdog.api.error_rendering import answer_error
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.guarded_socket import GuardedSocketRoute
from benchdog.api.middleware.cross_origin import cross_origin
from benchdog.api.middleware.head_limit import HeadLimit
from benchdog.api.middleware.host_check import HostCheck
from benchdog.api.middleware.proxy_headers import ProxyHeaders
from benchdog.api.middleware.request_context import RequestContext
from benchdog.api.middleware.request_traces import RequestTraces
from benchdog.api.middleware.security_headers import SecurityHeaders
from benchdog.api.middleware.socket_context import SocketContext
from benchdog.api.openapi_document import described_as_sent
from benchdog.api.pages import Pages
from benchdog.api.routes import (
    access_logs,
    audit,
    circuit_breakers,
    conversation,
    metrics,
    service,
    sessions,
    sign_in,
    snapshots,
    status,
    survey,
    survey_report,
    user_sessions,
    versions,
)
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import PersistenceError
from benchdog.observability.traces import ServiceTraces
from benchdog.settings import Settings

_ROUTES: Final = (
    sessions,
    versions,
    conversation,
    snapshots,
    access_logs,
    user_sessions,
    survey,
    survey_report,
    sign_in,
    audit,
    circuit_breakers,
    status,
    metrics,
    service,
)

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def build_application(
    settings: Settings,
    version: str,
    static_dir: Path,
    lifespan: Lifespan,
    traces: ServiceTraces | None = None,
) -> FastAPI:
    """
    The application; *lifespan* must set `app.state.service` to ServiceObjects before the first request.

    Args:
        traces: of requests; None where tracing is off.

    Raises:
        ValueError: a route states no policy. [A2]
    """
    public_host = urlsplit(settings.public_base_url or "").hostname
    names = settings.allowed_hosts | ({public_host} if public_host else set())
    app = _Application(
        title="Benchdog",
        version=version,
        description="Keeps the work people do in an interactive workbench. Every answer has an "
        "`X-Correlation-ID`: the one of the request, or a new one.",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        generate_unique_id_function=_operation_id,
        exception_handlers={
            PersistenceError: answer_error,
            RequestValidationError: answer_error,
            HTTPException: answer_error,
        },
        # The outermost first: an answer to a foreign host has its headers and its log line, too.
        middleware=[
            Middleware(ProxyHeaders, proxies=settings.proxy_addresses),
            Middleware(SecurityHeaders),
            *([Middleware(RequestTraces, traces=traces)] if traces is not None else []),
            Middleware(RequestContext, observe=_count_request),
            Middleware(SocketContext),
            Middleware(HeadLimit),
            Middleware(HostCheck, names=names),
            *cross_origin(settings.cors_origins),
        ],
    )
    for routes in _ROUTES:
        app.include_router(routes.router)
    app.router.routes.append(survey.survey_socket_route())
    app.router.default = Pages(static_dir)
    check_every_route_is_guarded(app)
    return app


def _count_request(scope: Scope, route: str, status: int, seconds: float) -> None:
    """Not before the service has started, nor after it has ended."""
    service: ServiceObjects | None = getattr(scope["app"].state, "service", None)
    if service is not None:
        service.observation.metrics.observe_request(scope["method"], route, status, seconds)


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """Made once, as the framework does it."""
        if self.openapi_schema is None:
            self.openapi_schema = described_as_sent(super().openapi())
        return self.openapi_schema


def _operation_id(route: APIRoute) -> str:
    return route.name


def check_every_route_is_guarded(app: FastAPI) -> None:
    """
    Raises:
        ValueError: a route of *app* states no policy. [A2]
    """
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    if not routes or not all(isinstance(route, GuardedRoute | GuardedSocketRoute) for route in routes):
        raise ValueError("A route states no policy")
