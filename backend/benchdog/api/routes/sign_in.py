"""Routes of signing in and out. [A1] [A4]"""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from benchdog.api.dependencies import Caller, Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.identity_by_token import COOKIE_NAME
from benchdog.api.middleware.host_check import LOOPBACK_NAMES
from benchdog.api.policies import open_to_all, signed_in
from benchdog.api.rate_limit import Limited, rate_limited
from benchdog.api.routes.sessions import BODY
from benchdog.api.session_models import request_like
from benchdog.api.sign_in_tokens import USER_ID_PATTERN
from benchdog.errors import Forbidden, RateLimited

router = APIRouter(prefix="/auth", tags=["sign-in"], route_class=GuardedRoute, responses=error_responses())


class SignIn(BaseModel):
    """Development only: the name is believed."""

    model_config = request_like({"name": "ada"})

    name: Annotated[str, Field(pattern=USER_ID_PATTERN)]


class SignedIn(BaseModel):
    """The token also works as `Authorization: Bearer`."""

    user_id: str
    token: str


class Me(BaseModel):
    user_id: str
    name: str
    roles: list[str]


@router.post("/sign-in", responses=error_responses(*BODY, Forbidden, RateLimited))
@open_to_all
@rate_limited(Limited.SIGNING_IN)
async def sign_in(body: SignIn, request: Request, response: Response, service: Service) -> SignedIn:
    issued = service.identity.issue(body.name)
    response.set_cookie(
        COOKIE_NAME, issued.token, max_age=issued.lifetime_seconds, **_cookie_options(request)
    )
    return SignedIn(user_id=body.name, token=issued.token)


@router.post("/sign-out", status_code=204, responses=error_responses(Forbidden))
@open_to_all
async def sign_out(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE_NAME, **_cookie_options(request))


@router.get("/me", responses=error_responses(*SIGNED_IN))
@signed_in
async def who_am_i(caller: Caller) -> Me:
    return Me(user_id=caller.user_id, name=caller.name, roles=list(caller.roles))


def _cookie_options(request: Request) -> dict[str, Any]:
    """[A3] Plain HTTP is for loopback only: elsewhere a browser keeps the cookie only if it came over TLS."""
    is_loopback = request.url.scheme == "http" and request.url.hostname in LOOPBACK_NAMES
    return {"httponly": True, "samesite": "lax", "secure": not is_loopback}
