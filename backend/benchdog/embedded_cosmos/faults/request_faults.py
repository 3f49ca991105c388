"""Faults of the network and of the service around one request."""

from typing import Literal

from pydantic import Field

from benchdog.embedded_cosmos.faults.fault import Apply, Fault, Surroundings, When
from benchdog.embedded_cosmos.faults.refused import refused
from benchdog.embedded_cosmos.wire import ConnectionLost, CosmosFailure, CosmosRequest, CosmosResponse


class Refusal(Fault):
    """
    The service answers with an error.

    Attributes:
        when: "after": it applied the request all the same.
        status, substatus: such as 429/3200, 449, 503, 410/1002.
        retry_after_ms: goes into `x-ms-retry-after-ms`.
    """

    kind: Literal["refusal"] = "refusal"
    when: When = "before"
    status: int = Field(ge=400, le=599)
    substatus: int = Field(default=0, ge=0)
    retry_after_ms: int | None = Field(default=None, ge=0)

    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        if self.when == "after":
            await apply(request)
        failure = CosmosFailure(
            self.status,
            "InjectedFault",
            "This failure was asked for.",
            substatus=self.substatus,
            retry_after_ms=self.retry_after_ms,
        )
        return refused(request, failure)


class Delay(Fault):
    """The request is late, or (`when` is "after") its answer is."""

    kind: Literal["delay"] = "delay"
    when: When = "before"
    seconds: float = Field(ge=0, allow_inf_nan=False)

    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        if self.when == "before":
            await surroundings.sleep(self.seconds)
            return await apply(request)
        response = await apply(request)
        await surroundings.sleep(self.seconds)
        return response


class Disconnection(Fault):
    """The connection ends before the request was applied, or (`when` is "after") its answer is lost."""

    kind: Literal["disconnection"] = "disconnection"
    when: When = "before"

    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        if self.when == "after":
            await apply(request)
        raise ConnectionLost
