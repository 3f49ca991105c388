"""Routes that state no policy cannot exist. [A2]"""

import pytest
from fastapi import APIRouter, FastAPI

from benchdog.api.application import check_every_route_is_guarded
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import open_to_all


async def endpoint() -> None:
    """Does nothing."""


def test_an_endpoint_without_a_policy_cannot_become_a_route():
    """[A2]"""
    router = APIRouter(route_class=GuardedRoute)

    with pytest.raises(ValueError, match="endpoint states no policy"):
        router.get("/unguarded")(endpoint)

    router.get("/guarded")(open_to_all(endpoint))


def test_a_route_of_another_kind_is_found():
    """[A2] Added behind the back of the guarded ones."""
    app = FastAPI(openapi_url=None)
    unguarded = APIRouter()
    unguarded.get("/unguarded")(endpoint)
    app.include_router(unguarded, prefix="/deep")

    with pytest.raises(ValueError, match="states no policy"):
        check_every_route_is_guarded(app)
