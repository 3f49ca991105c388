"""Routes of snapshots. SPEC 4."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from benchdog.api.answers import MADE, UNCHANGED, PageAnswer, content_answer, metadata_answer
from benchdog.api.audited import audited
from benchdog.api.dependencies import SnapshotReaderDep, SnapshotStoreDep
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.list_queries import PageQuery, SnapshotListQuery
from benchdog.api.policies import signed_in, whoever_has_the_link
from benchdog.api.preconditions import IfNoneMatch
from benchdog.api.rate_limit import Limited, rate_limited
from benchdog.api.routes.sessions import BODY, CHANGE, CONTENT
from benchdog.api.snapshot_models import SnapshotCreate, SnapshotPatch, SnapshotVisits, SnapshotWithContent
from benchdog.errors import (
    ContentCorrupted,
    CursorInvalid,
    Forbidden,
    NotFound,
    PreconditionInvalid,
    SnapshotDeleted,
    SnapshotExpired,
    SnapshotPaused,
)
from benchdog.stores.snapshot_metadata import SnapshotMetadata

PATH = "/persistence/snapshots"
GONE = (SnapshotDeleted, SnapshotExpired, SnapshotPaused)

router = APIRouter(
    prefix=PATH,
    tags=["snapshots"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)


@router.post(
    "",
    status_code=201,
    response_model=SnapshotMetadata,
    responses=MADE | error_responses(*CONTENT, *CHANGE, NotFound, ContentCorrupted),
)
@signed_in
@audited("create", "snapshot")
async def create_snapshot(body: SnapshotCreate, store: SnapshotStoreDep) -> Response:
    created = await store.create(body.to_draft())
    return metadata_answer(created, created.etag, location=f"{PATH}/{created.id}")


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_snapshots(
    query: Annotated[SnapshotListQuery, Query()], store: SnapshotStoreDep
) -> PageAnswer[SnapshotMetadata]:
    """The caller's own."""
    page = await store.page(query.page_request(), query.filters(), is_deleted=query.deleted)
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.get(
    "/{snapshot_id}",
    response_model=SnapshotWithContent,
    responses=UNCHANGED | error_responses(NotFound, *GONE, PreconditionInvalid, ContentCorrupted),
)
@whoever_has_the_link
@rate_limited(Limited.OPENING_SNAPSHOTS)
@audited("open", "snapshot")
async def open_snapshot(snapshot_id: str, reader: SnapshotReaderDep, if_none_match: IfNoneMatch) -> Response:
    """Counts a visit. A copy that was kept is asked about: sharing may have ended since."""
    opened = await reader.open(snapshot_id, unless=if_none_match)
    return content_answer(opened.metadata, opened.canonical, opened.metadata.etag)


@router.get(
    "/{snapshot_id}/metadata",
    response_model=SnapshotMetadata,
    responses=UNCHANGED | error_responses(NotFound, *GONE, PreconditionInvalid),
)
@whoever_has_the_link
@rate_limited(Limited.OPENING_SNAPSHOTS)
async def read_snapshot_metadata(
    snapshot_id: str, reader: SnapshotReaderDep, if_none_match: IfNoneMatch
) -> Response:
    """Counts no visit."""
    metadata = await reader.metadata(snapshot_id)
    return metadata_answer(metadata, metadata.etag, unless=if_none_match)


@router.patch(
    "/{snapshot_id}",
    response_model=SnapshotMetadata,
    responses=error_responses(*BODY, *CHANGE, NotFound, SnapshotDeleted),
)
@signed_in
@audited("share", "snapshot")
async def share_snapshot_otherwise(
    snapshot_id: str, body: SnapshotPatch, store: SnapshotStoreDep
) -> Response:
    """Who may open it, until when, and whether at all for now; for the owner."""
    changed = await store.share_otherwise(snapshot_id, body.to_members())
    return metadata_answer(changed, changed.etag)


@router.post(
    "/{snapshot_id}/restore",
    response_model=SnapshotMetadata,
    responses=error_responses(*CHANGE, NotFound, SnapshotDeleted),
)
@signed_in
@audited("restore", "snapshot")
async def restore_snapshot(snapshot_id: str, store: SnapshotStoreDep) -> Response:
    """Back from the trash, for the owner."""
    restored = await store.restore(snapshot_id)
    return metadata_answer(restored, restored.etag)


@router.delete(
    "/{snapshot_id}", status_code=204, responses=error_responses(NotFound, SnapshotDeleted, *CHANGE)
)
@signed_in
@audited("delete", "snapshot")
async def delete_snapshot(snapshot_id: str, store: SnapshotStoreDep) -> None:
    await store.delete(snapshot_id)


@router.get(
    "/{snapshot_id}/visits",
    responses=error_responses(NotFound, SnapshotDeleted, Forbidden, CursorInvalid),
)
@signed_in
async def read_snapshot_visits(
    snapshot_id: str, query: Annotated[PageQuery, Query()], store: SnapshotStoreDep
) -> SnapshotVisits:
    """For the owner: totals, and who came, the last one first."""
    totals = await store.visit_totals(snapshot_id)
    page = await store.visitors(snapshot_id, page_size=query.page_size, cursor=query.cursor)
    days = await store.visit_days(snapshot_id)
    return SnapshotVisits(**totals.model_dump(), days=days, items=page.items, next_cursor=page.next_cursor)
