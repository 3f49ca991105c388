"""The composition root: builds the object graph of one process; everything else receives it."""

import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from azure.cosmos.aio import ContainerProxy, CosmosClient
from fastapi import FastAPI

from benchdog.api.application import build_application
from benchdog.api.identity_setup import opened_identity
from benchdog.api.large_bodies import LargeBodies
from benchdog.api.observation import opened_observation
from benchdog.api.rate_limit import Limited, TokenBuckets
from benchdog.api.service_objects import ServiceObjects
from benchdog.background_reconciler import running_reconciler
from benchdog.cosmos.client import CosmosAccount, RequestUnits, open_calls, open_client
from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.container_definitions import (
    AUDIT_LOG,
    IDEMPOTENCY_KEYS,
    SESSIONS,
    SNAPSHOT_ACCESS_LOGS,
    SNAPSHOTS,
    USER_SESSIONS,
    ContainerDefinition,
)
from benchdog.cosmos.database_calls import DatabaseCalls
from benchdog.cosmos.database_setup import apply_definitions, missing_definitions
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.documents.ids import new_id
from benchdog.documents.repeatable_ids import repeatable_where_asked
from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.errors import DatabaseUnavailable
from benchdog.observability.database_try import CallObserver
from benchdog.observability.logs import configure_logs
from benchdog.observability.metrics import ServiceMetrics
from benchdog.observability.traces import ServiceTraces
from benchdog.resilience.clock import Clock, system_clock
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.settings import Settings
from benchdog.stores.content_cache import ContentCache
from benchdog.stores.content_threads import ContentThreads
from benchdog.stores.decided_write import DecidedWrites
from benchdog.stores.idempotency_record_store import IdempotencyPolicy, IdempotencyRecordStore
from benchdog.stores.reconciler import Reconciler
from benchdog.stores.store_services import StoreServices
from benchdog.stores.stored_content import StoredContent
from benchdog.survey.audience import SurveyAudience
from benchdog.survey.opening import opened_survey_store

STATIC_DIR: Final = Path(__file__).parent / "static"


