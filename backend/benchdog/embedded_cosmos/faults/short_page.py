"""Pages of a query that are shorter than they could be, as the service sends them when it is busy."""

from dataclasses import replace
from typing import Any, Final, Literal

import orjson
from pydantic import Field

from benchdog.embedded_cosmos.faults.fault import Apply, Fault, Surroundings
from benchdog.embedded_cosmos.protocol.requests import page_size
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse

CONTINUATION: Final = "x-ms-continuation"
PAGE_SIZE: Final = "x-ms-max-item-count"
FROM_THE_START: Final = "from-the-start"
"""The continuation token of an empty page that was the first: the engine has no token for that place."""


class ShortPage(Fault):
    """
    Attributes:
        max_items: how long a page is at most. 0 is an empty page with the token to go on from.
    """

    kind: Literal["short_page"] = "short_page"
    max_items: int = Field(ge=0)

    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        shortened = min(page_size(request), max(self.max_items, 1))
        response = await apply(_with_headers(request, {PAGE_SIZE: str(shortened)}))
        return _emptied(response, request) if self.max_items == 0 else response


def from_the_start(request: CosmosRequest) -> CosmosRequest:
    """*request* in terms that the engine knows."""
    if request.headers.get(CONTINUATION) != FROM_THE_START:
        return request
    headers = {name: value for name, value in request.headers.items() if name != CONTINUATION}
    return replace(request, headers=headers)


def _emptied(response: CosmosResponse, request: CosmosRequest) -> CosmosResponse:
    if response.status != 200:
        return response
    page: dict[str, Any] = orjson.loads(response.body)
    token = request.headers.get(CONTINUATION, FROM_THE_START)
    headers = {**response.headers, CONTINUATION: token, "x-ms-item-count": "0"}
    return CosmosResponse(200, orjson.dumps({**page, "Documents": [], "_count": 0}), headers)


def _with_headers(request: CosmosRequest, headers: dict[str, str]) -> CosmosRequest:
    return replace(request, headers={**request.headers, **headers})
