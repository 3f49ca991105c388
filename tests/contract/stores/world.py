"""The stores on the real SDK and the embedded engine, with time, ids and lost answers in the test's hand."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Literal

from azure.cosmos.aio import ContainerProxy

from benchdog.cosmos.client import open_calls, open_client
from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.container_definitions import ALL_CONTAINERS
from benchdog.cosmos.database_setup import apply_definitions
from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.repeatable_ids import repeatable_where_asked
from benchdog.embedded_cosmos.faults import (
    READS,
    WRITES,
    ArmedRule,
    Delay,
    Disconnection,
    FaultPlan,
    FaultRule,
)
from benchdog.resilience.circuit_breaker import CircuitBreaker
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.settings import Settings
from benchdog.stores.content_cache import ContentCache
from benchdog.stores.content_threads import ContentThreads
from benchdog.stores.decided_write import DecidedWrites
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.idempotency_record_store import IdempotencyPolicy, IdempotencyRecordStore
from benchdog.stores.reconciler import Reconciler
from benchdog.stores.session_conversation import SessionConversationStore
from benchdog.stores.session_metadata import SessionDraft
from benchdog.stores.session_version_store import SessionVersionStore
from benchdog.stores.snapshot_access_log_store import SnapshotAccessLogStore
from benchdog.stores.snapshot_metadata import SnapshotDraft
from benchdog.stores.snapshot_store import SnapshotStore
from benchdog.stores.store_services import StoreServices
from benchdog.stores.stored_content import StoredContent
from benchdog.stores.user_session_store import UserSessionStore
from benchdog.stores.workbench_session_store import WorkbenchSessionStore
from tests.contract.stores.databases import Database, an_account
from tests.virtual_time import VirtualTime

PUBLIC_BASE = "https://bench.example"
UNKNOWN_ID = "AAAAAAAAAAAA"
IDEMPOTENCY = IdempotencyPolicy()
VISIT_WINDOW = timedelta(minutes=5)


class MovedClock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def advance(self, by: timedelta) -> None:
        self.now += by


@dataclass
class World:
    """One service's stores, and what a test may do to them."""

    services: StoreServices
    clock: MovedClock
    faults: FaultPlan
    raw: dict[str, ContainerProxy]
    breaker: CircuitBreaker
    time: VirtualTime
    idempotency: IdempotencyRecordStore
    audit_log: DocumentContainer

    def sessions(self, owner_id: str = "ada", device: str = "Firefox on Linux") -> WorkbenchSessionStore:
        return WorkbenchSessionStore(owner_id, device, self.services)

    def versions(self, owner_id: str = "ada") -> SessionVersionStore:
        return SessionVersionStore(owner_id, "Firefox on Linux", self.services)

    def conversations(self, owner_id: str = "ada") -> SessionConversationStore:
        return SessionConversationStore(owner_id, self.services)

    def snapshots(self, caller_id: str = "ada") -> SnapshotStore:
        return SnapshotStore(caller_id, PUBLIC_BASE, self.services)

    def access_logs(self, visitor_id: str) -> SnapshotAccessLogStore:
        return SnapshotAccessLogStore(visitor_id, self.services)

    def user_sessions(self, user_id: str = "ada") -> UserSessionStore:
        return UserSessionStore(user_id, self.services)

    def reconciler(self, holder: str = "first") -> Reconciler:
        return Reconciler(self.services, holder)

    def meanwhile(self, container: str, act: Callable[[], Awaitable[Any]], *, skip: int = 0) -> ArmedRule:
        """*act* happens between a call to *container*, the one after *skip* others, and its answer."""
        rule = FaultRule(fault=Delay(seconds=0), container=container, skip=skip, times=1)
        return self.faults.add(rule, meanwhile=act)

    def lose_writes(
        self,
        container: str,
        when: Literal["before", "after"],
        *,
        times: int | None = 1,
        skip: int = 0,
        meanwhile: Callable[[], Awaitable[Any]] | None = None,
    ) -> ArmedRule:
        """Loses writes to *container*, or (`when` is "after") their answers; `faults.clear()` ends it."""
        lost = Disconnection(when=when)
        rule = FaultRule(fault=lost, operations=WRITES, container=container, skip=skip, times=times)
        return self.faults.add(rule, meanwhile=meanwhile)

    def lose_reads(self, container: str, *, times: int | None = None) -> ArmedRule:
        return self.faults.add(
            FaultRule(fault=Disconnection(), operations=READS, container=container, times=times)
        )

    async def stored(self, container: str, where: str = "true") -> list[dict[str, Any]]:
        """What the database holds, whichever partition it is in."""
        query = f"SELECT * FROM c WHERE {where}"
        return [item async for item in self.raw[container].query_items(query)]


@asynccontextmanager
async def a_world(
    data_dir: Path, database: Database, *, visit_window: timedelta = VISIT_WINDOW
) -> AsyncIterator[World]:
    clock = MovedClock()
    time = VirtualTime()
    faults = FaultPlan(sleep=time.pause)
    threads = ContentThreads(2)
    numbers = count(1)
    settings = Settings(data_dir=data_dir)
    surroundings = Surroundings(time.monotonic, lambda: 0.5, time.pause, time.pause_thread)
    calls = open_calls(settings, surroundings, time.deadline)
    async with (
        an_account(database, data_dir, clock.seconds, faults) as account,
        open_client(account, settings) as client,
    ):
        async for _ in apply_definitions(client, settings.db_name):
            pass
        proxy = client.get_database_client(settings.db_name)
        raw = {each.name: proxy.get_container_client(each.name) for each in ALL_CONTAINERS}
        services = StoreServices(
            sessions=DocumentContainer(raw["sessions"], calls),
            snapshots=DocumentContainer(raw["snapshots"], calls),
            access_logs=DocumentContainer(raw["snapshot_access_logs"], calls),
            user_sessions=DocumentContainer(raw["user_sessions"], calls),
            contents=StoredContent(threads, ContentCache(0)),
            writes=DecidedWrites(surroundings),
            clock=clock,
            new_id=repeatable_where_asked(lambda: f"id{next(numbers):010d}"),
            visit_window=visit_window,
            trash_time=timedelta(days=30),
            user_session_time=timedelta(days=30),
        )
        idempotency = IdempotencyRecordStore(
            DocumentContainer(raw["idempotency_keys"], calls),
            services.writes,
            clock,
            services.new_id,
            IDEMPOTENCY,
        )
        audit_log = DocumentContainer(raw["audit_log"], calls)
        yield World(services, clock, faults, raw, calls.breaker, time, idempotency, audit_log)
    threads.close()


def a_draft(
    content: dict[str, Any] | None = None, *, title: str = "A bench", description: str = "", tags: Any = ()
) -> SessionDraft:
    details = SessionDetails(title=title, description=description, tags=list(tags))
    return SessionDraft(details, Content.from_value(content if content is not None else {"step": 1}))


def a_snapshot(content: dict[str, Any] | None = None, *, title: str = "A bench", audience: Any = "signed_in"):
    details = SessionDetails(title=title)
    return SnapshotDraft(details, audience, Content.from_value(content or {"step": 1}))


def exactly(etag: str) -> ETagCondition:
    return ETagCondition.exactly(etag)


ANYTHING = ETagCondition.anything()
