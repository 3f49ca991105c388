"""Lets a request in, or not, before anything of it is read. [A2] [A3] [N6]"""

from ipaddress import ip_address

from starlette.requests import Request

from benchdog.api.identity import Principal, refuse_foreign_change
from benchdog.api.policies import FOR_ADMINISTRATORS, Policy
from benchdog.api.rate_limit import Limited
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import AuthenticationRequired, Forbidden
from benchdog.settings import Settings


async def admit(request: Request, service: ServiceObjects, policy: Policy, limit: Limited | None) -> None:
    """
    Sets `request.state.principal`: of somebody signed in before anything can be refused, so that the refusal
    is on record under their name [R6]; in the end to None for a scraper, for somebody whom the store may let
    in without signing in, and where the route is open to all.

    Raises:
        AuthenticationRequired, SessionExpired, SignInUnavailable: nobody is known to be signed in.
        Forbidden: it is for administrators, or comes from a foreign page.
        RateLimited: too often.
    """
    principal = None if policy is Policy.OPEN else await _principal(request, service, policy)
    address = request.client.host if request.client else ""
    refuse_foreign_change(request, service.identity)
    if limit is not None:
        service.limits[limit].take(principal.user_id if principal is not None else address)
    request.state.principal = principal


async def _principal(request: Request, service: ServiceObjects, policy: Policy) -> Principal | None:
    if policy is Policy.ADMINISTRATOR_OR_SCRAPER and _is_scraper(request, service.settings):
        return None
    try:
        principal = await service.identity.of(request)
    except AuthenticationRequired:
        if policy is Policy.LINK and service.settings.public_snapshots:
            return None
        raise
    request.state.principal = principal
    if policy in FOR_ADMINISTRATORS and not principal.is_administrator:
        raise Forbidden("This is for administrators.")
    return principal


def _is_scraper(request: Request, settings: Settings) -> bool:
    """Behind a named proxy it is the address that the proxy tells. [A5]"""
    try:
        found = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return any(found in network for network in settings.metrics_addresses)
