"""What the routes work with, made by the composition root when the service starts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from benchdog.api.identity import Identity
from benchdog.api.sign_in_tokens import SignInTokens
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.resilience.circuit_breaker import CircuitBreaker
from benchdog.settings import Settings
from benchdog.stores.content_threads import ContentThreads
from benchdog.stores.idempotency_record_store import IdempotencyRecordStore
from benchdog.stores.store_services import StoreServices


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
    threads: ContentThreads
    tokens: SignInTokens
    identity: Identity
    breakers: Mapping[str, CircuitBreaker]
    check_database: Callable[[], Awaitable[None]]


def service_objects(request: Request) -> ServiceObjects:
    """The objects that serve *request*."""
    objects: ServiceObjects = request.app.state.service
    return objects
