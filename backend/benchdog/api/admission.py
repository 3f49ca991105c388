"""Lets a request in, or not, before anything of it is read. [A2] [A3] [N6]"""

from starlette.requests import Request

from benchdog.api.identity import refuse_foreign_change
from benchdog.api.policies import Policy
from benchdog.api.rate_limit import Limited
from benchdog.api.service_objects import ServiceObjects
from benchdog.errors import Forbidden


async def admit(request: Request, service: ServiceObjects, policy: Policy, limit: Limited | None) -> None:
    """
    Sets `request.state.principal`, unless the route is open to all.

    Raises:
        AuthenticationRequired, SessionExpired, SignInUnavailable: nobody is known to be signed in.
        Forbidden: it is for administrators, or comes from a foreign page.
        RateLimited: too often.
    """
    caller = request.client.host if request.client else ""
    if policy is not Policy.OPEN:
        principal = await service.identity.of(request)
        if policy is Policy.ADMINISTRATOR and not principal.is_administrator:
            raise Forbidden("This is for administrators.")
        request.state.principal = principal
        caller = principal.user_id
    refuse_foreign_change(request, service.identity)
    if limit is not None:
        service.limits[limit].take(caller)
