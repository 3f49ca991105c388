"""Routes of access logs. SPEC 4."""

from typing import Annotated

from fastapi import APIRouter, Query

from benchdog.api.answers import PageAnswer
from benchdog.api.audited import audited
from benchdog.api.dependencies import AccessLogStoreDep
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.list_queries import AccessLogListQuery
from benchdog.api.policies import signed_in
from benchdog.api.routes.sessions import CHANGE
from benchdog.errors import CursorInvalid, NotFound
from benchdog.stores.snapshot_metadata import AccessLogMetadata

router = APIRouter(
    prefix="/persistence/snapshot_access_logs",
    tags=["snapshot access logs"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_access_logs(
    query: Annotated[AccessLogListQuery, Query()], store: AccessLogStoreDep
) -> PageAnswer[AccessLogMetadata]:
    """The caller's own, each with what is known of the snapshot."""
    page = await store.page(query.page_request(), query.filters())
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.delete("/{snapshot_id}", status_code=204, responses=error_responses(NotFound, *CHANGE))
@signed_in
@audited("delete", "snapshot_access_log")
async def forget_access_log(snapshot_id: str, store: AccessLogStoreDep) -> None:
    """Forgets the caller's log, nothing else."""
    await store.forget(snapshot_id)
