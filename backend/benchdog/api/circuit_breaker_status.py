"""A circuit breaker as people see it. [R2]"""

from pydantic import BaseModel

from benchdog.resilience.circuit_breaker import CircuitBreaker, CircuitState


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
