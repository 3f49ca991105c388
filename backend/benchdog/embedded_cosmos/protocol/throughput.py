"""The request units that a container may use in a second."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, CosmosResponse

_TOO_MANY: Final = 429
_TOO_MANY_UNITS: Final = 3200


@dataclass(slots=True)
class _Budget:
    units: float
    counted_at: float


class Throughput:
    """
    Each container of one engine has *units_per_second*, and saves up what one second brings.

    As in the service an operation runs if anything is left, is charged afterwards, and may leave a debt.
    Unlike there, several ranges share one budget.

    Args:
        monotonic: seconds of a clock that never goes back.

    Raises:
        ValueError: *units_per_second* is not positive.
    """

    def __init__(self, units_per_second: float, monotonic: Callable[[], float]) -> None:
        if not units_per_second > 0:
            raise ValueError("A container needs more than 0 request units per second.")
        self._units_per_second = units_per_second
        self._monotonic = monotonic
        self._budgets: dict[tuple[str, ...], _Budget] = {}

    def admit(self, request: CosmosRequest) -> None:
        """Raises CosmosFailure 429/3200, with the time that pays the debt, where the container has one."""
        budget = self._budget(request)
        if budget is not None and budget.units < 0:
            wait_ms = math.ceil(-budget.units / self._units_per_second * 1000)
            message = "The request rate is too large. More request units may be needed."
            raise CosmosFailure(
                _TOO_MANY, "TooManyRequests", message, substatus=_TOO_MANY_UNITS, retry_after_ms=wait_ms
            )

    def charge(self, request: CosmosRequest, response: CosmosResponse) -> None:
        """Takes what *response* says that *request* cost; one that was not admitted cost nothing."""
        budget = self._budget(request)
        if budget is not None and response.status != _TOO_MANY:
            budget.units -= float(response.headers["x-ms-request-charge"])

    def _budget(self, request: CosmosRequest) -> _Budget | None:
        """What its container has by now, None for a request that is not about items."""
        match request.path:
            case ("dbs", database, "colls", container, "docs", *_):
                name = (database, container)
            case _:
                return None
        now = self._monotonic()
        budget = self._budgets.setdefault(name, _Budget(self._units_per_second, now))
        earned = (now - budget.counted_at) * self._units_per_second
        budget.units = min(budget.units + earned, self._units_per_second)
        budget.counted_at = now
        return budget
