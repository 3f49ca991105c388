"""The one kind of route: it states a policy, knows its parameters, and parses its body once. [A2] [L3]"""

from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from benchdog.api.admission import admit
from benchdog.api.audited import audited_as
from benchdog.api.error_models import SIGNED_IN, with_errors
from benchdog.api.foreseen_refusal import check_before_body
from benchdog.api.idempotency import KEY_ERRORS, KEY_HEADER, KEY_PARAMETER, KEYED_METHODS, answer_once
from benchdog.api.policies import FOR_ADMINISTRATORS, Policy, policy_of
from benchdog.api.rate_limit import limit_of
from benchdog.api.request_body import parse_request
from benchdog.api.service_objects import ServiceObjects, service_objects
from benchdog.errors import Forbidden, PersistenceError, RateLimited, ValidationFailed

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

POLICY_IN_OPENAPI = "x-benchdog-policy"


class GuardedRoute(APIRoute):
    """
    Checks in this order: identity, origin of a change, rate, names of parameters, what is sure to be
    refused, body, idempotency key.

    Raises:
        ValueError: when it is made for an endpoint without a policy.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.policy = policy_of(endpoint)
        self.limit = limit_of(endpoint)
        self.audited = audited_as(endpoint)
        self.check_before_body = check_before_body(endpoint)
        extra = {**(options.pop("openapi_extra", None) or {}), POLICY_IN_OPENAPI: self.policy.value}
        self.takes_key = self.policy is not Policy.OPEN and not KEYED_METHODS.isdisjoint(options["methods"])
        if self.takes_key:
            extra["parameters"] = [KEY_PARAMETER]
        options["responses"] = with_errors(options.get("responses"), *self._own_errors())
        super().__init__(path, endpoint, **options, openapi_extra=extra)

    def _own_errors(self) -> Iterator[type[PersistenceError]]:
        if self.policy is not Policy.OPEN:
            yield from SIGNED_IN
        if self.policy in FOR_ADMINISTRATORS:
            yield Forbidden
        if self.limit is not None:
            yield RateLimited
        if self.takes_key:
            yield from KEY_ERRORS

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        known = frozenset(_query_names(self.dependant))
        has_body = self.body_field is not None

        async def guarded(request: Request) -> Response:
            service = service_objects(request)
            answer = answered(request, service)
            if self.audited is None:
                return await answer
            return await service.observation.operations.recorded(request, self.audited, answer)

        async def answered(request: Request, service: ServiceObjects) -> Response:
            await admit(request, service, self.policy, self.limit)
            _check_query_names(request, known)
            is_keyed = self.takes_key and KEY_HEADER in request.headers
            handle_once = partial(answer_once, handle=handle, records=service.idempotency)
            handle_it = handle_once if is_keyed else handle
            if not has_body:
                return await handle_it(request)
            if self.check_before_body is not None:
                await self.check_before_body(request, service)
            async with service.large_bodies.place_for(request) as place:
                parsed = await parse_request(
                    request, place, service.threads, service.content_schemas, is_hashed=is_keyed
                )
                if parsed.content is not None:
                    service.observation.metrics.observe_content(parsed.content.size_bytes)
                return await handle_it(parsed)

        return guarded


def _query_names(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from model.model_fields
        else:
            yield field.alias
    for inner in dependant.dependencies:
        yield from _query_names(inner)


def _check_query_names(request: Request, known: frozenset[str]) -> None:
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            allowed = ", ".join(sorted(known)) or "none"
            raise ValidationFailed(f"There is no such parameter. Allowed: {allowed}.", field="query")
        if times > 1:
            raise ValidationFailed("A parameter may be sent only once.", field=name)
