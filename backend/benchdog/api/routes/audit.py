"""
Routes of the audit trail: one's own, and for administrators everybody's. [R6]

They read. Entries are made by what happens, and no route changes or removes one.
"""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.responses import StreamingResponse

from benchdog.api.answers import PageAnswer
from benchdog.api.audit_export import export_answer
from benchdog.api.audit_queries import (
    AuditExportQuery,
    AuditListQuery,
    AuditQuery,
    EverybodysAuditExportQuery,
    EverybodysAuditListQuery,
    EverybodysAuditQuery,
)
from benchdog.api.dependencies import OwnAuditTrail, Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import administrators_only, signed_in
from benchdog.errors import CursorInvalid
from benchdog.stores.audit_trail_store import AuditRecord, AuditStatistics

router = APIRouter(
    prefix="/persistence/audit",
    tags=["audit"],
    route_class=GuardedRoute,
    responses=error_responses(*SIGNED_IN),
)

EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "All of it, newest first.",
        "content": {
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


@router.get("", responses=error_responses(CursorInvalid))
@signed_in
async def list_audit_entries(
    query: Annotated[AuditListQuery, Query()], trail: OwnAuditTrail
) -> PageAnswer[AuditRecord]:
    """The caller's own, newest first."""
    page = await trail.page(query.page_request(), query.wanted())
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.get("/stats")
@signed_in
async def read_audit_statistics(
    query: Annotated[AuditQuery, Query()], trail: OwnAuditTrail
) -> AuditStatistics:
    return await trail.statistics(query.wanted())


@router.get("/export", response_class=StreamingResponse, responses=EXPORTED)
@signed_in
async def export_audit_entries(
    query: Annotated[AuditExportQuery, Query()], trail: OwnAuditTrail, service: Service
) -> StreamingResponse:
    return await export_answer(trail, query.wanted(), query.format or service.settings.audit_export_format)


@router.get("/everybody", responses=error_responses(CursorInvalid))
@administrators_only
async def list_everybodys_audit_entries(
    query: Annotated[EverybodysAuditListQuery, Query()], service: Service
) -> PageAnswer[AuditRecord]:
    trail = await service.observation.audit_trail(query.filter_actor_id)
    page = await trail.page(query.page_request(), query.wanted())
    return PageAnswer(items=page.items, next_cursor=page.next_cursor)


@router.get("/everybody/stats")
@administrators_only
async def read_everybodys_audit_statistics(
    query: Annotated[EverybodysAuditQuery, Query()], service: Service
) -> AuditStatistics:
    trail = await service.observation.audit_trail(query.filter_actor_id)
    return await trail.statistics(query.wanted())


@router.get("/everybody/export", response_class=StreamingResponse, responses=EXPORTED)
@administrators_only
async def export_everybodys_audit_entries(
    query: Annotated[EverybodysAuditExportQuery, Query()], service: Service
) -> StreamingResponse:
    trail = await service.observation.audit_trail(query.filter_actor_id)
    return await export_answer(trail, query.wanted(), query.format or service.settings.audit_export_format)
