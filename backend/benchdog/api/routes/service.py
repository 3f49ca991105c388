"""Routes about the service itself: health, numbers for the browser, its own description. [A5] [R7]"""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from benchdog.api.dependencies import Service
from benchdog.api.error_models import error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import open_to_all
from benchdog.api.service_config import ServiceConfig

router = APIRouter(tags=["service"], route_class=GuardedRoute, responses=error_responses())


class Health(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/health/live")
@open_to_all
async def is_live() -> Health:
    """The process answers."""
    return Health()


@router.get("/health/ready")
@open_to_all
async def is_ready(service: Service) -> Health:
    """The database answers and has its definitions."""
    await service.check_database()
    return Health()


@router.get("/config")
@open_to_all
async def read_config(request: Request, service: Service) -> ServiceConfig:
    return ServiceConfig.of(service.settings, request.app.version)


@router.get("/openapi.json", include_in_schema=False)
@open_to_all
async def read_openapi(request: Request) -> dict[str, Any]:
    document: dict[str, Any] = request.app.openapi()
    return document
