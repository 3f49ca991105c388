"""Lets a request in, or not, before anything of it is read. [A2] [A3] [N6]"""

from ipaddress import ip_address

from starlette.requests import Request

from benchdog.api.identity import refuse_foreign_change
from benchdog.api.policies import FOR_ADMINISTRATORS, Policy
from benchdog.api.rate_limit import Limited
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import Forbidden
from benchdog.settings import Settings


async def admit(request: Request, service: ServiceObjects, policy: Policy, limit: Limited | None) -> None:
    """
    Sets `request.state.principal`, unless the route is open to all.

    Raises:
        AuthenticationRequired, SessionExpired, SignInUnavailable: nobody is known to be signed in.
        Forbidden: it is for administrators, or comes from a foreign page.
        RateLimited: too often.
    """
    caller = request.client.host if request.client else ""
    is_scraper = policy is Policy.ADMINISTRATOR_OR_SCRAPER and _is_scraper(request, service.settings)
    if policy is not Policy.OPEN and not is_scraper:
        principal = await service.identity.of(request)
        if policy in FOR_ADMINISTRATORS and not principal.is_administrator:
            raise Forbidden("This is for administrators.")
        request.state.principal = principal
        caller = principal.user_id
    refuse_foreign_change(request, service.identity)
    if limit is not None:
        service.limits[limit].take(caller)


def _is_scraper(request: Request, settings: Settings) -> bool:
    """Behind a named proxy it is the address that the proxy tells. [A5]"""
    try:
        found = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return any(found in network for network in settings.metrics_addresses)
