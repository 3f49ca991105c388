"""Routes of the conversation of a session. SPEC 3, [S9]."""

from typing import Annotated

from fastapi import APIRouter, Query

from benchdog.api.answers import PageAnswer
from benchdog.api.audited import audited
from benchdog.api.conversation_models import MessageCreate
from benchdog.api.dependencies import ConversationStoreDep
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.list_queries import PageQuery
from benchdog.api.policies import signed_in
from benchdog.api.routes.sessions import BODY, CHANGE
from benchdog.errors import CursorInvalid, NotFound
from benchdog.stores.session_conversation import ConversationStatus, Message

router = APIRouter(
    prefix="/persistence/sessions/{session_id}/conversation",
    tags=["conversation"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN, NotFound),
)


@router.get("/status")
@signed_in
async def read_conversation_status(session_id: str, store: ConversationStoreDep) -> ConversationStatus:
    """Reads no message."""
    return await store.status(session_id)


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_messages(
    session_id: str, query: Annotated[PageQuery, Query()], store: ConversationStoreDep
) -> PageAnswer[Message]:
    """Oldest first."""
    page = await store.page(session_id, page_size=query.page_size, cursor=query.cursor)
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.post("", status_code=201, responses=error_responses(*BODY, *CHANGE))
@signed_in
@audited("create", "message")
async def add_message(session_id: str, body: MessageCreate, store: ConversationStoreDep) -> Message:
    """Behind all others. Nobody can change or remove one."""
    return await store.add(session_id, body.text)
