"""Routes of user sessions. [U1]"""

from typing import Annotated

from fastapi import APIRouter, Body, Query
from starlette.responses import Response

from benchdog.api.answers import MADE, UNCHANGED, PageAnswer, metadata_answer
from benchdog.api.audited import audited
from benchdog.api.dependencies import UserSessionStoreDep
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import signed_in
from benchdog.api.preconditions import IfMatch, IfNoneMatch
from benchdog.api.routes.sessions import BODY, CHANGE, CONDITIONAL
from benchdog.api.user_session_models import UserSessionListQuery, UserSessionStart
from benchdog.documents.user_session import UserSessionState
from benchdog.errors import ContentTooLarge, CursorInvalid, NotFound, PreconditionInvalid
from benchdog.stores.user_session_metadata import UserSessionMetadata, UserSessionWithState

PATH = "/persistence/user_sessions"

SavedState = Annotated[
    UserSessionState,
    Body(
        examples=[
            {
                "current_page": "cart",
                "page_params": {"id": 7},
                "page_views": {"cart": 2},
                "navigation_history": [{"page": "cart", "timestamp": "2026-11-21T09:00:00.000Z"}],
                "forms": {
                    "order": {"values": {"count": 3}, "validation_schema": {"count": {"type": "number"}}}
                },
                "cache_keys": ["prices"],
                "cache_dependencies": {"prices": ["wells"]},
            }
        ]
    ),
]

router = APIRouter(
    prefix=PATH,
    tags=["user sessions"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)


@router.post(
    "",
    status_code=201,
    response_model=UserSessionWithState,
    responses=MADE | error_responses(*BODY, *CHANGE),
)
@signed_in
@audited("create", "user_session")
async def start_user_session(body: UserSessionStart, store: UserSessionStoreDep) -> Response:
    started = await store.start(body.app)
    location = f"{PATH}/{started.metadata.session_id}"
    return metadata_answer(started, started.metadata.etag, location=location)


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_user_sessions(
    query: Annotated[UserSessionListQuery, Query()], store: UserSessionStoreDep
) -> PageAnswer[UserSessionMetadata]:
    page = await store.page(query.page_request(), app=query.app)
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.get(
    "/{session_id}",
    response_model=UserSessionWithState,
    responses=UNCHANGED | error_responses(NotFound, PreconditionInvalid),
)
@signed_in
@audited("recover", "user_session")
async def read_user_session(
    session_id: str, store: UserSessionStoreDep, if_none_match: IfNoneMatch
) -> Response:
    found = await store.read(session_id)
    return metadata_answer(found, found.metadata.etag, unless=if_none_match)


@router.put(
    "/{session_id}",
    response_model=UserSessionMetadata,
    responses=error_responses(*BODY, ContentTooLarge, *CHANGE, *CONDITIONAL),
)
@signed_in
@audited("save", "user_session")
async def save_user_session(
    session_id: str, body: SavedState, store: UserSessionStoreDep, if_match: IfMatch
) -> Response:
    saved = await store.save(session_id, body, if_match=if_match)
    return metadata_answer(saved, saved.etag)


@router.delete("/{session_id}", status_code=204, responses=error_responses(NotFound, *CHANGE))
@signed_in
@audited("delete", "user_session")
async def delete_user_session(session_id: str, store: UserSessionStoreDep) -> None:
    await store.delete(session_id)
