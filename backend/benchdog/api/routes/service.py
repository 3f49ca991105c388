"""Routes about the service itself: health, numbers for the browser, its own description. [A5] [R7]"""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from benchdog.api.dependencies import Service
from benchdog.api.error_models import error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import open_to_all
from benchdog.documents import limits
from benchdog.settings import SignInMode
from benchdog.stores.listing import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE

router = APIRouter(tags=["service"], route_class=GuardedRoute, responses=error_responses())


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Limits(BaseModel):
    """Sizes in bytes, lengths in Unicode code points. [C4] [C6] [L1]"""

    max_content_size_bytes: int = limits.MAX_CONTENT_SIZE_BYTES
    max_body_size_bytes: int = limits.MAX_BODY_SIZE_BYTES
    max_content_depth: int = limits.MAX_CONTENT_DEPTH
    max_title_length: int = limits.MAX_TITLE_LENGTH
    max_description_length: int = limits.MAX_DESCRIPTION_LENGTH
    max_tags: int = limits.MAX_TAGS
    max_tag_length: int = limits.MAX_TAG_LENGTH
    default_page_size: int = DEFAULT_PAGE_SIZE
    max_page_size: int = MAX_PAGE_SIZE


class Timing(BaseModel):
    """[B2] [B4] [B7]"""

    draft_delay_ms: int
    poll_interval_ms: int
    connection_grace_ms: int


class ServiceConfig(BaseModel):
    """What a client needs to know before it starts."""

    version: str
    sign_in_mode: SignInMode
    limits: Limits
    timing: Timing


@router.get("/health/live")
@open_to_all
async def is_live() -> Health:
    """The process answers."""
    return Health()


@router.get("/health/ready")
@open_to_all
async def is_ready(service: Service) -> Health:
    """The database answers and has its definitions."""
    await service.check_database()
    return Health()


@router.get("/config")
@open_to_all
async def read_config(request: Request, service: Service) -> ServiceConfig:
    settings = service.settings
    return ServiceConfig(
        version=request.app.version,
        sign_in_mode=settings.sign_in_mode,
        limits=Limits(),
        timing=Timing(
            draft_delay_ms=settings.draft_delay_ms,
            poll_interval_ms=settings.poll_interval_ms,
            connection_grace_ms=settings.connection_grace_ms,
        ),
    )


@router.get("/openapi.json", include_in_schema=False)
@open_to_all
async def read_openapi(request: Request) -> dict[str, Any]:
    document: dict[str, Any] = request.app.openapi()
    return document
