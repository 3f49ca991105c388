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
    Sets `request.state.principal`, unless the route is open to all.

    It is None for somebody who is not signed in but may be let in by the store, and for a scraper.

    Raises:
        AuthenticationRequired, SessionExpired, SignInUnavailable: nobody is known to be signed in.
        Forbidden: it is for administrators, or comes from a foreign page.
        RateLimited: too often.
    """
    caller = request.client.host if request.client else ""
    if policy is not Policy.OPEN:
        principal = await _principal(request, service, policy)
        request.state.principal = principal
        if principal is not None:
            caller = principal.user_id
    refuse_foreign_change(request, service.identity)
    if limit is not None:
        service.limits[limit].take(caller)


async def _principal(request: Request, service: ServiceObjects, policy: Policy) -> Principal | None:
    if policy is Policy.ADMINISTRATOR_OR_SCRAPER and _is_scraper(request, service.settings):
        return None
    try:
        principal = await service.identity.of(request)
    except AuthenticationRequired:
        if policy is Policy.LINK and service.settings.public_snapshots:
            return None
        raise
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
