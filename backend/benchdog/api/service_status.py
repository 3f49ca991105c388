"""How well the service is, as far as people who use it need to know. [R2] [R5]"""

from typing import Self

from pydantic import BaseModel, ConfigDict

from benchdog.api.circuit_breaker_status import CircuitBreakerStatus
from benchdog.api.service_objects import ServiceObjects
from benchdog.documents.audit_entry import AuditedOperation
from benchdog.errors import PersistenceError
from benchdog.observability.performance_monitor import PerformanceLevel


class DatabaseStatus(BaseModel):
    """`error_code` is null where it is reachable."""

    is_reachable: bool
    error_code: str | None

    @classmethod
    async def now(cls, service: ServiceObjects) -> Self:
        try:
            await service.check_database()
        except PersistenceError as error:
            return cls(is_reachable=False, error_code=error.code)
        return cls(is_reachable=True, error_code=None)


class TargetStatus(BaseModel):
    """DEBUG up to the target, INFO up to what is acceptable, WARNING up to what is slow, ERROR beyond."""

    model_config = ConfigDict(from_attributes=True)

    target_ms: float
    acceptable_ms: float
    slow_ms: float


class PerformanceStatus(BaseModel):
    """
    Of one operation, failures included.

    Attributes:
        count: since the worker process started; so are `levels`.
        p50_ms, p95_ms, p99_ms: of the last 1,000.
        level: of the 95th percentile.
    """

    model_config = ConfigDict(from_attributes=True)

    operation: AuditedOperation
    target: TargetStatus
    count: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    level: PerformanceLevel
    levels: dict[PerformanceLevel, int]


class AuditStatus(BaseModel):
    """Entries of the audit trail: not written yet, written, and gone into the log instead."""

    model_config = ConfigDict(from_attributes=True)

    waiting: int
    written: int
    lost: int


class ServiceStatus(BaseModel):
    """Of the worker process that answers; the database is that of all."""

    version: str
    database: DatabaseStatus
    circuit_breakers: list[CircuitBreakerStatus]
    performance: list[PerformanceStatus]
    audit: AuditStatus

    @classmethod
    async def now(cls, service: ServiceObjects, version: str) -> Self:
        observation = service.observation
        return cls(
            version=version,
            database=await DatabaseStatus.now(service),
            circuit_breakers=[CircuitBreakerStatus.of(each) for each in service.breakers.values()],
            performance=[
                PerformanceStatus.model_validate(each) for each in observation.performance.summary()
            ],
            audit=AuditStatus.model_validate(observation.audit),
        )
