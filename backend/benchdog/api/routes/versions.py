"""Routes of the versions of a session. SPEC 3, [S7]."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from benchdog.api.answers import PageAnswer, content_answer, metadata_answer
from benchdog.api.audited import audited
from benchdog.api.dependencies import VersionStoreDep
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.list_queries import PageQuery
from benchdog.api.policies import signed_in
from benchdog.api.preconditions import IfMatch
from benchdog.api.routes.sessions import BODY, CHANGE, CONDITIONAL
from benchdog.api.session_models import VersionEdit, VersionWithContent
from benchdog.errors import ContentCorrupted, CursorInvalid, NotFound
from benchdog.stores.session_metadata import SessionMetadata, VersionMetadata

MAX_VERSION_NUMBER = 2**53 - 1

VersionNumber = Annotated[int, Path(ge=1, le=MAX_VERSION_NUMBER)]

router = APIRouter(
    prefix="/persistence/sessions/{session_id}/versions",
    tags=["versions"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN, NotFound),
)


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_versions(
    session_id: str, query: Annotated[PageQuery, Query()], store: VersionStoreDep
) -> PageAnswer[VersionMetadata]:
    """Newest first."""
    page = await store.page(session_id, page_size=query.page_size, cursor=query.cursor)
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.get("/{number}", response_model=VersionWithContent, responses=error_responses(ContentCorrupted))
@signed_in
@audited("open", "session_version")
async def read_version(session_id: str, number: VersionNumber, store: VersionStoreDep) -> Response:
    opened = await store.open(session_id, number)
    return content_answer(opened.metadata, opened.canonical, etag=None)


@router.patch("/{number}", responses=error_responses(*BODY, *CHANGE))
@signed_in
@audited("save", "session_version")
async def label_version(
    session_id: str, number: VersionNumber, body: VersionEdit, store: VersionStoreDep
) -> VersionMetadata:
    return await store.label(session_id, number, body.label)


@router.post(
    "/{number}/restore",
    response_model=SessionMetadata,
    responses=error_responses(*CHANGE, *CONDITIONAL),
)
@signed_in
@audited("restore", "session_version")
async def restore_version(
    session_id: str, number: VersionNumber, store: VersionStoreDep, if_match: IfMatch
) -> Response:
    """A new version on top with the content of this one."""
    restored = await store.restore(session_id, number, if_match=if_match)
    return metadata_answer(restored, restored.etag)