def create_app(settings: Settings, traces: ServiceTraces | None = None) -> FastAPI:
    """The application of one process. Its database opens when it starts and closes when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with service_objects_for(settings, traces=traces) as service:
            app.state.service = service
            reconciler = Reconciler(service.stores, holder=new_id())
            async with running_reconciler(reconciler, settings.reconcile_seconds):
                yield

    return build_application(settings, version("benchdog"), STATIC_DIR, lifespan, traces)


def create_app_from_environment() -> FastAPI:
    """For a server that starts its workers by the name of a function."""
    settings = Settings()
    configure_logs(settings.log_level)
    if settings.sentry_dsn is not None:
        # An extra: who does not report errors need not install it, nor wait for it.
        from benchdog.observability.sentry_reports import start_sentry

        start_sentry(settings.sentry_dsn.get_secret_value(), release=version("benchdog"))
    app = create_app(settings, _exported_traces() if settings.tracing else None)
    # What was imported stays until the end. Without this the collector walks through all of it, again and
    # again, while a large content is parsed: that took nearly half of the time of a large save.
    gc.collect()
    gc.freeze()
    return app


def _exported_traces() -> ServiceTraces:
    # An extra, as Sentry is.
    from benchdog.observability.trace_export import exporting_provider

    provider = exporting_provider(version("benchdog"))
    return ServiceTraces(provider, stop=provider.shutdown)


@asynccontextmanager
async def service_objects_for(
    settings: Settings,
    *,
    faults: FaultPlan | None = None,
    clock: Clock = system_clock,
    traces: ServiceTraces | None = None,
) -> AsyncIterator[ServiceObjects]:
    """
    The objects of one process, closed at the end in the reverse order.

    Args:
        faults: what the embedded database gets wrong; None is what the settings say.
        traces: of database calls; None where tracing is off.

    Raises:
        StorageUnusable: the embedded database is damaged or not ours.
        DatabaseUnavailable: the definitions are not applied to the database.
    """
    async with AsyncExitStack() as stack:
        metrics = ServiceMetrics()
        observers: list[CallObserver] = [metrics.observe_database_call]
        if traces is not None:
            observers.append(traces.observe_database_call)
            stack.push_async_callback(traces.stop)
        client = await stack.enter_async_context(opened_client(settings, faults, metrics.add_request_units))
        if settings.db_connection_string is None:
            async for _ in apply_definitions(client, settings.db_name):
                pass
        surroundings = Surroundings()
        calls = open_calls(settings, surroundings, observers=observers)
        await _check_definitions(client, calls, settings)
        threads = ContentThreads(settings.content_threads)
        stack.callback(threads.close)
        identity = await stack.enter_async_context(opened_identity(settings, clock, surroundings.monotonic))
        stores = _store_services(client, calls, threads, settings, surroundings, clock)
        survey = await stack.enter_async_context(opened_survey_store(settings, stores.user_sessions))
        observation = await stack.enter_async_context(
            opened_observation(
                metrics,
                DocumentContainer(_proxy(client, settings, AUDIT_LOG), calls),
                [calls.breaker],
                settings,
                clock=clock,
                surroundings=surroundings,
            )
        )
        yield ServiceObjects(
            settings=settings,
            stores=stores,
            idempotency=_idempotency_records(client, calls, stores, settings),
            content_schemas=ContentSchemas.shipped(),
            survey=survey,
            survey_audience=SurveyAudience(),
            threads=threads,
            large_bodies=LargeBodies(settings.large_bodies_at_once),
            identity=identity,
            limits={
                Limited.OPENING_SNAPSHOTS: TokenBuckets(
                    settings.snapshot_opens_per_minute, surroundings.monotonic
                ),
                Limited.SIGNING_IN: TokenBuckets(settings.sign_ins_per_minute, surroundings.monotonic),
                Limited.ANSWERING: TokenBuckets(settings.survey_messages_per_minute, surroundings.monotonic),
            },
            breakers={calls.breaker.name: calls.breaker},
            observation=observation,
            check_database=partial(_check_definitions, client, calls, settings),
        )


@asynccontextmanager
async def opened_client(
    settings: Settings, faults: FaultPlan | None = None, add_request_units: RequestUnits | None = None
) -> AsyncIterator[CosmosClient]:
    """A client of the database that *settings* name: Azure Cosmos DB, or the engine in `data_dir`."""
    async with AsyncExitStack() as stack:
        if settings.db_connection_string is not None:
            account = CosmosAccount.from_connection_string(settings.db_connection_string.get_secret_value())
            yield await stack.enter_async_context(open_client(account, settings, add_request_units))
            return
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if faults is None and settings.faults_file is not None:
            faults = FaultPlan.from_json(settings.faults_file.read_bytes())
        engine = EmbeddedCosmos(settings.data_dir, faults=faults)
        stack.push_async_callback(engine.close)
        account = CosmosAccount(engine.endpoint, engine.key, EmbeddedTransport(engine))
        yield await stack.enter_async_context(open_client(account, settings, add_request_units))


def _store_services(
    client: CosmosClient,
    calls: DatabaseCalls,
    threads: ContentThreads,
    settings: Settings,
    surroundings: Surroundings,
    clock: Clock,
) -> StoreServices:
    sessions, snapshots, access_logs, user_sessions = (
        DocumentContainer(_proxy(client, settings, definition), calls)
        for definition in (SESSIONS, SNAPSHOTS, SNAPSHOT_ACCESS_LOGS, USER_SESSIONS)
    )
    return StoreServices(
        sessions=sessions,
        snapshots=snapshots,
        access_logs=access_logs,
        user_sessions=user_sessions,
        contents=StoredContent(threads, ContentCache(settings.content_cache_bytes)),
        writes=DecidedWrites(surroundings, settings.interactive_policy()),
        clock=clock,
        new_id=repeatable_where_asked(new_id),
        visit_window=timedelta(seconds=settings.visit_window_seconds),
        trash_time=timedelta(days=settings.trash_days),
        user_session_time=timedelta(days=settings.user_session_days),
    )


def _idempotency_records(
    client: CosmosClient, calls: DatabaseCalls, stores: StoreServices, settings: Settings
) -> IdempotencyRecordStore:
    proxy = _proxy(client, settings, IDEMPOTENCY_KEYS)
    policy = IdempotencyPolicy(
        lease=timedelta(seconds=settings.idempotency_lease_seconds),
        kept=timedelta(hours=settings.idempotency_hours),
    )
    return IdempotencyRecordStore(
        DocumentContainer(proxy, calls), stores.writes, stores.clock, new_id, policy
    )


def _proxy(client: CosmosClient, settings: Settings, definition: ContainerDefinition) -> ContainerProxy:
    return client.get_database_client(settings.db_name).get_container_client(definition.name)


async def _check_definitions(client: CosmosClient, calls: DatabaseCalls, settings: Settings) -> None:
    missing = await calls.read(partial(missing_definitions, client, settings.db_name))
    if missing:
        raise DatabaseUnavailable("The database is not set up: run `benchdog setup-database`.")
