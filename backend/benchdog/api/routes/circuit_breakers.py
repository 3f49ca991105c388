"""Routes of the circuit breakers: everybody may look, administrators may reset. [R2]"""

from fastapi import APIRouter
from pydantic import BaseModel

from benchdog.api.audited import audited
from benchdog.api.circuit_breaker_status import CircuitBreakerStatus
from benchdog.api.dependencies import Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import administrators_only, signed_in
from benchdog.errors import Forbidden, NotFound

router = APIRouter(
    prefix="/persistence/circuit_breakers",
    tags=["service"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)


class CircuitBreakerList(BaseModel):
    items: list[CircuitBreakerStatus]


@router.get("")
@signed_in
async def list_circuit_breakers(service: Service) -> CircuitBreakerList:
    return CircuitBreakerList(items=[CircuitBreakerStatus.of(each) for each in service.breakers.values()])


@router.get("/{name}", responses=error_responses(NotFound))
@signed_in
async def read_circuit_breaker(name: str, service: Service) -> CircuitBreakerStatus:
    return CircuitBreakerStatus.of(service.breaker(name))


@router.post("/{name}/reset", responses=error_responses(NotFound, Forbidden))
@administrators_only
@audited("reset", "circuit_breaker")
async def reset_circuit_breaker(name: str, service: Service) -> CircuitBreakerStatus:
    """Closes it in the worker process that answers; the others find out by their own trials."""
    breaker = service.breaker(name)
    breaker.reset()
    return CircuitBreakerStatus.of(breaker)
