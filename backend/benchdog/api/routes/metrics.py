"""What Prometheus reads. [A5] [R5]"""

from typing import Any, Final

from fastapi import APIRouter
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response

from benchdog.api.dependencies import Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import administrators_and_scrapers

router = APIRouter(tags=["service"], route_class=GuardedRoute, responses=error_responses(*SIGNED_IN))

TEXT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Text format 0.0.4.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


@router.get("/metrics", response_class=Response, responses=TEXT)
@administrators_and_scrapers
async def read_metrics(service: Service) -> Response:
    """Of the worker process that answers."""
    return Response(service.observation.metrics.text(), media_type=CONTENT_TYPE_PLAIN_0_0_4)
