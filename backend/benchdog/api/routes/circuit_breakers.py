"""Routes of the circuit breakers: everybody may look, administrators may reset. [R2]"""

from fastapi import APIRouter
from pydantic import BaseModel

from benchdog.api.dependencies import Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import administrators_only, signed_in
from benchdog.errors import Forbidden, NotFound
from benchdog.resilience.circuit_breaker import CircuitBreaker, CircuitState

router = APIRouter(
    prefix="/persistence/circuit_breakers",
    tags=["service"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)


class CircuitBreakerStatus(BaseModel):
    """Of one worker process, since it started. `retry_in_seconds` is 0 unless it is open."""

    name: str
    state: CircuitState
    consecutive_failures: int
    retry_in_seconds: float
    calls: int
    refused_calls: int
    times_opened: int

    @classmethod
    def of(cls, breaker: CircuitBreaker) -> "CircuitBreakerStatus":
        return cls.model_validate(breaker.status(), from_attributes=True)


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
async def reset_circuit_breaker(name: str, service: Service) -> CircuitBreakerStatus:
    """Closes it in the worker process that answers; the others find out by their own trials."""
    breaker = service.breaker(name)
    breaker.reset()
    return CircuitBreakerStatus.of(breaker)
