"""People who have thousands of sessions, written straight through the stores' container."""

from collections.abc import Mapping
from pathlib import Path

from benchdog.app import service_objects_for
from benchdog.cosmos.batch import Create
from benchdog.cosmos.container import MAX_BATCH_OPERATIONS
from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.settings import Settings
from benchdog.stores.session_heads import SessionHeads
from benchdog.stores.session_metadata import SessionDraft
from benchdog.stores.store_services import StoreServices
from benchdog.stores.workbench_session_store import WorkbenchSessionStore


async def fill(data_dir: Path, counts: Mapping[str, int]) -> None:
    """A database in which each owner has as many sessions as *counts* says."""
    async with service_objects_for(Settings(data_dir=data_dir)) as service:
        for owner_id, count in counts.items():
            store = WorkbenchSessionStore(owner_id, "bench", service.stores)
            draft = SessionDraft(SessionDetails(title="a bench"), Content.from_value({"step": 1}))
            saved = await store.create(draft)
            await add_sessions(service.stores, owner_id, saved.id, count - 1)


async def add_sessions(stores: StoreServices, owner_id: str, like_id: str, count: int) -> None:
    """Heads like that of the session *like_id* of *owner_id*, at other times: what a list reads."""
    head = await SessionHeads(owner_id, stores).find(like_id)
    for start in range(0, count, MAX_BATCH_OPERATIONS):
        numbers = range(start, min(start + MAX_BATCH_OPERATIONS, count))
        await stores.sessions.write_batch(
            owner_id,
            [
                Create(head.changed(id=f"like{number:08d}", updated_at=f"2026-01-01T{number:012d}"))
                for number in numbers
            ],
        )
