"""How well the service is. [R2] [R5]"""

from fastapi import APIRouter
from starlette.requests import Request

from benchdog.api.dependencies import Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import signed_in
from benchdog.api.service_status import ServiceStatus

router = APIRouter(tags=["service"], route_class=GuardedRoute, responses=error_responses(*SIGNED_IN))


@router.get("/persistence/status")
@signed_in
async def read_status(request: Request, service: Service) -> ServiceStatus:
    """Answers 200 when the database cannot be reached, too, and says so."""
    return await ServiceStatus.now(service, request.app.version)
