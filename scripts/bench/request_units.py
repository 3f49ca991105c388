"""
What operations of the stores cost in request units, by the charges of the embedded engine.

The engine charges by the table that Microsoft publishes: the figures are estimates for Azure Cosmos DB, the
same at every run.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from prometheus_client.parser import text_string_to_metric_families

from benchdog.api.service_objects import ServiceObjects
from benchdog.app import service_objects_for
from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.settings import Settings
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.list_filters import SessionFilter
from benchdog.stores.listing import DEFAULT_PAGE_SIZE, PageRequest
from benchdog.stores.reconciler import Reconciler
from benchdog.stores.session_metadata import SessionDraft
from benchdog.stores.snapshot_metadata import SnapshotFromSession
from benchdog.stores.snapshot_store import SnapshotStore
from benchdog.stores.workbench_session_store import WorkbenchSessionStore
from scripts.bench.documents import LARGE_BYTES, SMALL_BYTES, table, workbench
from scripts.bench.filled_database import add_sessions
from scripts.bench.tables import Table

OWNER: Final = "bench"
ANYTHING: Final = ETagCondition.anything()
DETAILS: Final = SessionDetails(title="A bench", description="What we agreed on last week.", tags=["weekly"])

_COLUMNS: Final = ("work", "request units", "target")
_METRIC: Final = "benchdog_database_request_units"


@dataclass(frozen=True)
class Cost:
    """One operation; `target` None where none is set."""

    work: str
    request_units: float
    target: float | None

    def as_row(self) -> list[str]:
        return [self.work, f"{self.request_units:.1f}", "–" if self.target is None else f"≤ {self.target}"]


async def request_units_table(data_dir: Path, *, sessions: int) -> Table:
    rows = [cost.as_row() async for cost in costs(data_dir, sessions=sessions)]
    return Table("Request units, by the charges of the embedded engine", _COLUMNS, rows)


async def costs(data_dir: Path, *, sessions: int) -> AsyncIterator[Cost]:
    """Each operation once, in a new database in *data_dir* in which the owner has *sessions* others."""
    async with service_objects_for(Settings(data_dir=data_dir)) as service:
        store = WorkbenchSessionStore(OWNER, "bench", service.stores)
        snapshots = SnapshotStore(OWNER, "http://localhost", service.stores)
        visitor = SnapshotStore("visitor", "http://localhost", service.stores)
        small, typical, dense = workbench(SMALL_BYTES), table(LARGE_BYTES), workbench(LARGE_BYTES)
        saved, large = await store.create(_draft(small)), await store.create(_draft(typical))
        await add_sessions(service.stores, OWNER, saved.id, sessions)
        shared = await snapshots.create(SnapshotFromSession(DETAILS, "signed_in", saved.id))

        async def cost(work: str, target: float | None, do: Callable[[], Awaitable[object]]) -> Cost:
            before = _charged(service)
            await do()
            return Cost(work, _charged(service) - before, target)

        yield await cost("poll", 1.1, lambda: store.metadata(saved.id))
        yield await cost("open 10 KB", None, lambda: store.open(saved.id))
        yield await cost(
            "rename", 25, lambda: store.edit_details(saved.id, {"title": "Another"}, if_match=ANYTHING)
        )
        yield await cost("create 10 KB", None, lambda: store.create(_draft(small)))
        for name, content, session, target in (
            ("save 10 KB", small, saved, None),
            ("save 1.4 MB of a table", typical, large, 300),
            ("save 1.26 MB, most of it random numbers", dense, large, None),
        ):
            draft = _draft({**content, "step": 1})
            yield await cost(name, target, partial(store.save, session.id, draft, if_match=ANYTHING))
        page = PageRequest("updated_at", page_size=DEFAULT_PAGE_SIZE)
        yield await cost(
            f"list {DEFAULT_PAGE_SIZE} of {sessions:,}", 60, lambda: store.page(page, SessionFilter())
        )
        yield await cost("open a shared one, visit counted", None, lambda: visitor.open(shared.id))
        reconciler = Reconciler(service.stores, OWNER)
        yield await cost(f"reconcile {sessions:,}, nothing left over", None, reconciler.run)


def _draft(content: Mapping[str, Any]) -> SessionDraft:
    return SessionDraft(DETAILS, Content.from_value(dict(content)))


def _charged(service: ServiceObjects) -> float:
    """Since the service started."""
    text = service.observation.metrics.text().decode()
    [family] = [each for each in text_string_to_metric_families(text) if each.name == _METRIC]
    return next(sample.value for sample in family.samples if sample.name == f"{_METRIC}_total")
