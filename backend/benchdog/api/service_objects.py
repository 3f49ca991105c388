"""What the routes work with, made by the composition root when the service starts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from benchdog.api.identity import Identity
from benchdog.api.large_bodies import LargeBodies
from benchdog.api.observation import Observation
from benchdog.api.rate_limit import Limited, TokenBuckets
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.errors import NotFound
from benchdog.resilience.circuit_breaker import CircuitBreaker
from benchdog.settings import Settings
from benchdog.stores.content_threads import ContentThreads
from benchdog.stores.idempotency_record_store import IdempotencyRecordStore
from benchdog.stores.store_services import StoreServices
from benchdog.survey.audience import SurveyAudience
from benchdog.survey.store import SurveyStore


@dataclass(frozen=True)
class ServiceObjects:
    """
    One for each process.

    Attributes:
        breakers: by their names.
        check_database: returns when the database answers and its definitions are applied, else raises.
    """

    settings: Settings
    stores: StoreServices
    idempotency: IdempotencyRecordStore
    content_schemas: ContentSchemas
    survey: SurveyStore
    survey_audience: SurveyAudience
    threads: ContentThreads
    large_bodies: LargeBodies
    identity: Identity
    limits: Mapping[Limited, TokenBuckets]
    breakers: Mapping[str, CircuitBreaker]
    observation: Observation
    check_database: Callable[[], Awaitable[None]]

    def breaker(self, name: str) -> CircuitBreaker:
        """Raises NotFound where there is none of that name."""
        if name not in self.breakers:
            raise NotFound
        return self.breakers[name]


def service_objects(request: Request) -> ServiceObjects:
    """The objects that serve *request*."""
    objects: ServiceObjects = request.app.state.service
    return objects
