"""Routes of workbench sessions. SPEC 3."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from benchdog.api.answers import MADE, UNCHANGED, PageAnswer, content_answer, metadata_answer
from benchdog.api.audited import audited
from benchdog.api.content_field import checked_content
from benchdog.api.dependencies import SessionStoreDep
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.foreseen_refusal import AnnouncedHash, checked_before_body, refuse_stale_save
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.list_queries import SessionListQuery
from benchdog.api.policies import signed_in
from benchdog.api.preconditions import IfMatch, IfNoneMatch, OptionalIfMatch
from benchdog.api.session_models import SessionCreate, SessionEdit, SessionSave, SessionWithContent
from benchdog.errors import (
    BodyInvalid,
    BodyTooLarge,
    ContentCorrupted,
    ContentHashMismatch,
    ContentInvalid,
    ContentTooLarge,
    CursorInvalid,
    Forbidden,
    NotFound,
    PreconditionInvalid,
    PreconditionRequired,
    StorageFull,
    UnsupportedMediaType,
    VersionConflict,
)
from benchdog.stores.session_metadata import SessionMetadata

PATH = "/persistence/sessions"

BODY = (BodyInvalid, BodyTooLarge, ContentInvalid, UnsupportedMediaType)
CONTENT = (*BODY, ContentTooLarge, ContentHashMismatch)
CHANGE = (Forbidden, StorageFull)
CONDITIONAL = (NotFound, PreconditionInvalid, PreconditionRequired, VersionConflict)

router = APIRouter(
    prefix=PATH,
    tags=["sessions"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)


@router.post(
    "",
    status_code=201,
    response_model=SessionMetadata,
    responses=MADE | error_responses(*CONTENT, *CHANGE),
)
@signed_in
@audited("create", "workbench_session")
async def create_session(body: SessionCreate, store: SessionStoreDep) -> Response:
    created = await store.create(body.to_draft())
    return metadata_answer(created, created.etag, location=f"{PATH}/{created.id}")


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_sessions(
    query: Annotated[SessionListQuery, Query()], store: SessionStoreDep
) -> PageAnswer[SessionMetadata]:
    page = await store.page(query.page_request(), query.filters(), is_deleted=query.deleted)
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.get(
    "/{session_id}",
    response_model=SessionWithContent,
    responses=UNCHANGED | error_responses(NotFound, PreconditionInvalid, ContentCorrupted),
)
@signed_in
@audited("open", "workbench_session")
async def read_session(session_id: str, store: SessionStoreDep, if_none_match: IfNoneMatch) -> Response:
    opened = await store.open(session_id, unless=if_none_match)
    return content_answer(opened.metadata, opened.canonical, opened.metadata.etag)


@router.get(
    "/{session_id}/metadata",
    response_model=SessionMetadata,
    responses=UNCHANGED | error_responses(NotFound, PreconditionInvalid),
)
@signed_in
async def read_session_metadata(
    session_id: str, store: SessionStoreDep, if_none_match: IfNoneMatch
) -> Response:
    """Reads no content: this is what polling uses."""
    metadata = await store.metadata(session_id)
    return metadata_answer(metadata, metadata.etag, unless=if_none_match)


@router.put(
    "/{session_id}",
    response_model=SessionMetadata,
    responses=error_responses(*CONTENT, *CHANGE, *CONDITIONAL),
)
@signed_in
@audited("save", "workbench_session")
@checked_before_body(refuse_stale_save)
async def save_session(
    session_id: str,
    body: SessionSave,
    store: SessionStoreDep,
    if_match: IfMatch,
    announced_hash: AnnouncedHash = None,
) -> Response:
    checked_content(body.content, announced_hash)
    saved = await store.save(session_id, body.to_draft(), if_match=if_match)
    return metadata_answer(saved, saved.etag)


@router.patch(
    "/{session_id}",
    response_model=SessionMetadata,
    responses=error_responses(*BODY, *CHANGE, *CONDITIONAL),
)
@signed_in
@audited("save", "workbench_session")
async def edit_session(
    session_id: str, body: SessionEdit, store: SessionStoreDep, if_match: IfMatch
) -> Response:
    edited = await store.edit_details(session_id, body.members(), if_match=if_match)
    return metadata_answer(edited, edited.etag)


@router.delete(
    "/{session_id}",
    status_code=204,
    responses=error_responses(NotFound, PreconditionInvalid, VersionConflict, *CHANGE),
)
@signed_in
@audited("delete", "workbench_session")
async def delete_session(
    session_id: str,
    store: SessionStoreDep,
    if_match: OptionalIfMatch,
    permanent: Annotated[bool, Query(description="At once, instead of to the trash.")] = False,
) -> None:
    await store.delete(session_id, if_match=if_match, is_permanent=permanent)


@router.post(
    "/{session_id}/restore",
    response_model=SessionMetadata,
    responses=error_responses(NotFound, *CHANGE),
)
@signed_in
@audited("restore", "workbench_session")
async def restore_session(session_id: str, store: SessionStoreDep) -> Response:
    """Back from the trash."""
    restored = await store.restore(session_id)
    return metadata_answer(restored, restored.etag)
