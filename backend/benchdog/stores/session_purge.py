"""Deleting a session for good."""

from typing import Any

from benchdog.cosmos.batch import Delete
from benchdog.cosmos.container import MAX_BATCH_OPERATIONS, DocumentContainer
from benchdog.cosmos.filters import FilterFactory, Query
from benchdog.cosmos.write_errors import DocumentMissing
from benchdog.documents.workbench_session import WorkbenchSessionVersion


async def purge_session(container: DocumentContainer, owner_id: str, session_id: str) -> None:
    """
    Removes versions and content, then the head: what a crash interrupts is found by its head and done again.

    The head must say `is_purging` by now.
    """
    filters = FilterFactory(WorkbenchSessionVersion)
    belongs = filters.equals("session_id", session_id)
    query = Query.select("VALUE c.id", belongs)
    while ids := await container.select(owner_id, query, limit=MAX_BATCH_OPERATIONS):
        await _delete_all(container, owner_id, ids)
    await _delete_all(container, owner_id, [session_id])


async def _delete_all(container: DocumentContainer, owner_id: str, ids: list[Any]) -> None:
    try:
        await container.write_batch(owner_id, [Delete(item_id) for item_id in ids])
    except DocumentMissing:
        # Somebody else purges the same session: one by one, what is gone already is no reason to stop.
        for item_id in ids:
            await _delete_if_there(container, owner_id, item_id)


async def _delete_if_there(container: DocumentContainer, owner_id: str, item_id: str) -> None:
    try:
        await container.delete(owner_id, item_id)
    except DocumentMissing:
        return
